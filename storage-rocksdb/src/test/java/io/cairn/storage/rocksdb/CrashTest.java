package io.cairn.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.bytes.Bytes;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed while it applies batches loses none that it acknowledged, synced or not,
 * and leaves none half done.
 */
class CrashTest {

    @TempDir Path temporary;

    /** Applies numbered batches over two keyspaces, from where the last process was killed. */
    static final class Writer {
        public static void main(String[] args) {
            Map<String, Object> options = Map.of("native", args[1], "writeBufferBytes", 256 << 10);
            StorageEngine engine = Configs.open(Path.of(args[0]), options);
            int other = engine.keyspace("other");
            for (int i = Integer.parseInt(args[2]); ; i++) {
                WriteBatch batch = new WriteBatch();
                batch.put(0, key(i), new byte[i % 3000]);
                batch.put(other, key(i), new byte[10]);
                engine.apply(batch);
                if (i % 100 == 0) {
                    engine.sync();
                }
                System.out.println(i);
            }
        }
    }

    @Test
    void nothingAcknowledgedIsLostWhenTheProcessIsKilled() throws Exception {
        Random random = new Random();
        for (String calls : List.of("ffm", "jni")) {
            Path directory = temporary.resolve(calls);
            int acknowledged = 0;
            for (int round = 0; round < 4; round++) {
                int enough = acknowledged + 200 + random.nextInt(1500);
                acknowledged = killedAfter(enough, directory, calls, acknowledged);
                int present = check(directory);
                assertThat(present).isGreaterThanOrEqualTo(acknowledged);
                acknowledged = present;
            }
        }
    }

    /** Returns how many batches the process acknowledged before it was killed. */
    private static int killedAfter(int enough, Path directory, String calls, int from)
            throws Exception {
        Process child =
                Children.start(Writer.class, directory.toString(), calls, Integer.toString(from));
        int count = from;
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                assertThat(line).as("the child's output").isEqualTo(Integer.toString(count));
                count++;
                if (count == enough) {
                    new ProcessBuilder("kill", "-9", Long.toString(child.pid())).start().waitFor();
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(count).isGreaterThanOrEqualTo(enough);
        return count;
    }

    /** Checks that the batches are a prefix, each one whole, and returns how many there are. */
    private static int check(Path directory) {
        try (StorageEngine engine = Configs.open(directory, Map.of())) {
            List<byte[]> keys = Scans.keys(engine.latest(), 0);
            for (int i = 0; i < keys.size(); i++) {
                assertThat(keys.get(i)).isEqualTo(key(i));
                assertThat(engine.latest().get(0, key(i))).hasSize(i % 3000);
            }
            assertThat(Scans.keys(engine.latest(), engine.keyspace("other"))).hasSameSizeAs(keys);
            return keys.size();
        }
    }

    private static byte[] key(int i) {
        return Bytes.utf8(String.format("key-%08d", i));
    }
}
