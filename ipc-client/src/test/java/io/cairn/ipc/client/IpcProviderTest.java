package io.cairn.ipc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.error.ClosedException;
import io.cairn.error.ConfigException;
import io.cairn.error.UnavailableException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a remote database is opened. */
class IpcProviderTest {

    @TempDir Path directory;

    @Test
    void aUrlOpensARemoteDatabase() throws Exception {
        Path socket = directory.resolve("s");
        try (FakeServer server = new FakeServer(socket, FakeServer::answerAll)) {
            Database byUrl = Cairn.open("ipc:" + socket + "?connections=1&name=test");
            try (RemoteDatabase byPath = CairnClient.connect(socket)) {
                assertThat(byUrl).isInstanceOf(RemoteDatabase.class);
                byPath.delete(new byte[] {1});
                assertThatThrownBy(() -> byPath.exists(new byte[] {1}))
                        .as("the fake server answers everything with DONE")
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageContaining("another kind of message");
            }
            byUrl.close();
            byUrl.close();
            assertThatThrownBy(() -> byUrl.get(new byte[] {1})).isInstanceOf(ClosedException.class);
            assertThat(server.accepted).hasValue(2);
        }
    }

    @Test
    void whatCannotBeOpenedSaysWhy() {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> Cairn.open("ipc:" + missing + "?connectTimeout=1ms"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("missing");
        assertThatThrownBy(() -> Cairn.open("ipc:" + missing + "?noSuchOption=1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("noSuchOption");
    }
}
