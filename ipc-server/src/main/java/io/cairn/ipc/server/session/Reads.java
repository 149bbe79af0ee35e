package io.cairn.ipc.server.session;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ReadView;
import io.cairn.api.SegmentReads;
import io.cairn.api.Sizes;
import io.cairn.api.WriteView;
import io.cairn.error.ClosedException;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ReplyCode;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Serves reads; what they consume is removed with the reply at hand. Stateless but for its desk.
 */
final class Reads {

    /** Flags of a read that need no look into the rules. */
    private static final int PLAIN_BITS = Mode.CONSUME.bits() | Mode.INLINE.bits();

    /** How many entries are counted between two looks at whether the connection is closed. */
    private static final int COUNT_STEP = 4096;

    private final Desk desk;

    Reads(Desk desk) {
        this.desk = desk;
    }

    /** Serves a request on the connection's own thread, or starts it. */
    void serve(int number, ReadRequest request) {
        switch (request) {
            case ReadRequest.Get get -> get(number, get);
            case ReadRequest.GetAll all -> getAll(number, all);
            case ReadRequest.Exists exists -> {
                Source source = desk.source(exists.view());
                List<byte[]> keys = exists.keys();
                Work work = answer -> answer.reply(new Reply.Bits(present(source.reads(), keys)));
                run(number, source, keys.size(), work);
            }
            case ReadRequest.Lengths lengths -> {
                Source source = desk.source(lengths.view());
                List<byte[]> keys = lengths.keys();
                Work work =
                        answer -> answer.reply(new Reply.Numbers(lengths(source.reads(), keys)));
                run(number, source, keys.size(), work);
            }
            case ReadRequest.GetSized sized -> {
                Source source = desk.source(sized.view());
                SizedRead read = new SizedRead(sized);
                checkModes(desk.database(), sized.modes());
                deliver(number, source, sized.keys().size(), sized.modes(), read);
            }
            case ReadRequest.GetInto into -> getInto(number, into);
            case ReadRequest.Count count -> count(number, count);
        }
    }

    /** Asks for a single key without freezing a state, which several need. */
    private static BitSet present(ReadView view, List<byte[]> keys) {
        if (keys.size() != 1) {
            return view.existsAll(keys);
        }
        BitSet present = new BitSet(1);
        present.set(0, view.exists(keys.getFirst()));
        return present;
    }

    private static long[] lengths(ReadView view, List<byte[]> keys) {
        return keys.size() == 1
                ? new long[] {view.length(keys.getFirst()).orElse(Sizes.ABSENT)}
                : view.lengthAll(keys);
    }

    /** Writes a reply and tells what it delivers. */
    interface Delivery {

        /**
         * Writes the reply from one state.
         *
         * @param view the state
         * @param answer takes the reply
         * @param delivered is told the keys delivered; null when nothing is consumed
         */
        void write(ReadView view, Answer answer, List<byte[]> delivered);
    }

    private void get(int number, ReadRequest.Get get) {
        Source source = desk.source(get.view());
        checkModes(desk.database(), get.modes());
        deliver(
                number,
                source,
                1,
                get.modes(),
                (view, answer, delivered) ->
                        answer.stream(
                                ReplyCode.VALUE,
                                out -> {
                                    delivered.clear();
                                    boolean present =
                                            lend(
                                                    view.segments(),
                                                    get.key(),
                                                    value -> {
                                                        out.flag(true);
                                                        out.raw(value);
                                                    });
                                    if (present) {
                                        delivered.add(get.key());
                                    } else {
                                        out.flag(false);
                                    }
                                }));
    }

    private void getAll(int number, ReadRequest.GetAll all) {
        Source source = desk.source(all.view());
        checkModes(desk.database(), all.modes());
        deliver(
                number,
                source,
                all.keys().size(),
                all.modes(),
                (view, answer, delivered) ->
                        answer.stream(
                                ReplyCode.VALUES, out -> values(view, all.keys(), out, delivered)));
    }

