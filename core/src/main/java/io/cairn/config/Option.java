package io.cairn.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a record component an option that {@link RecordBinder} binds and {@link OptionDocs}
 * documents. Bounds and defaults are written as a user would write them: {@code "64MiB"}, {@code
 * "30s"}, {@code "SYNC"}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {

    /**
     * Says what the option does, in one line of plain text.
     *
     * @return the description
     */
    String doc();

    /**
     * Gives the option's name where it cannot be the component's, because it is a word of Java.
     *
     * @return the name; empty for the component's
     */
    String name() default "";

    /**
     * Gives the value that applies when the option is left out.
     *
     * @return one text, or nothing: then the option must be given, unless it is {@link #optional}
     */
    String[] defaultValue() default {};

    /**
     * Tells that the option may be left out without a default; the component is null then.
     *
     * @return true when the component may be null
     */
    boolean optional() default false;

    /**
     * Gives the smallest value allowed.
     *
     * @return a number, size or duration; empty for the smallest of the component's type
     */
    String min() default "";

    /**
     * Gives the largest value allowed.
     *
     * @return a number, size or duration; empty for the largest of the component's type
     */
    String max() default "";

    /**
     * Says what a number counts.
     *
     * @return the unit; only BYTES allows text such as {@code "64MiB"}
     */
    Unit unit() default Unit.NONE;

    /** What a number counts. */
    enum Unit {
        /** Things. */
        NONE,
        /** Bytes; may be written as text with one of the suffixes B, KiB, MiB, GiB, TiB. */
        BYTES
    }
}
