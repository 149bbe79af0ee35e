package io.cairn.ipc.client;

import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import io.cairn.error.TransactionStateException;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations of a batch and what became of them. Used by one thread until it has run. */
final class RemoteBatch {

    /** How many requests are sent in one write; a connection takes only so many at once. */
    private static final int REQUESTS_PER_WRITE_MAX = 4096;

    private static final long BYTES_PER_WRITE_MAX = 1024 * 1024;

    private final OpenRemote database;
    private final List<Slot<?>> slots = new ArrayList<>();
    private long bytes;
    private volatile boolean run;

    RemoteBatch(OpenRemote database) {
        this.database = database;
    }

    int size() {
        return slots.size();
    }

    long bytes() {
        return bytes;
    }

    boolean hasRun() {
        return run;
    }

    <T extends @Nullable Object> Pipelined<T> add(RemoteOperation<T> operation) {
        Slot<T> slot = new Slot<>(operation);
        bytes += operation.bytes();
        slots.add(slot);
        return slot;
    }

    /** Sends everything and waits for all replies; throws the first failure. */
    void run() {
        for (int resends = 0; resends <= OpenRemote.RESENDS_MAX; resends++) {
            Line line = RemoteAutoCommit.again(database::line);
            for (int from = 0; from < slots.size(); ) {
                int to = endOfWrite(from);
                exchange(line, slots.subList(from, to));
                from = to;
            }
            if (!slots.stream().allMatch(Slot::isUnsent)) {
                break;
            }
        }
        run = true;
        for (Slot<?> slot : slots) {
            slot.check();
        }
    }

    /** Returns where the write ends that begins with an operation. */
    private int endOfWrite(int from) {
        long sum = 0;
        int to = from;
        while (to < slots.size() && to - from < REQUESTS_PER_WRITE_MAX) {
            sum += slots.get(to).operation.bytes();
            if (to > from && sum > BYTES_PER_WRITE_MAX) {
                break;
            }
            to++;
        }
        return to;
    }

    private void exchange(Line line, List<Slot<?>> part) {
        List<Supplier<Reply>> replies;
        try {
            List<Request> requests = new ArrayList<>(part.size());
            for (Slot<?> slot : part) {
                requests.add(slot.request(line));
            }
            // A long one stands alone, since it alone is more than a write.
            replies =
                    LongBodies.isTooLong(requests.getFirst())
                            ? List.of(alone(line, requests.getFirst()))
                            : line.ask(requests);
        } catch (CairnException e) {
            part.forEach(slot -> slot.failed(e));
            return;
        }
        for (int i = 0; i < part.size(); i++) {
            part.get(i).await(line, replies.get(i));
        }
    }

    private static Supplier<Reply> alone(Line line, Request request) {
        CompletableFuture<Reply> reply = RemoteMessages.send(line, request);
        return () -> Replies.join(reply);
    }

    /** One operation and its result. */
    private final class Slot<T extends @Nullable Object> implements Pipelined<T> {

        private final RemoteOperation<T> operation;
        private @Nullable Request request;
        private @Nullable Reply reply;
        private @Nullable CairnException failure;

        Slot(RemoteOperation<T> operation) {
            this.operation = operation;
        }

        Request request(Line line) {
            Request made = operation.request(line);
            request = made;
            return made;
        }

        void await(Line line, Supplier<Reply> asked) {
            try {
                failure = null;
                reply = database.join(line, asked);
            } catch (CairnException e) {
                failed(e);
            }
        }

        void failed(CairnException e) {
            failure = e;
        }

        /** Tells whether the server surely has not seen it. */
        boolean isUnsent() {
            CairnException why = failure;
            return why != null && Replies.isUnsent(why);
        }

        void check() {
            CairnException why = failure;
            if (why == null) {
                return;
            }
            if (operation.writes()
                    && request != null
                    && Replies.isLoss(why)
                    && !Replies.isUnsent(why)) {
                why = Replies.unknown(request, why);
                failure = why;
            }
            throw why;
        }

        @Override
        public T get() {
            if (!run) {
                throw new TransactionStateException(
                        "the batch has not been sent; ask for results after it has returned");
            }
            check();
            Reply answered = reply;
            if (answered == null) {
                throw ClosedException.closed("database");
            }
            return operation.result().apply(answered);
        }
    }
}
