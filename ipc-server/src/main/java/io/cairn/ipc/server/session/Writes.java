package io.cairn.ipc.server.session;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.PutOutcome;
import io.cairn.argument.ArgumentChecks;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WriteRequest;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.List;

/** Serves writes. Stateless but for its desk. */
final class Writes {

    /** Flags that change nothing about a put. */
    private static final int BLIND_BITS = Mode.INLINE.bits() | Mode.WAIT.bits();

    private final Desk desk;
    private final BlindWrites blind;

    Writes(Desk desk, BlindWrites blind) {
        this.desk = desk;
        this.blind = blind;
    }

    /** Serves a request on the connection's own thread, or starts it. */
    void serve(int number, WriteRequest request) {
        switch (request) {
            case WriteRequest.Put put -> put(number, put);
            case WriteRequest.PutAll all -> putAll(number, all);
            case WriteRequest.Delete delete -> {
                if (isBlind(delete)) {
                    blind.delete(number, delete.view().keyspace(), delete.key());
                    return;
                }
                Source source = desk.source(delete.view());
                desk.runner()
                        .here(
                                number,
                                source.lane(),
                                answer -> {
                                    source.writes().delete(delete.key());
                                    answer.done();
                                });
            }
            case WriteRequest.DeleteAll all -> {
                Source source = desk.source(all.view());
                Work work =
                        answer -> {
                            source.writes().deleteAll(all.keys());
                            answer.done();
                        };
                run(number, source, isSlow(source, ArgumentChecks.keyBytes(all.keys())), work);
            }
            case WriteRequest.DeleteRange range -> {
                Source source = desk.source(range.view());
                Work work =
                        answer -> {
                            source.writes().deleteRange(range.range());
                            answer.done();
                        };
                run(number, source, source.isDatabase(), work);
            }
            case WriteRequest.PutFrom from -> putFrom(number, from);
            case WriteRequest.PutStamped put -> {
                Source source = desk.source(put.view());
                Work work =
                        answer -> {
                            source.writes().putStamped(put.entry());
                            answer.done();
                        };
                run(number, source, source.isDatabase(), work);
            }
        }
    }

    /** Tells whether a request is a single write that may be merged with its neighbours. */
    static boolean isBlind(Request request) {
        return switch (request) {
            case WriteRequest.Put put ->
                    put.view().kind() == View.Kind.DATABASE && isBlind(put.modes());
            case WriteRequest.Delete delete -> delete.view().kind() == View.Kind.DATABASE;
            default -> false;
        };
    }

    /** Tells whether a put with these flags depends on nothing that is there. */
    private static boolean isBlind(Modes modes) {
        return (modes.bits() & ~BLIND_BITS) == 0;
    }

    private void put(int number, WriteRequest.Put put) {
        if (isBlind(put)) {
            blind.put(number, put.view().keyspace(), put.key(), put.value());
            return;
        }
        Source source = desk.source(put.view());
        Work work =
                answer ->
                        answer.reply(one(source.writes().put(put.key(), put.value(), put.modes())));
        // On the database it reads before it writes, and conflicts may make it wait.
        run(number, source, source.isDatabase(), work);
    }

    private void putAll(int number, WriteRequest.PutAll all) {
        Source source = desk.source(all.view());
        Work work =
                answer -> {
                    if (isBlind(all.modes())) {
                        source.writes().putAll(all.entries());
                        answer.reply(
                                new Reply.Outcomes(
                                        Collections.nCopies(
                                                all.entries().size(), PutOutcome.WRITTEN)));
                    } else {
                        answer.reply(
                                new Reply.Outcomes(
                                        source.writes().putAll(all.entries(), all.modes())));
                    }
                };
        boolean slow =
                isSlow(source, ArgumentChecks.bytes(all.entries()))
                        || (source.isDatabase() && !isBlind(all.modes()));
        run(number, source, slow, work);
    }

    private void putFrom(int number, WriteRequest.PutFrom from) {
        Source source = desk.source(from.view());
        MemorySegment key = MemorySegment.ofArray(from.key());
        Work work =
                answer ->
                        answer.reply(
                                one(
                                        desk.regions()
                                                .<PutOutcome>use(
                                                        from.region(),
                                                        from.offset(),
                                                        from.length(),
                                                        value ->
                                                                source.writes()
                                                                        .segments()
                                                                        .put(
                                                                                key,
                                                                                value,
                                                                                from.modes()))));
        boolean slow =
                Long.compareUnsigned(from.length(), Desk.HERE_COPY_BYTES_MAX) > 0
                        || source.isDatabase();
        run(number, source, slow, work);
    }

    /** Tells whether a write without reads takes long. */
    private boolean isSlow(Source source, long bytes) {
        return source.isDatabase() && (desk.writesSlowly() || bytes > Desk.HERE_COPY_BYTES_MAX);
    }

    private void run(int number, Source source, boolean slow, Work work) {
        if (slow) {
            desk.runner().away(number, source.lane(), false, work);
        } else {
            desk.runner().here(number, source.lane(), work);
        }
    }

    private static Reply one(PutOutcome outcome) {
        return new Reply.Outcomes(List.of(outcome));
    }
}
