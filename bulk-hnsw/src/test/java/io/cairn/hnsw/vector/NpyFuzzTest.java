package io.cairn.hnsw.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.cairn.error.CairnException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages a good file at random: it is read, or refused in our own words, and nothing else. */
class NpyFuzzTest {

    private static final String ALPHABET = "{}()[]'\":,LTF0123456789<>|=fiu \n\\\u0000\u00ff";

    @TempDir Path directory;

    @Test
    void damagedFilesAreReadOrRefused() throws IOException {
        Random random = new Random(7);
        byte[] good = NpyFile.of("<f8", true, "(2, 3)", new byte[48]);
        Path file = directory.resolve("vectors.npy");
        int refused = 0;
        for (int i = 0; i < 1_000; i++) {
            Files.write(file, damaged(good, random));
            refused += isRefused(() -> NpyVectors.open(file, 0, false), i);
            refused += isRefused(() -> NpyVectors.openAnyType(file, 0), i);
        }
        assertThat(refused).isBetween(1_000, 1_999);
    }

    @Test
    void damagedDictionariesAreParsedOrRefused() {
        Random random = new Random(8);
        byte[] good =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
                        .getBytes(StandardCharsets.US_ASCII);
        int parsed = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] text = damaged(good, random);
            try {
                new NpyDictionary(text, directory).parse();
                parsed++;
            } catch (CairnException e) {
                assertThat(e.getMessage()).contains("file=");
            } catch (RuntimeException e) {
                fail("mutation " + i + ": " + new String(text, StandardCharsets.ISO_8859_1), e);
            }
        }
        assertThat(parsed).isBetween(500, 25_000);
    }

    private interface Opening {
        VectorSource open();
    }

    private static int isRefused(Opening opening, int mutation) {
        try (VectorSource source = opening.open()) {
            ReadBack.of(source, 10, 0);
            return 0;
        } catch (CairnException e) {
            return 1;
        } catch (RuntimeException e) {
            return fail("mutation " + mutation, e);
        }
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int edits = 1 + random.nextInt(3); edits > 0 && bytes.length > 1; edits--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1, 2 -> bytes[at] = letter(random);
                case 3 -> {
                    bytes = Arrays.copyOf(bytes, bytes.length + 1);
                    System.arraycopy(bytes, at, bytes, at + 1, bytes.length - 1 - at);
                    bytes[at] = letter(random);
                }
                case 4 -> {
                    System.arraycopy(bytes, at + 1, bytes, at, bytes.length - 1 - at);
                    bytes = Arrays.copyOf(bytes, bytes.length - 1);
                }
                default -> bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            }
        }
        return bytes;
    }

    private static byte letter(Random random) {
        return (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }
}