    /** Writes the values of keys as {@link Reply.Values} does, and notes which were there. */
    static void values(ReadView view, List<byte[]> keys, BodyWriter out, List<byte[]> delivered) {
        delivered.clear();
        SegmentReads segments = view.segments();
        out.u32(keys.size());
        for (byte[] key : keys) {
            boolean present =
                    lend(
                            segments,
                            key,
                            value -> {
                                out.flag(true);
                                out.bytes(value);
                            });
            if (present) {
                delivered.add(key);
            } else {
                out.flag(false);
            }
        }
    }

    /** Lends a value; false when the key is absent. */
    static boolean lend(SegmentReads segments, byte[] key, Consumer<MemorySegment> reader) {
        Boolean present =
                segments.read(
                        MemorySegment.ofArray(key),
                        value -> {
                            reader.accept(value);
                            return true;
                        });
        return present != null;
    }

    /** Refuses flags that a read does not know, in the words of the database. */
    static void checkModes(Database database, Modes modes) {
        if ((modes.bits() & ~PLAIN_BITS) != 0) {
            database.getAll(List.of(), modes);
        }
    }

    private void deliver(int number, Source source, int keys, Modes modes, Delivery delivery) {
        if (modes.has(Mode.CONSUME)) {
            consume(desk, number, source, keys <= Desk.HERE_KEYS_MAX, delivery);
            return;
        }
        List<byte[]> unused = new ArrayList<>();
        run(
                number,
                source,
                keys,
                answer ->
                        source.read(view -> {
                            delivery.write(view, answer, unused);
                            return true;
                        }));
    }

    /**
     * Delivers and removes in one transaction; a reply that cannot be sent is found out before
     * anything is removed.
     */
    static void consume(Desk desk, int number, Source source, boolean few, Delivery delivery) {
        Work work =
                answer ->
                        source.change(view -> {
                            answer.rewind();
                            removeDelivered(view, answer, delivery);
                            return true;
                        });
        // Conflicts with others may make it wait and try again.
        if (few && !source.isDatabase()) {
            desk.runner().here(number, source.lane(), work);
        } else {
            desk.runner().away(number, source.lane(), true, work);
        }
    }

    private static void removeDelivered(WriteView view, Answer answer, Delivery delivery) {
        List<byte[]> delivered = new ArrayList<>();
        delivery.write(view, answer, delivered);
        if (!delivered.isEmpty()) {
            view.deleteAll(delivered);
        }
    }

    private void getInto(int number, ReadRequest.GetInto into) {
        Source source = desk.source(into.view());
        boolean consumes = into.modes().has(Mode.CONSUME);
        MemorySegment key = MemorySegment.ofArray(into.key());
        Work work =
                answer ->
                        answer.number(
                                desk.regions()
                                        .<Long>use(
                                                into.region(),
                                                into.offset(),
                                                into.capacity(),
                                                target ->
                                                        consumes || source.isDatabase()
                                                                ? source.writes()
                                                                        .segments()
                                                                        .getInto(
                                                                                key,
                                                                                target,
                                                                                into.modes())
                                                                : source.reads()
                                                                        .segments()
                                                                        .getInto(key, target)));
        checkModes(desk.database(), into.modes());
        boolean quick =
                Long.compareUnsigned(into.capacity(), Desk.HERE_COPY_BYTES_MAX) <= 0
                        && !(consumes && source.isDatabase());
        if (quick) {
            desk.runner().here(number, source.lane(), work);
        } else {
            desk.runner().away(number, source.lane(), false, work);
        }
    }

    private void count(int number, ReadRequest.Count count) {
        Source source = desk.source(count.view());
        desk.runner()
                .away(
                        number,
                        source.lane(),
                        false,
                        answer -> {
                            long entries = 0;
                            try (Cursor cursor = source.reads().scan(count.range())) {
                                while (cursor.next()) {
                                    entries++;
                                    if (entries % COUNT_STEP == 0 && desk.runner().isClosed()) {
                                        throw ClosedException.closed("connection");
                                    }
                                }
                            }
                            answer.number(entries);
                        });
    }

    private void run(int number, Source source, int keys, Work work) {
        if (keys <= Desk.HERE_KEYS_MAX) {
            desk.runner().here(number, source.lane(), work);
        } else {
            desk.runner().away(number, source.lane(), true, work);
        }
    }
}
