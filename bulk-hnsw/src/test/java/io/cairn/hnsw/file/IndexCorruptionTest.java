package io.cairn.hnsw.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every damage to an index file is noticed, and the message names where it is. */
class IndexCorruptionTest {

    /** Fields of which any value can be right. */
    private static final Set<HeaderField> FREE =
            EnumSet.of(HeaderField.OPTIONAL_FEATURES, HeaderField.FORMAT_MINOR, HeaderField.SEED);

    @TempDir Path directory;
    private Path target;
    private byte[] sound = new byte[0];

    @BeforeEach
    void writeOne() throws IOException {
        target = directory.resolve("index.hnsw");
        SampleIndex.of(300, 10, 1).withIds().withDeletions().write(target);
        sound = Files.readAllBytes(target);
    }

    private void refused(DamagedFile damaged) {
        assertThatThrownBy(damaged::openAndVerify)
                .isInstanceOf(CorruptionException.class)
                .hasMessageContaining(target.toString());
    }

    private void refusedAtOpening(DamagedFile damaged, String... parts) throws IOException {
        damaged.write();
        assertThatThrownBy(() -> IndexFile.open(target).close())
                .isInstanceOf(CorruptionException.class)
                .hasMessageContaining(target.toString())
                .hasMessageContainingAll(parts);
    }

