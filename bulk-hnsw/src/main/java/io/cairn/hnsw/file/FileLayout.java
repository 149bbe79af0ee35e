package io.cairn.hnsw.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the first page of an index file says. Immutable.
 *
 * @param header what the file says about the whole
 * @param fileBytes the length of the file
 * @param sections the table of sections
 */
record FileLayout(IndexHeader header, long fileBytes, List<SectionEntry> sections) {

    private static final Set<SectionKind> ALWAYS_THERE =
            Set.of(
                    SectionKind.VECTORS,
                    SectionKind.LEVEL0_LINKS,
                    SectionKind.LEVELS,
                    SectionKind.UPPER_OFFSETS,
                    SectionKind.UPPER_LINKS);

    FileLayout {
        sections = List.copyOf(sections);
    }

    @Nullable SectionEntry entry(SectionKind kind) {
        for (SectionEntry entry : sections) {
            if (entry.kind() == kind.number()) {
                return entry;
            }
        }
        return null;
    }

    /** Returns the sections in the order in which they lie in the file. */
    List<SectionEntry> inOrder() {
        List<SectionEntry> sorted = new ArrayList<>(sections);
        sorted.sort((one, other) ->
                one.offset() != other.offset()
                        ? Long.compare(one.offset(), other.offset())
                        : Long.compare(one.length(), other.length()));
        return sorted;
    }

    /** Checks that every section that there must be is there, in its place, as long as it is. */
    void check(Damage damage) {
        Set<Integer> kinds = new TreeSet<>();
        for (SectionEntry entry : sections) {
            checkPlace(entry, damage);
            if (!kinds.add(entry.kind())) {
                throw damage.section(
                        "the section is listed twice; the file is damaged", entry.label());
            }
        }
        long end = HeaderField.BYTES;
        for (SectionEntry entry : inOrder()) {
            if (entry.offset() < end) {
                throw damage.section(
                        "the section overlaps another; the file is damaged", entry.label());
            }
            end = entry.end();
        }
        for (SectionKind kind : SectionKind.values()) {
            String fault = fault(header, kind, entry(kind));
            if (fault != null) {
                throw damage.section(fault, kind.name());
            }
        }
    }

    private void checkPlace(SectionEntry entry, Damage damage) {
        boolean aligned = entry.offset() % HeaderField.BYTES == 0;
        boolean within =
                entry.offset() >= HeaderField.BYTES
                        && entry.offset() <= fileBytes
                        && entry.length() >= 0
                        && entry.length() <= fileBytes - entry.offset();
        if (!aligned || !within) {
            throw damage.section(
                    "the section is not where a section may be; the file is damaged",
                    entry.label(),
                    "offset",
                    entry.offset(),
                    "length",
                    entry.length());
        }
    }

    /** Returns what is wrong with a section's presence or length, or null. */
    static @Nullable String fault(
            IndexHeader header, SectionKind kind, @Nullable SectionEntry entry) {
        if (entry == null) {
            boolean needed =
                    ALWAYS_THERE.contains(kind)
                            || (kind == SectionKind.TOMBSTONES && header.deleted() > 0);
            return needed ? "the section is missing" : null;
        }
        return hasRightLength(header, kind, entry.length())
                ? null
                : "the section has another length than the header implies";
    }

    private static boolean hasRightLength(IndexHeader header, SectionKind kind, long length) {
        long rows = header.rows();
        return switch (kind) {
            case VECTORS -> length == header.vectorBytes();
            case LEVEL0_LINKS -> length == rows * header.level0RecordBytes();
            case LEVELS -> length == rows;
            case UPPER_OFFSETS -> length == rows * Integer.BYTES;
            case UPPER_LINKS ->
                    length % header.upperRecordBytes() == 0
                            && length / header.upperRecordBytes()
                                    <= Math.min(rows * header.maxLayer(), Integer.MAX_VALUE);
            case IDS -> length == rows * Long.BYTES;
            case TOMBSTONES -> length == Math.ceilDiv(rows, Long.SIZE) * Long.BYTES;
        };
    }
}
