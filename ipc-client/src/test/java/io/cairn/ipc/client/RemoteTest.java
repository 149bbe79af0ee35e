package io.cairn.ipc.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.CairnConfig;
import io.cairn.config.Components;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.Request;
import io.cairn.testing.model.ModelDisk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What tests of remote databases share: a database, and another one that reaches it. */
abstract class RemoteTest {

    /** The database behind the server. */
    final Database there =
            Cairn.open(
                    new CairnConfig(
                            "model",
                            Map.of("disk", new ModelDisk()),
                            Durability.BUFFERED,
                            Limits.defaults()));

    final DirectLines lines = new DirectLines(there, Limits.defaults(), there::close);
    final RemoteDatabase db = RemoteDatabase.over(lines, Components.system());

    @AfterEach
    void nothingIsHeld() {
        db.close();
        assertThat(lines.held).as("objects that live on connections").hasValue(0);
    }

    /** Loses the connection at a request of a kind, the next one only. */
    final void cutAt(Opcode opcode, DirectLines.Cut cut) {
        AtomicInteger left = new AtomicInteger(1);
        lines.scissors.set(
                request -> request.opcode() == opcode && left.getAndDecrement() > 0 ? cut : null);
    }

    /** Returns what has arrived at the server since the last call. */
    final List<Opcode> seen() {
        List<Opcode> opcodes = lines.seen.stream().map(Request::opcode).toList();
        lines.seen.clear();
        return opcodes;
    }

    static byte[] b(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
