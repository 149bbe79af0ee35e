package io.cairn.hnsw.file;

import static io.cairn.hnsw.file.LittleEndian.U32;
import static io.cairn.hnsw.file.LittleEndian.U64;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.cairn.error.CorruptionException;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;

/** Checks everything in an index file that opening it does not. Used by one thread, once. */
final class IndexVerifier {

    private static final int NO_ROW = -1;

    private final IndexHeader header;
    private final Damage damage;
    private final MemorySegment levels;

    private IndexVerifier(IndexFile file) {
        this.header = file.header();
        this.damage = new Damage(file.path());
        this.levels = file.require(SectionKind.LEVELS);
    }

    static void verify(IndexFile file, MemorySegment mapped, FileLayout layout) {
        IndexVerifier verifier = new IndexVerifier(file);
        verifier.checksums(mapped, layout);
        verifier.rowEnds(file.require(SectionKind.VECTORS));
        verifier.levels();
        verifier.offsets(
                file.require(SectionKind.UPPER_OFFSETS), file.require(SectionKind.UPPER_LINKS));
        verifier.level0Links(file.require(SectionKind.LEVEL0_LINKS));
        verifier.upperLinks(
                file.require(SectionKind.UPPER_OFFSETS), file.require(SectionKind.UPPER_LINKS));
        MemorySegment ids = file.section(SectionKind.IDS);
        if (ids != null) {
            verifier.ids(ids);
        }
        MemorySegment tombstones = file.section(SectionKind.TOMBSTONES);
        if (tombstones != null) {
            verifier.tombstones(tombstones);
        }
    }

    /** Checks the sections, and that there are only zeros between them. */
    private void checksums(MemorySegment mapped, FileLayout layout) {
        SlicedCopy slices = new SlicedCopy();
        long end = HeaderField.BYTES;
        for (SectionEntry entry : layout.inOrder()) {
            zeros(mapped, end, entry.offset(), entry.label());
            int computed = slices.checksum(mapped.asSlice(entry.offset(), entry.length()));
            if (computed != entry.checksum()) {
                throw damage.checksum(entry.label(), entry.checksum(), computed);
            }
            end = entry.end();
        }
        zeros(mapped, end, mapped.byteSize(), "end");
    }

    private void zeros(MemorySegment memory, long from, long to, String section) {
        for (long at = from; at < to; at++) {
            if (memory.get(JAVA_BYTE, at) != 0) {
                throw damage.section(
                        "bytes between sections are not zero; the file is damaged",
                        section,
                        "offset",
                        at);
            }
        }
    }

    /** Distances are computed over whole rows, so that what is behind a vector must be zero. */
    private void rowEnds(MemorySegment vectors) {
        int used = header.dimension() * header.encoding().componentBytes();
        int rowBytes = header.rowBytes();
        for (int row = 0; row < header.rows(); row++) {
            for (long at = used; at < rowBytes; at++) {
                if (vectors.get(JAVA_BYTE, (long) row * rowBytes + at) != 0) {
                    throw wrong(
                            "what is behind the last component is not zero",
                            SectionKind.VECTORS,
                            row);
                }
            }
        }
    }

    private void levels() {
        for (int row = 0; row < header.rows(); row++) {
            int level = level(row);
            if (level < 0 || level > header.maxLayer()) {
                throw wrong("a row is above the uppermost layer", SectionKind.LEVELS, row);
            }
        }
        if (header.rows() > 0 && level(header.entryPoint()) != header.maxLayer()) {
            throw wrong(
                    "the entry point is not on the uppermost layer",
                    SectionKind.LEVELS,
                    header.entryPoint());
        }
    }

    private int level(int row) {
        return levels.get(JAVA_BYTE, row);
    }

    /** Checks that every upper record belongs to one row and layer. */
    private void offsets(MemorySegment offsets, MemorySegment links) {
        int records = (int) (links.byteSize() / header.upperRecordBytes());
        BitSet taken = new BitSet();
        for (int row = 0; row < header.rows(); row++) {
            int first = offset(offsets, row);
            int level = level(row);
            if (level == 0 ? first != NO_ROW : first < 0 || first > records - level) {
                throw wrong(
                        "a row's records of upper links are not where they can be",
                        SectionKind.UPPER_OFFSETS,
                        row);
            }
            for (int record = first; level > 0 && record < first + level; record++) {
                if (taken.get(record)) {
                    throw wrong(
                            "a record of upper links belongs to two rows",
                            SectionKind.UPPER_OFFSETS,
                            row);
                }
                taken.set(record);
            }
        }
        if (taken.cardinality() != records) {
            throw damage.section(
                    "a record of upper links belongs to no row",
                    SectionKind.UPPER_LINKS.name(),
                    "record",
                    taken.nextClearBit(0));
        }
    }

    private static int offset(MemorySegment offsets, int row) {
        return offsets.get(U32, (long) row * Integer.BYTES);
    }

    private void level0Links(MemorySegment links) {
        int recordBytes = header.level0RecordBytes();
        for (int row = 0; row < header.rows(); row++) {
            record(links, (long) row * recordBytes, recordBytes, SectionKind.LEVEL0_LINKS, row, 0);
        }
    }

    private void upperLinks(MemorySegment offsets, MemorySegment links) {
        int recordBytes = header.upperRecordBytes();
        for (int row = 0; row < header.rows(); row++) {
            long first = offset(offsets, row);
            for (int layer = 1; layer <= level(row); layer++) {
                long at = (first + layer - 1) * recordBytes;
                record(links, at, recordBytes, SectionKind.UPPER_LINKS, row, layer);
            }
        }
    }

    private void record(
            MemorySegment links, long at, int bytes, SectionKind kind, int row, int layer) {
        int places = bytes / Integer.BYTES - 1;
        int count = links.get(U32, at);
        if (count < 0 || count > places) {
            throw wrong("a row has more links than places", kind, row);
        }
        for (int i = 0; i < places; i++) {
            int neighbour = links.get(U32, at + (1L + i) * Integer.BYTES);
            if (i >= count) {
                if (neighbour != NO_ROW) {
                    throw wrong("an unused place is not marked as such", kind, row);
                }
            } else if (neighbour < 0 || neighbour >= header.rows()) {
                throw wrong("a link leads to a row that is not there", kind, row);
            } else if (level(neighbour) < layer) {
                throw wrong("a link leads to a row that is not on the layer", kind, row);
            }
        }
    }

    private void ids(MemorySegment ids) {
        Long twice = RepeatedId.find(ids, RepeatedId.MEMORY_IDS);
        if (twice != null) {
            throw damage.section("two rows have the same id", SectionKind.IDS.name(), "id", twice);
        }
    }

    private void tombstones(MemorySegment tombstones) {
        int deleted = 0;
        for (long at = 0; at < tombstones.byteSize(); at += Long.BYTES) {
            deleted += Long.bitCount(tombstones.get(U64, at));
        }
        long last = tombstones.byteSize() - Long.BYTES;
        int used = header.rows() % Long.SIZE;
        if (used != 0 && tombstones.get(U64, last) >>> used != 0) {
            throw damage.section(
                    "a row that is not there is marked as deleted", SectionKind.TOMBSTONES.name());
        }
        if (deleted != header.deleted()) {
            throw damage.section(
                    "another number of rows is deleted than the header says",
                    SectionKind.TOMBSTONES.name(),
                    "expected",
                    header.deleted(),
                    "actual",
                    deleted);
        }
    }

    private CorruptionException wrong(String text, SectionKind kind, int row) {
        return damage.section(text, kind.name(), "row", row);
    }
}
