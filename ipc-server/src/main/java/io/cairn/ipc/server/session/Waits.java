package io.cairn.ipc.server.session;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.Sizes;
import io.cairn.api.Watch;
import io.cairn.error.CairnException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import io.cairn.error.WaitTimeoutException;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.WaitRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves requests that wait, and watches. Thread-safe. */
final class Waits {

    /** Why waits end when the server is about to stop. */
    static final Supplier<CairnException> STOPPING =
            () ->
                    new UnavailableException(
                            ErrorCode.DISCONNECTED,
                            "the server is stopping; wait again later",
                            null);

    /** Why waits end when their connection is lost. */
    static final Supplier<CairnException> LOST =
            () -> new UnavailableException(ErrorCode.DISCONNECTED, "the connection is lost", null);

    private static final Supplier<CairnException> CANCELLED =
            () -> new WaitTimeoutException("the wait was cancelled");

    private final Desk desk;
    private final Map<Integer, Wait> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable Supplier<CairnException> ended;

    Waits(Desk desk) {
        this.desk = desk;
    }

    /** Serves a request on the connection's own thread, or starts it. */
    void serve(int number, WaitRequest request) {
        switch (request) {
            case WaitRequest.Await await -> await(number, await);
            case WaitRequest.OpenWatch open -> open(number, open);
            case WaitRequest.WatchFired fired -> {
                Slot<Watch> slot = desk.handles().watch(fired.watch());
                Work work = answer -> answer.reply(new Reply.Flag(slot.await().fired()));
                if (slot.isFilled()) {
                    desk.runner().here(number, null, work);
                } else {
                    start(
                            number,
                            (answer, wait) ->
                                    wait.run(() -> {
                                        work.run(answer);
                                        return true;
                                    }));
                }
            }
            case WaitRequest.AwaitWatch await -> {
                Slot<Watch> slot = desk.handles().watch(await.watch());
                Duration timeout = Duration.ofNanos(Math.max(0, await.timeoutNanos()));
                start(
                        number,
                        (answer, wait) -> {
                            boolean fired = wait.run(() -> slot.await().await(timeout));
                            answer.reply(new Reply.Flag(fired));
                        });
            }
            case WaitRequest.CloseWatch close -> {
                Slot<Watch> slot = desk.handles().watches().get(close.watch());
                desk.runner()
                        .here(
                                number,
                                null,
                                answer -> {
                                    if (slot != null) {
                                        slot.close();
                                        desk.handles().watches().remove(close.watch(), slot);
                                    }
                                    answer.done();
                                });
            }
            case WaitRequest.Cancel cancel -> {
                Wait wait = waiting.get(cancel.number());
                if (wait != null) {
                    wait.cancel(CANCELLED);
                }
                desk.runner().here(number, null, Answer::done);
            }
        }
    }

    /** Tells what became of a commit, after it has ended. */
    void outcome(int number, CommitToken token) {
        OutcomeTable outcomes = desk.outcomes();
        if (outcomes.isInProgress(token)) {
            start(number, (answer, wait) -> answer.reply(wait.run(() -> outcomes.await(token))));
        } else {
            desk.runner().here(number, null, answer -> answer.reply(outcomes.await(token)));
        }
    }

    /** Ends all waits, and those that are yet to come. */
    void end(Supplier<CairnException> reason) {
        ended = reason;
        waiting.values().forEach(wait -> wait.cancel(reason));
    }

    /** What a waiting request does. */
    @FunctionalInterface
    private interface WaitingWork {
        void run(Answer answer, Wait wait) throws InterruptedException;
    }

    private void start(int number, WaitingWork work) {
        Wait wait = new Wait();
        if (waiting.putIfAbsent(number, wait) != null) {
            throw new InvalidArgumentException(
                    "the number is that of a request which is still waiting",
                    "request",
                    Integer.toUnsignedString(number));
        }
        Supplier<CairnException> reason = ended;
        if (reason != null) {
            wait.cancel(reason);
        }
        desk.runner()
                .away(
                        number,
                        null,
                        false,
                        answer -> {
                            try {
                                work.run(answer, wait);
                            } finally {
                                waiting.remove(number, wait);
                            }
                        });
    }

    private void await(int number, WaitRequest.Await await) {
        Keyspace keyspace = desk.keyspace(await.keyspace());
        Database database = desk.database();
        Database.Waiting forms = keyspace == null ? database.waiting() : database.waiting(keyspace);
        Duration timeout = Duration.ofNanos(Math.max(0, await.timeoutNanos()));
        switch (await.form()) {
            case VALUES -> {
                ValueWait values = new ValueWait(desk, keyspace, forms, await);
                start(number, values::run);
            }
            case PRESENCE ->
                    start(
                            number,
                            (answer, wait) ->
                                    answer.reply(
                                            new Reply.Bits(
                                                    wait.run(() ->
                                                            forms.awaitExists(
                                                                    await.keys(), timeout)))));
            case LENGTH -> {
                byte[] key = only(await);
                start(
                        number,
                        (answer, wait) ->
                                answer.number(
                                        wait.run(() -> forms.awaitLength(key, timeout))
                                                .orElse(Sizes.ABSENT)));
            }
            case REMOVAL -> {
                byte[] key = only(await);
                start(
                        number,
                        (answer, wait) ->
                                answer.reply(
                                        new Reply.Flag(
                                                wait.run(() -> forms.awaitDelete(key, timeout)))));
            }
        }
    }

    private static byte[] only(WaitRequest.Await await) {
        if (await.keys().size() != 1) {
            throw new InvalidArgumentException(
                    "this form of waiting takes one key", "keys", await.keys().size());
        }
        return await.keys().getFirst();
    }

    private void open(int number, WaitRequest.OpenWatch open) {
        Source source = desk.source(open.view());
        Slot<Watch> slot = new Slot<>("watch");
        desk.handles().watches().add(open.watch(), slot);
        desk.runner()
                .here(
                        number,
                        source.lane(),
                        answer -> {
                            try {
                                slot.fill(source.writes().watch(open.key()));
                            } catch (RuntimeException | Error e) {
                                slot.close();
                                desk.handles().watches().remove(open.watch(), slot);
                                throw e;
                            }
                            answer.done();
                        });
    }
}