    @Test
    void anyFlippedBitIsNoticed() {
        Random random = new Random(1);
        for (int i = 0; i < 600; i++) {
            DamagedFile damaged = new DamagedFile(target, sound);
            int at = random.nextInt(i % 3 == 0 ? 4096 : sound.length);
            damaged.bytes.put(at, (byte) (sound[at] ^ 1 << random.nextInt(8)));
            refused(damaged);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSectionWithOtherBytesIsNamed(SectionKind kind) {
        for (double place : new double[] {0, 0.5, 1}) {
            DamagedFile damaged = new DamagedFile(target, sound);
            SectionEntry entry = entry(kind);
            int at = (int) (entry.offset() + Math.round(place * (entry.length() - 1)));
            damaged.bytes.put(at, (byte) (sound[at] + 1));
            assertThatThrownBy(damaged::openAndVerify)
                    .isInstanceOfSatisfying(
                            CorruptionException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKSUM))
                    .hasMessageContainingAll("section=" + kind, target.toString());
        }
    }

    private int tableLine(SectionKind kind) {
        for (int at = HeaderField.TABLE_OFFSET; ; at += SectionEntry.BYTES) {
            if (new DamagedFile(target, sound).bytes.getInt(at) == kind.number()) {
                return at;
            }
        }
    }

    private SectionEntry entry(SectionKind kind) {
        return SectionEntry.get(new DamagedFile(target, sound).bytes, tableLine(kind));
    }

    @ParameterizedTest
    @EnumSource
    void aChangedFieldIsNoticedByTheChecksum(HeaderField field) throws IOException {
        DamagedFile damaged = new DamagedFile(target, sound);
        field.put(damaged.bytes, field.get(damaged.bytes) ^ 1);
        String named =
                switch (field) {
                    case MAGIC, FORMAT_MAJOR -> "field=" + field.label();
                    default -> "section=header";
                };
        refusedAtOpening(damaged, named);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CHECKSUM")
    void aFieldOutOfRangeIsNamedThoughTheChecksumIsRight(HeaderField field) throws IOException {
        long[] candidates = {
            field.min() - 1, field.max() + 1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE, 0
        };
        int refused = 0;
        for (long value : candidates) {
            DamagedFile damaged = new DamagedFile(target, sound);
            field.put(damaged.bytes, value);
            if (!field.admits(field.get(damaged.bytes))) {
                refusedAtOpening(damaged.sealed(), "field=" + field.label());
                refused++;
            }
        }
        assertThat(refused).matches(n -> FREE.contains(field) ? n == 0 : n > 0);
    }

    @Test
    void fieldsThatContradictOthersAreRefused() throws IOException {
        Object[][] changes = {
            {HeaderField.ROWS, 299, "field=|section=VECTORS"},
            {HeaderField.ROWS, 0, "field=deleted"},
            {HeaderField.ROWS, Integer.MAX_VALUE, "section=VECTORS"},
            {HeaderField.DELETED, 301, "field=deleted"},
            {HeaderField.DELETED, 99, "section=TOMBSTONES"},
            {HeaderField.ENTRY_POINT, 300, "field=entryPoint"},
            {HeaderField.ENTRY_POINT, -1, "field=entryPoint"},
            {HeaderField.MAX_LAYER, 1, "section=LEVELS"},
            {HeaderField.MAX_LAYER, 3, "section=LEVELS"},
            {HeaderField.MAX_LAYER, 0, "section=UPPER_LINKS"},
            {HeaderField.DIMENSION, 17, "field=rowBytes"},
            {HeaderField.DIMENSION, 9, "section=VECTORS"},
            {HeaderField.ENCODING, 2, "section=VECTORS|field=rowBytes"},
            {HeaderField.ROW_BYTES, 128, "field=rowBytes"},
            {HeaderField.MAX_CONNECTIONS, 5, "section=LEVEL0_LINKS"},
            {HeaderField.FILE_BYTES, sound.length - 4096, "field=fileBytes"},
            {HeaderField.FILE_BYTES, sound.length + 4096, "field=fileBytes"},
            {HeaderField.SECTIONS, 6, "is missing"},
            {HeaderField.SECTIONS, 8, "section=number 0"},
        };
        for (Object[] change : changes) {
            DamagedFile damaged = new DamagedFile(target, sound);
            ((HeaderField) change[0]).put(damaged.bytes, ((Number) change[1]).longValue());
            assertThatThrownBy(damaged.sealed()::openAndVerify)
                    .as(Arrays.toString(change))
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageMatching("(?s).*(" + change[2] + ").*");
        }
    }

    @Test
    void requiredFeaturesThatAreNotKnownAreNamed() throws IOException {
        DamagedFile damaged = new DamagedFile(target, sound);
        HeaderField.REQUIRED_FEATURES.put(damaged.bytes, 1L << 3 | 1L << 40);
        refusedAtOpening(damaged.sealed(), "newer release", "bits={3, 40}");
    }

    @Test
    void optionalFeaturesAndSectionsOfLaterMinorVersionsAreLeftAlone() throws IOException {
        DamagedFile later = new DamagedFile(target, sound);
        HeaderField.FORMAT_MINOR.put(later.bytes, 7);
        HeaderField.OPTIONAL_FEATURES.put(later.bytes, -1);
        later.bytes.putInt(tableLine(SectionKind.IDS), 1_000);
        later.sealed().openAndVerify();
        try (IndexFile file = IndexFile.open(target)) {
            assertThat(file.section(SectionKind.IDS)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongPlaceInTheTableIsRefused(SectionKind kind) throws IOException {
        SectionEntry entry = entry(kind);
        SectionKind other = kind == SectionKind.LEVELS ? SectionKind.VECTORS : SectionKind.LEVELS;
        long[][] places = {
            {entry.offset() + 1, entry.length()},
            {0, entry.length()},
            {-4096, entry.length()},
            {sound.length, entry.length()},
            {1L << 40, entry.length()},
            {Long.MIN_VALUE, entry.length()},
            {entry.offset(), entry.length() + 4},
            {entry.offset(), entry.length() - 4},
            {entry.offset(), -1},
            {entry.offset(), Long.MAX_VALUE},
            {entry(other).offset(), entry.length()},
        };
        for (long[] place : places) {
            DamagedFile damaged = new DamagedFile(target, sound);
            new SectionEntry(kind.number(), entry.checksum(), place[0], place[1])
                    .put(damaged.bytes, tableLine(kind));
            refusedAtOpening(damaged.sealed(), "section=");
        }
        DamagedFile twice = new DamagedFile(target, sound);
        twice.bytes.putInt(tableLine(kind), other.number());
        refusedAtOpening(twice.sealed(), "twice", "section=" + other);
    }

    @Test
    void aFileCutAnywhereIsRefused() throws IOException {
        for (int percent = 0; percent < 100; percent++) {
            Files.write(target, Arrays.copyOf(sound, (int) (sound.length * (long) percent / 100)));
            assertThatThrownBy(() -> IndexFile.open(target).close())
                    .as(percent + " %")
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining(target.toString());
        }
        Files.write(target, Arrays.copyOf(sound, sound.length - 1));
        assertThatThrownBy(() -> IndexFile.open(target).close())
                .isInstanceOf(CorruptionException.class);
    }

    @Test
    void somethingAppendedIsRefused() throws IOException {
        for (int more : new int[] {1, 100, 4096, 100_000}) {
            Files.write(target, Arrays.copyOf(sound, sound.length + more));
            assertThatThrownBy(() -> IndexFile.open(target).close())
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining("appended");
        }
    }

    @Test
    void whateverTheHeaderSaysOnlyOurExceptionsComeOut() throws IOException {
        Random random = new Random(2);
        for (int i = 0; i < 800; i++) {
            DamagedFile damaged = new DamagedFile(target, sound);
            for (int change = 0; change <= i % 4; change++) {
                int at = 8 + random.nextInt(HeaderField.TABLE_OFFSET + 7 * 24 - 8);
                damaged.bytes.put(at, (byte) random.nextInt());
            }
            damaged.sealed();
            try {
                damaged.openAndVerify();
            } catch (CorruptionException e) {
                assertThat(e).hasMessageContaining(target.toString());
            }
        }
    }
}
