package io.cairn.cli.quickstart;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.cli.CliRun;
import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.quickstart.Quickstart.Engine;
import io.cairn.cli.quickstart.Quickstart.Settings;
import io.cairn.cli.terminal.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tour on a part of the JDK's image: it succeeds, cleans up what it made and nothing else, and
 * finds every kind of damage.
 */
class QuickstartTest {

    private static final int RESOURCES = 1_500;
    private static final String STRING = "java.base/java/lang/String.class";

    @TempDir Path temp;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theMemoryEngineIsVerifiedBeforeItCloses() {
        CliRun run = CliRun.of("quickstart", "--engine", "memory", "--resources", "1500");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "keeps nothing after close",
                        "12/12",
                        "Verify every byte",
                        "size on disk     none",
                        "everything verified")
                .doesNotContain("WRONG", "\u001b");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void rocksdbIsReopenedAndVerifiedAndRemoved() {
        Path directory = temp.resolve("tour");
        CliRun run = CliRun.of("quickstart", "--dir", directory.toString(), "--resources", "1500");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "Close, and open again",
                        "2 attempts",
                        "the snapshot shows before",
                        "everything verified")
                .containsPattern("entries +1,507\n")
                .doesNotContain("WRONG");
        assertThat(Files.exists(directory)).isFalse();
    }

    @Test
    void keptDatabasesCanBeUsedAndAreReplacedByTheNextTour() {
        Path directory = temp.resolve("tour");
        String db = "rocksdb:" + directory.resolve("db");
        CliRun run =
                CliRun.of(
                        "quickstart",
                        "--dir",
                        directory.toString(),
                        "--resources",
                        "1500",
                        "--keep");
        assertThat(run.out()).contains("stays in " + directory.resolve("db"));
        assertThat(CliRun.of("count", "--db", db).out()).isEqualTo("1507\n");
        assertThat(
                        CliRun.of(
                                        "quickstart",
                                        "--dir",
                                        directory.toString(),
                                        "--resources",
                                        "1000")
                                .code())
                .isZero();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void foreignDirectoriesAreLeftAlone() throws IOException {
        Files.writeString(temp.resolve("letter.txt"), "dear");
        CliRun run = CliRun.of("quickstart", "--dir", temp.toString());
        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).contains(temp.toString(), "not made by quickstart");
        assertThat(temp.resolve("letter.txt")).hasContent("dear");
        assertThat(temp.toFile().list()).containsExactly("letter.txt");
    }

    @Test
    void aMarkDoesNotMakeForeignFilesOurs() throws IOException {
        Files.writeString(temp.resolve(".cairn-quickstart"), "");
        Files.writeString(temp.resolve("letter.txt"), "dear");
        assertThat(CliRun.of("quickstart", "--dir", temp.toString()).code()).isEqualTo(5);
        assertThat(temp.resolve("letter.txt")).hasContent("dear");
    }

    @Test
    void aChangedByteIsFound() throws Exception {
        ExitCode code =
                run(
                        Engine.ROCKSDB,
                        db -> {
                            byte[] value = db.get(utf8(STRING));
                            value[100] ^= 1;
                            db.put(utf8(STRING), value);
                        });
        assertThat(code).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(text(err)).contains(STRING, "differs from byte 100 on");
        assertThat(text(out)).contains("verification failed", "WRONG", "stays in");
        assertThat(temp.resolve("tour").resolve("db")).isNotEmptyDirectory();
    }

    @Test
    void missingAndForeignEntriesAreFound() throws Exception {
        assertThat(run(Engine.MEMORY, db -> db.delete(utf8(STRING)))).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(text(err)).contains(STRING + "\" is missing");
        assertThat(run(Engine.MEMORY, db -> db.put(utf8("zzz"), utf8(""))))
                .isEqualTo(ExitCode.NOT_FOUND);
        assertThat(text(err)).contains("\"zzz\" is not part of the JDK image");
        assertThat(run(Engine.MEMORY, db -> db.put(utf8("quickstart/stock"), utf8("7"))))
                .isEqualTo(ExitCode.NOT_FOUND);
        assertThat(text(err)).contains("\"quickstart/stock\" differs from byte 0 on");
        assertThat(run(Engine.MEMORY, db -> db.delete(utf8("quickstart/log"))))
                .isEqualTo(ExitCode.NOT_FOUND);
        assertThat(text(err)).contains("\"quickstart/log\" is missing");
    }

    @Test
    void aStepThatGoesWrongIsCounted() throws Exception {
        Tour tour =
                new Tour(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new io.cairn.cli.terminal.Paint(false));
        JdkImage image = JdkImage.running(RESOURCES);
        try (Database db = Cairn.inMemory()) {
            // Nothing is loaded, so the five steps that read the image must all notice.
            assertThat(tour.run(db, Tour.steps(image))).isEqualTo(5);
        }
        assertThat(text(out)).contains("WRONG");
    }

    private ExitCode run(Engine engine, Consumer<Database> damage) throws Exception {
        out.reset();
        err.reset();
        Streams streams =
                Streams.captured(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        Path directory = engine == Engine.MEMORY ? null : temp.resolve("tour");
        Quickstart quickstart =
                new Quickstart(streams, new Settings(engine, directory, false, RESOURCES));
        quickstart.beforeVerification = damage;
        return quickstart.run();
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
