package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.error.OutcomeUnknownException;
import io.cairn.ipc.client.CairnClient;
import io.cairn.ipc.client.RemoteDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of what a client of a server can do beyond what any database can. */
class RemoteOnlyTest {

    @TempDir Path directory;

    private List<String> lines(BiConsumer<Path, PrintStream> example) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TestServer server = TestServer.memory(directory)) {
            example.accept(server.socket(), new PrintStream(out, true, StandardCharsets.UTF_8));
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void pipelining() throws Exception {
        assertThat(lines(Pipelining::run))
                .containsExactly("10 names, the last: name 900", "name 0 is one of 1000");
    }

    @Test
    void sharedBuffer() throws Exception {
        assertThat(lines(SharedBuffer::run)).containsExactly("33554432 bytes, the last is 7");
    }

    @Test
    void lostCommit() throws Exception {
        assertThat(lines(LostCommit::run)).containsExactly("ordered: a lamp");
    }

    @Test
    void whatTheServerDoesNotKnowTheOrderTells() throws Exception {
        OutcomeUnknownException withoutToken = new OutcomeUnknownException("lost", null);
        OutcomeUnknownException ofAnotherServer =
                new OutcomeUnknownException("lost", null, "token", "0".repeat(31) + "1");
        try (TestServer server = TestServer.memory(directory);
                RemoteDatabase db = CairnClient.connect(server.socket())) {
            db.put(utf8("there"), utf8("order"));
            for (OutcomeUnknownException lost : List.of(withoutToken, ofAnotherServer)) {
                assertThat(LostCommit.happened(db, lost, utf8("there"))).isTrue();
                assertThat(LostCommit.happened(db, lost, utf8("missing"))).isFalse();
            }
        }
    }
}
