package io.cairn.hnsw.cli;

import io.cairn.error.InvalidArgumentException;
import io.cairn.hnsw.Algorithm;
import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.Ordering;
import io.cairn.hnsw.vector.VectorFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The words that an option takes: the names of an enum's constants in lower case, and some that
 * mean the same. An unknown word is an error that lists them all. Immutable once made.
 *
 * @param <E> what the words stand for
 */
abstract class Words<E extends Enum<E>> implements ITypeConverter<E> {

    private final Map<String, E> words = new LinkedHashMap<>();

    Words(Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            words.put(of(constant), constant);
        }
    }

    /** Returns the word for a constant. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Takes one more word for a constant. */
    final void same(String word, E constant) {
        words.put(word, constant);
    }

    @Override
    public final E convert(String value) {
        E constant = words.get(value.toLowerCase(Locale.ROOT));
        if (constant == null) {
            throw new TypeConversionException(
                    "expected one of " + words.keySet() + " but was '" + value + "'");
        }
        return constant;
    }

    /** Metrics. */
    static final class OfMetric extends Words<Metric> {
        OfMetric() {
            super(Metric.class);
        }
    }

    /** Orderings. */
    static final class OfOrdering extends Words<Ordering> {
        OfOrdering() {
            super(Ordering.class);
            same("rp", Ordering.RANDOM_PROJECTION);
        }
    }

    /** Algorithms. */
    static final class OfAlgorithm extends Words<Algorithm> {
        OfAlgorithm() {
            super(Algorithm.class);
        }
    }

    /** Encodings. */
    static final class OfEncoding extends Words<Encoding> {
        OfEncoding() {
            super(Encoding.class);
        }
    }

    /** Formats of files of vectors, which know their words themselves. */
    static final class OfVectorFormat implements ITypeConverter<VectorFormat> {
        @Override
        public VectorFormat convert(String value) {
            try {
                return VectorFormat.parse(value.toLowerCase(Locale.ROOT));
            } catch (InvalidArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** Formats that can be converted. */
    static final class OfConvertFormat extends Words<ConvertFormat> {
        OfConvertFormat() {
            super(ConvertFormat.class);
            same("raw", ConvertFormat.RAW_F32);
            same("f32", ConvertFormat.RAW_F32);
            same("bin", ConvertFormat.RAW_F32);
            same("numpy", ConvertFormat.NPY);
        }
    }
}
