package io.cairn.ipc.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One server for each pid file; a dead one's is taken over. */
class PidFileTest {

    private static final long OWN = ProcessHandle.current().pid();

    @TempDir Path temp;
    private Path path;

    @BeforeEach
    void name() {
        path = temp.resolve("cairn.sock.pid");
    }

    @Test
    void itHoldsTheNumberAndGoesWithTheServer() throws Exception {
        assertThat(PidFile.read(path)).isEmpty();
        try (PidFile file = PidFile.claim(path)) {
            assertThat(file).isNotNull();
            assertThat(path).hasContent(OWN + "\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void aSecondServerLearnsWhoHoldsIt() throws Exception {
        try (PidFile file = PidFile.claim(path)) {
            assertThat(file).isNotNull();
            assertThatThrownBy(() -> PidFile.claim(path))
                    .isInstanceOf(InUseException.class)
                    .hasMessageContaining("process " + OWN + " ")
                    .hasMessageContaining(path.toString());
        }
    }

    @Test
    void aDeadServersFileIsTakenOver() throws Exception {
        Files.writeString(path, "99999999999\nleft by another program\n");
        assertThat(PidFile.read(path)).hasValue(99_999_999_999L);
        try (PidFile file = PidFile.claim(path)) {
            assertThat(file).isNotNull();
            assertThat(path).hasContent(OWN + "\n");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void whatIsNoNumberIsNone() throws Exception {
        for (String text : new String[] {"", "\n", "-5\n", "0\n", "12 monkeys\n", "9".repeat(60)}) {
            Files.writeString(path, text);
            assertThat(PidFile.read(path)).as(text).isEmpty();
        }
    }

    @Test
    void aMissingDirectoryIsAnError() {
        assertThatThrownBy(() -> PidFile.claim(temp.resolve("no/such.pid")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
