package io.cairn.hnsw.file;

import static io.cairn.hnsw.file.LittleEndian.U32;
import static io.cairn.hnsw.file.LittleEndian.U64;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.CorruptionException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file whose checksums are right, but which a faulty program wrote. */
class IndexVerifierTest {

    @TempDir Path directory;

    private void refused(SectionKind section, String text, Consumer<SampleIndex> fault) {
        SampleIndex sample = SampleIndex.of(100, 10, 3).withIds().withDeletions();
        fault.accept(sample);
        Path target = directory.resolve("index.hnsw");
        sample.write(target);
        try (IndexFile file = IndexFile.open(target)) {
            assertThatThrownBy(file::verify)
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContainingAll(text, "section=" + section, target.toString());
        }
    }

    @Test
    void linksLeadToRowsThatAreThere() {
        for (int row : new int[] {100, -1, Integer.MIN_VALUE}) {
            refused(
                    SectionKind.LEVEL0_LINKS,
                    "row that is not there",
                    s -> s.get(SectionKind.LEVEL0_LINKS).set(U32, 4, row));
            refused(
                    SectionKind.UPPER_LINKS,
                    "row that is not there",
                    s -> s.get(SectionKind.UPPER_LINKS).set(U32, 4, row));
        }
    }

    @Test
    void countsAreNotAbovePlaces() {
        for (int count : new int[] {9, -1, Integer.MAX_VALUE}) {
            refused(
                    SectionKind.LEVEL0_LINKS,
                    "more links than places",
                    s -> s.get(SectionKind.LEVEL0_LINKS).set(U32, 0, count));
        }
        refused(
                SectionKind.UPPER_LINKS,
                "more links than places",
                s -> s.get(SectionKind.UPPER_LINKS).set(U32, 0, 5));
    }

    @Test
    void unusedPlacesAreMarked() {
        refused(
                SectionKind.LEVEL0_LINKS,
                "unused place",
                s -> s.get(SectionKind.LEVEL0_LINKS).set(U32, 0, 1));
    }

    @Test
    void upperLinksStayOnTheirLayer() {
        refused(
                SectionKind.UPPER_LINKS,
                "not on the layer",
                s -> {
                    int low = 0;
                    while (s.get(SectionKind.LEVELS).get(JAVA_BYTE, low) > 0) {
                        low++;
                    }
                    s.get(SectionKind.UPPER_LINKS).set(U32, 4, low);
                });
    }

    @Test
    void levelsOffsetsAndTheEntryPointAgree() {
        refused(
                SectionKind.LEVELS,
                "above the uppermost",
                s -> s.get(SectionKind.LEVELS).set(JAVA_BYTE, 7, (byte) 3));
        refused(
                SectionKind.LEVELS,
                "above the uppermost",
                s -> s.get(SectionKind.LEVELS).set(JAVA_BYTE, 7, (byte) -1));
        refused(
                SectionKind.LEVELS,
                "entry point is not on",
                s -> s.get(SectionKind.LEVELS).set(JAVA_BYTE, s.header.entryPoint(), (byte) 0));
        for (int offset : new int[] {-1, -2, 1 << 20, Integer.MAX_VALUE}) {
            refused(
                    SectionKind.UPPER_OFFSETS,
                    "not where they can be",
                    s -> s.get(SectionKind.UPPER_OFFSETS).set(U32, s.rowAbove(0) * 4L, offset));
        }
        refused(
                SectionKind.UPPER_OFFSETS,
                "belongs to two rows",
                s -> {
                    int first = s.rowAbove(0);
                    int next = first + 1;
                    while (s.get(SectionKind.LEVELS).get(JAVA_BYTE, next) == 0) {
                        next++;
                    }
                    s.get(SectionKind.UPPER_OFFSETS).set(U32, next * 4L, 0);
                });
        refused(
                SectionKind.UPPER_LINKS,
                "belongs to no row",
                s -> {
                    int row = s.rowAbove(0);
                    s.get(SectionKind.LEVELS).set(JAVA_BYTE, row, (byte) 0);
                    s.get(SectionKind.UPPER_OFFSETS).set(U32, row * 4L, -1);
                });
    }

    @Test
    void whatIsBehindAVectorIsZero() {
        refused(
                SectionKind.VECTORS,
                "behind the last component",
                s -> s.get(SectionKind.VECTORS).set(JAVA_BYTE, 5 * 64 + 63, (byte) 1));
    }

    @Test
    void idsAreDistinct() {
        refused(
                SectionKind.IDS,
                "the same id",
                s -> s.get(SectionKind.IDS).set(U64, 8, s.get(SectionKind.IDS).get(U64, 800 - 8)));
    }

    @Test
    void asManyAreDeletedAsTheHeaderSays() {
        refused(
                SectionKind.TOMBSTONES,
                "another number of rows",
                s -> s.get(SectionKind.TOMBSTONES).set(U64, 0, 0));
        refused(
                SectionKind.TOMBSTONES,
                "not there is marked",
                s -> s.get(SectionKind.TOMBSTONES).set(U64, 8, 1L << 36));
    }
}
