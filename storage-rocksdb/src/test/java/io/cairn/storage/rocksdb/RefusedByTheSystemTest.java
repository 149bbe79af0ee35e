package io.cairn.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.error.UnavailableException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk and a missing permission, brought about in processes of their own. */
class RefusedByTheSystemTest {

    /** Above the size of the native library, which RocksJava unpacks into a file. */
    private static final int FILE_KIB_MAX = 40 << 10;

    private static final int VALUE_BYTES = 64 << 10;

    @TempDir Path temporary;

    /** Acknowledges batches until one fails. */
    static final class Filler {
        public static void main(String[] args) {
            Map<String, Object> options = Map.of("native", args[1], "writeBufferBytes", 256 << 20);
            StorageEngine engine = Configs.open(Path.of(args[0]), options);
            Random random = new Random(1);
            try {
                for (int i = 0; i < 2_000; i++) {
                    byte[] value = new byte[VALUE_BYTES];
                    random.nextBytes(value);
                    WriteBatch batch = new WriteBatch();
                    batch.put(0, key(i), value);
                    engine.apply(batch);
                    System.out.println("applied " + i);
                }
            } catch (UnavailableException e) {
                System.out.println("failed " + e.code() + " " + e.getMessage());
            }
            engine.close();
        }
    }

    @Test
    void aFullDiskIsReportedAndNothingAcknowledgedIsLost() throws Exception {
        for (String calls : List.of("ffm", "jni")) {
            Path directory = temporary.resolve(calls);
            List<String> command = new ArrayList<>(List.of("bash", "-c"));
            command.add("ulimit -f " + FILE_KIB_MAX + " && exec \"$@\"");
            command.add("bash");
            command.addAll(Children.command(Filler.class, directory.toString(), calls));
            String output =
                    Children.output(new ProcessBuilder(command).redirectErrorStream(true).start());
            assertThat(output).contains("failed NO_SPACE").contains(directory.toString());
            long applied = output.lines().filter(line -> line.startsWith("applied ")).count();
            assertThat(applied).isGreaterThan(100);
            try (StorageEngine engine = Configs.open(directory, Map.of())) {
                for (int i = 0; i < applied; i++) {
                    assertThat(engine.latest().get(0, key(i))).hasSize(VALUE_BYTES);
                }
                assertThat(Scans.keys(engine.latest(), 0))
                        .hasSizeBetween((int) applied, (int) applied + 1);
            }
        }
    }

    @Test
    void aMissingPermissionIsReportedNamingThePath() throws Exception {
        Path database = temporary.resolve("db");
        Configs.open(database, Map.of()).close();
        for (String mode : List.of("---------", "r-xr-xr-x")) {
            for (Path directory : List.of(database, database.resolve("below"))) {
                Files.setPosixFilePermissions(database, PosixFilePermissions.fromString(mode));
                String output =
                        Children.output(
                                new ProcessBuilder(bound(directory))
                                        .redirectErrorStream(true)
                                        .start());
                Files.setPosixFilePermissions(
                        database, PosixFilePermissions.fromString("rwxr-xr-x"));
                if (mode.startsWith("r") && directory.equals(database)) {
                    // The lock file is writable still, but RocksDB cannot create its files.
                    assertThat(output).contains("PERMISSION");
                } else {
                    assertThat(output).contains("PERMISSION").contains(directory.toString());
                }
            }
        }
    }

    /** Permission bits do not bind root unless it gives up the capability to override them. */
    private static List<String> bound(Path directory) throws Exception {
        List<String> command = new ArrayList<>();
        if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            command.add("setpriv");
            command.add("--bounding-set=-dac_override,-dac_read_search");
        }
        command.addAll(Children.command(DirectoryTest.OpenAndReport.class, directory.toString()));
        return command;
    }

    private static byte[] key(int i) {
        return ByteBuffer.allocate(4).putInt(i).array();
    }
}
