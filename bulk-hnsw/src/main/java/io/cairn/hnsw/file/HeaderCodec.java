package io.cairn.hnsw.file;

import static io.cairn.hnsw.file.StableNumbers.choice;
import static io.cairn.hnsw.file.StableNumbers.number;

import io.cairn.error.InvalidArgumentException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Writes and reads the header of an index file. Stateless. */
final class HeaderCodec {

    private static final int CHECKED_BYTES = HeaderField.BYTES - Integer.BYTES;

    private HeaderCodec() {}

    /** Refuses a header that no file may have. */
    static void check(IndexHeader header) {
        fields(header)
                .forEach((field, value) -> {
                    if (!field.admits(value)) {
                        throw refused(field.label(), value);
                    }
                });
        HeaderField contradicting = contradicting(header);
        if (contradicting != null) {
            throw refused(
                    contradicting.label(),
                    Objects.requireNonNull(fields(header).get(contradicting)));
        }
    }

    private static InvalidArgumentException refused(String field, long value) {
        return new InvalidArgumentException(
                "a field of the index header is out of its range or contradicts another",
                "field",
                field,
                "value",
                value);
    }

    static ByteBuffer encode(IndexHeader header, long fileBytes, List<SectionEntry> sections) {
        ByteBuffer bytes = ByteBuffer.allocate(HeaderField.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        HeaderField.MAGIC.put(bytes, HeaderField.MAGIC_NUMBER);
        HeaderField.FORMAT_MAJOR.put(bytes, HeaderField.FORMAT_MAJOR.max());
        HeaderField.HEADER_BYTES.put(bytes, HeaderField.BYTES);
        HeaderField.FILE_BYTES.put(bytes, fileBytes);
        fields(header).forEach((field, value) -> field.put(bytes, value));
        HeaderField.SECTIONS.put(bytes, sections.size());
        for (int i = 0; i < sections.size(); i++) {
            sections.get(i).put(bytes, HeaderField.TABLE_OFFSET + i * SectionEntry.BYTES);
        }
        HeaderField.CHECKSUM.put(bytes, checksum(bytes));
        return bytes;
    }

    /**
     * Reads a header.
     *
     * @param bytes the first 4,096 bytes of the file
     * @param fileBytes how long the file is
     */
    static FileLayout decode(ByteBuffer bytes, long fileBytes, Damage damage) {
        recognise(bytes, damage);
        for (HeaderField field : HeaderField.values()) {
            if (!field.admits(field.get(bytes))) {
                throw damage.field(
                        "a field of the header is out of its range; the file is damaged or was"
                                + " made by a faulty program",
                        field.label(),
                        "value",
                        field.get(bytes));
            }
        }
        IndexHeader header = header(bytes);
        HeaderField contradicting = contradicting(header);
        if (contradicting == null && HeaderField.ROW_BYTES.get(bytes) != header.rowBytes()) {
            contradicting = HeaderField.ROW_BYTES;
        }
        if (contradicting != null) {
            throw damage.field(
                    "fields of the header contradict each other; the file is damaged or was made"
                            + " by a faulty program",
                    contradicting.label(),
                    "value",
                    contradicting.get(bytes));
        }
        if (HeaderField.FILE_BYTES.get(bytes) != fileBytes) {
            throw damage.field(
                    "the file is not as long as its header says: it was cut short, or something"
                            + " was appended",
                    HeaderField.FILE_BYTES.label(),
                    "expected",
                    HeaderField.FILE_BYTES.get(bytes),
                    "actual",
                    fileBytes);
        }
        return new FileLayout(header, fileBytes, sections(bytes));
    }

    /** Tells an index file that this version can read from others and from damaged ones. */
    private static void recognise(ByteBuffer bytes, Damage damage) {
        if (HeaderField.MAGIC.get(bytes) != HeaderField.MAGIC_NUMBER) {
            throw damage.field(
                    "this is not an index file: it begins with other bytes",
                    HeaderField.MAGIC.label());
        }
        if (!HeaderField.FORMAT_MAJOR.admits(HeaderField.FORMAT_MAJOR.get(bytes))) {
            throw damage.field(
                    "the file is of another format version; use a newer release or build the"
                            + " index again",
                    HeaderField.FORMAT_MAJOR.label(),
                    "version",
                    HeaderField.FORMAT_MAJOR.get(bytes));
        }
        int stored = (int) HeaderField.CHECKSUM.get(bytes);
        if (stored != checksum(bytes)) {
            throw damage.checksum("header", stored, checksum(bytes));
        }
        long features = HeaderField.REQUIRED_FEATURES.get(bytes);
        if (features != 0) {
            throw damage.field(
                    "the file needs features that this version does not have; use a newer release",
                    HeaderField.REQUIRED_FEATURES.label(),
                    "bits",
                    BitSet.valueOf(new long[] {features}));
        }
    }

    private static Map<HeaderField, Long> fields(IndexHeader header) {
        Map<HeaderField, Long> fields = new EnumMap<>(HeaderField.class);
        fields.put(HeaderField.METRIC, (long) number(StableNumbers.METRICS, header.metric()));
        fields.put(HeaderField.ENCODING, (long) number(StableNumbers.ENCODINGS, header.encoding()));
        fields.put(
                HeaderField.ALGORITHM, (long) number(StableNumbers.ALGORITHMS, header.algorithm()));
        fields.put(HeaderField.ORDERING, (long) number(StableNumbers.ORDERINGS, header.ordering()));
        fields.put(HeaderField.DIMENSION, (long) header.dimension());
        fields.put(HeaderField.ROWS, (long) header.rows());
        fields.put(HeaderField.DELETED, (long) header.deleted());
        fields.put(HeaderField.MAX_CONNECTIONS, (long) header.maxConnections());
        fields.put(HeaderField.EF_CONSTRUCTION, (long) header.efConstruction());
        fields.put(HeaderField.SEED, header.seed());
        fields.put(HeaderField.VERSION, header.version());
        fields.put(HeaderField.ENTRY_POINT, (long) header.entryPoint());
        fields.put(HeaderField.MAX_LAYER, (long) header.maxLayer());
        fields.put(HeaderField.ROW_BYTES, (long) header.rowBytes());
        return fields;
    }

    private static IndexHeader header(ByteBuffer bytes) {
        return new IndexHeader(
                choice(StableNumbers.METRICS, HeaderField.METRIC.get(bytes)),
                choice(StableNumbers.ENCODINGS, HeaderField.ENCODING.get(bytes)),
                (int) HeaderField.DIMENSION.get(bytes),
                (int) HeaderField.ROWS.get(bytes),
                (int) HeaderField.DELETED.get(bytes),
                (int) HeaderField.MAX_CONNECTIONS.get(bytes),
                (int) HeaderField.EF_CONSTRUCTION.get(bytes),
                HeaderField.SEED.get(bytes),
                HeaderField.VERSION.get(bytes),
                choice(StableNumbers.ALGORITHMS, HeaderField.ALGORITHM.get(bytes)),
                choice(StableNumbers.ORDERINGS, HeaderField.ORDERING.get(bytes)),
                (int) HeaderField.ENTRY_POINT.get(bytes),
                (int) HeaderField.MAX_LAYER.get(bytes));
    }

    /** Returns a field whose value cannot go with the others, or null. */
    private static @Nullable HeaderField contradicting(IndexHeader header) {
        if (header.deleted() > header.rows()) {
            return HeaderField.DELETED;
        }
        if (header.entryPoint() >= header.rows()
                || (header.entryPoint() < 0) != (header.rows() == 0)) {
            return HeaderField.ENTRY_POINT;
        }
        return header.rows() == 0 && header.maxLayer() != 0 ? HeaderField.MAX_LAYER : null;
    }

    private static List<SectionEntry> sections(ByteBuffer bytes) {
        List<SectionEntry> sections = new ArrayList<>();
        for (int i = 0; i < HeaderField.SECTIONS.get(bytes); i++) {
            sections.add(
                    SectionEntry.get(bytes, HeaderField.TABLE_OFFSET + i * SectionEntry.BYTES));
        }
        return sections;
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, CHECKED_BYTES);
        return (int) crc.getValue();
    }
}
