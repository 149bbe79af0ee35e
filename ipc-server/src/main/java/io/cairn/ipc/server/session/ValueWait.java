package io.cairn.ipc.server.session;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.Mode;
import io.cairn.api.ReadView;
import io.cairn.ipc.protocol.ReplyCode;
import io.cairn.ipc.protocol.WaitRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the values of keys. It waits until the keys are there, and then takes the values in one
 * transaction together with writing the reply, so that what cannot be sent is not removed; when
 * somebody was faster, it waits again. Used by one thread.
 */
final class ValueWait {

    private final DatabaseSource source;
    private final Database.Waiting forms;
    private final WaitRequest.Await request;

    /** Checks the flags. */
    ValueWait(
            Desk desk,
            @Nullable Keyspace keyspace,
            Database.Waiting forms,
            WaitRequest.Await request) {
        this.source = new DatabaseSource(desk.database(), keyspace);
        this.forms = forms;
        this.request = request;
    }

    /** Waits and answers. */
    void run(Answer answer, Wait wait) throws InterruptedException {
        // Refuses flags in the words of the database.
        forms.awaitAll(List.of(), request.modes(), Duration.ZERO);
        long start = System.nanoTime();
        boolean taken = false;
        do {
            long left = Math.max(0, request.timeoutNanos() - (System.nanoTime() - start));
            int present =
                    wait.run(() -> forms.awaitExists(request.keys(), Duration.ofNanos(left)))
                            .cardinality();
            if (present < request.keys().size()) {
                answer.done();
                return;
            }
            wait.run(() -> {
                answer.awaitRoom();
                return true;
            });
            taken = take(answer);
        } while (!taken);
    }

    /** Takes all values; false when one is no longer there. */
    private boolean take(Answer answer) {
        if (!request.modes().has(Mode.CONSUME)) {
            return source.<Boolean>read(view -> write(view, answer, new ArrayList<>()));
        }
        return source.<Boolean>change(view -> {
            List<byte[]> delivered = new ArrayList<>();
            if (!write(view, answer, delivered)) {
                return false;
            }
            view.deleteAll(delivered);
            return true;
        });
    }

    private boolean write(ReadView view, Answer answer, List<byte[]> delivered) {
        answer.rewind();
        answer.stream(ReplyCode.VALUES, out -> Reads.values(view, request.keys(), out, delivered));
        if (delivered.size() == request.keys().size()) {
            return true;
        }
        answer.rewind();
        return false;
    }
}
