package io.cairn.trigger.python;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Predicate;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;

/**
 * Makes interpreters that reach nothing outside themselves but the files of Python's own library.
 * They share one engine, which keeps what it has read of that library as long as the process lives.
 * Stateless.
 */
final class Sandbox {

    static final String PYTHON = "python";

    private static final String SOURCE_PREFIX = "plugin ";

    /** An engine takes one predicate for all its contexts. */
    private static final Predicate<Source> COUNTED =
            source -> source.getName().startsWith(SOURCE_PREFIX);

    private Sandbox() {}

    /** Started by whoever needs it first. */
    private static final class Shared {
        static final Engine ENGINE =
                Engine.newBuilder(PYTHON)
                        // On a JDK without Graal's compiler it would be printed at each start.
                        .option("engine.WarnInterpreterOnly", "false")
                        .build();
    }

    static Context context(PythonLimits limits) {
        return Context.newBuilder(PYTHON)
                .engine(Shared.ENGINE)
                .allowHostAccess(HostAccess.NONE)
                .allowHostClassLookup(_ -> false)
                .allowHostClassLoading(false)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowEnvironmentAccess(EnvironmentAccess.NONE)
                .allowIO(IOAccess.NONE)
                .allowNativeAccess(false)
                .allowCreateProcess(false)
                .allowCreateThread(false)
                .allowValueSharing(false)
                .option("python.PosixModuleBackend", "java")
                .in(InputStream.nullInputStream())
                .out(OutputStream.nullOutputStream())
                .err(OutputStream.nullOutputStream())
                .resourceLimits(
                        ResourceLimits.newBuilder()
                                .statementLimit(limits.statements(), COUNTED)
                                .build())
                .build();
    }

    /** What Python calls the file that a plugin's code is in. */
    static String sourceName(String plugin) {
        return SOURCE_PREFIX + plugin;
    }

    static Source source(PythonPlugin plugin) {
        return Source.newBuilder(PYTHON, plugin.code(), sourceName(plugin.name())).buildLiteral();
    }
}
