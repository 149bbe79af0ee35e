package io.cairn.ipc.server.session;

import static io.cairn.ipc.server.session.Exchange.b;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.SegmentPage;
import io.cairn.api.Sizes;
import io.cairn.api.TransactionOptions;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Durability;
import io.cairn.error.CairnException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.ErrorBody;
import io.cairn.ipc.protocol.ListingRequest;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.TransactionRequest;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WireWriter;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listings and sized reads give what the database itself gives, for all flags. */
class ListingTest {

    private static final int ROUNDS = 1500;

    /** A filter that rewrites, one that fails on some values, and one that nobody knows. */
    private static final List<String> FILTERS =
            List.of("sample:parity:!", "sample:parity:", "sample:longer:x", "sample:none:");

    private final Random random = new Random(11);
    private final Database served = Cairn.inMemory();
    private final Database model = Cairn.inMemory();
    private final Exchange exchange = Exchange.over(served, Durability.BUFFERED);

    @AfterEach
    void close() {
        served.close();
        model.close();
    }

    @Test
    void pagesAreThoseOfTheDatabase() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            fill();
            ListRequest request = request();
            if (random.nextBoolean()) {
                compare(
                        view -> new ListingRequest.Keys(view, request),
                        view -> new Reply.KeyList(view.listKeys(request)));
            } else {
                compare(
                        view -> new ListingRequest.Entries(view, request),
                        view -> new Reply.EntryList(view.list(request)));
            }
        }
    }

    @Test
    void sizedPagesAreThoseOfTheDatabase() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            fill();
            ListRequest request = request();
            boolean packed = random.nextBoolean();
            boolean withValues = random.nextBoolean();
            int pieces = packed ? 1 : request.count();
            long[] keySizes = sizes(pieces, packed);
            long[] valueSizes = withValues ? sizes(pieces, packed) : new long[0];
            compare(
                    view ->
                            new ListingRequest.Sized(
                                    view, request, packed, keySizes, withValues, valueSizes),
                    view -> sizedList(view, request, packed, keySizes, withValues, valueSizes));
        }
    }

    @Test
    void sizedReadsAreThoseOfTheDatabase() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            fill();
            List<byte[]> keys = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                keys.add(key());
            }
            boolean packed = random.nextBoolean();
            long[] sizes = sizes(packed ? 1 : keys.size(), packed);
            Modes modes = random.nextBoolean() ? Modes.none() : Modes.of(Mode.CONSUME);
            compare(
                    view -> new ReadRequest.GetSized(view, modes, packed, keys, sizes),
                    view -> sized(view, keys, packed, sizes, modes));
        }
    }

    @Test
    void sizesThatMakeNoSenseAreRefused() throws InterruptedException {
        List<byte[]> keys = Exchange.keys("a", "b");
        Modes none = Modes.none();
        View view = View.DATABASE;
        assertThat(exchange.failure(new ReadRequest.GetSized(view, none, false, keys, new long[1])))
                .isInstanceOf(InvalidArgumentException.class);
        assertThat(exchange.failure(new ReadRequest.GetSized(view, none, true, keys, new long[2])))
                .isInstanceOf(InvalidArgumentException.class);
        assertThat(
                        exchange.failure(
                                new ReadRequest.GetSized(view, none, true, keys, new long[] {-1})))
                .isInstanceOf(InvalidArgumentException.class);
        assertThat(
                        exchange.failure(
                                new ListingRequest.Sized(
                                        view,
                                        ListRequest.first(Integer.MAX_VALUE),
                                        true,
                                        new long[1],
                                        false,
                                        new long[0])))
                .isInstanceOf(LimitException.class);
    }

    @Test
    void whatAClientClaimsToHaveIsNotAllocated() throws InterruptedException {
        served.put(b("a"), b("1"));
        Reply.Sized reply =
                (Reply.Sized)
                        exchange.call(
                                new ReadRequest.GetSized(
                                        View.DATABASE,
                                        Modes.none(),
                                        true,
                                        Exchange.keys("a", "x"),
                                        new long[] {Long.MAX_VALUE}));

        assertThat(reply.sizes()).containsExactly(1, Sizes.ABSENT);
        assertThat(reply.data()).isEqualTo(b("1"));
    }

    /** Asks the session and the model the same, on the database or in a transaction. */
    private void compare(Function<View, Request> asked, Function<WriteView, Reply> answered)
            throws InterruptedException {
        boolean inside = random.nextBoolean();
        View view = inside ? Exchange.tx(1) : View.DATABASE;
        if (inside) {
            exchange.call(new TransactionRequest.Begin(1, TransactionOptions.defaults()));
        }
        Reply actual = exchange.call(asked.apply(view));
        Reply expected;
        try {
            expected = answered.apply(model);
        } catch (CairnException e) {
            expected = new Reply.Failed(ErrorBody.of(e));
        }
        if (inside) {
            exchange.call(new TransactionRequest.Commit(1, CommitToken.NONE));
        }
        assertThat(bytes(actual))
                .as("%s%n%s%n%s", asked.apply(view), actual, expected)
                .isEqualTo(bytes(expected));
        assertThat(served.list(ListRequest.first(100)).entries())
                .isEqualTo(model.list(ListRequest.first(100)).entries());
    }

    private static byte[] bytes(Reply reply) {
        WireWriter out = new WireWriter(64);
        reply.encodeFrame(out, 1);
        byte[] bytes = new byte[out.position()];
        out.buffer().get(0, bytes);
        return bytes;
    }

    private void fill() {
        served.deleteRange(KeyRange.all());
        model.deleteRange(KeyRange.all());
        for (int i = random.nextInt(8); i > 0; i--) {
            byte[] key = key();
            byte[] value = new byte[random.nextInt(4)];
            Arrays.fill(value, (byte) i);
            served.put(key, value);
            model.put(key, value);
        }
    }

    private byte[] key() {
        byte[] key = new byte[1 + random.nextInt(3)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) ('a' + random.nextInt(2));
        }
        return key;
    }

    private ListRequest request() {
        Mode[] flags = {
            Mode.INCLUSIVE,
            Mode.CONSUME,
            Mode.NO_PREFIX,
            Mode.IGNORE_KEYS,
            Mode.KEEP_LAST,
            Mode.SUFFIX,
            Mode.INLINE,
            Mode.WAIT
        };
        Modes modes = Modes.none();
        for (Mode flag : flags) {
            modes = random.nextInt(4) == 0 ? modes.and(flag) : modes;
        }
        byte[] from = random.nextBoolean() ? new byte[0] : key();
        byte[] filter = random.nextBoolean() ? new byte[0] : Arrays.copyOf(key(), 1);
        if (random.nextInt(4) == 0) {
            modes = modes.and(Mode.LIB_FILTER);
            modes = random.nextInt(4) == 0 ? modes : modes.and(Mode.FILTER_VALUE);
            filter = b(FILTERS.get(random.nextInt(FILTERS.size())));
        }
        return new ListRequest(from, filter, random.nextInt(6), modes);
    }

    private long[] sizes(int pieces, boolean packed) {
        return random.longs(pieces, 0, packed ? 12 : 5).toArray();
    }

    private static Reply sized(
            WriteView view, List<byte[]> keys, boolean packed, long[] sizes, Modes modes) {
        List<MemorySegment> targets = memory(sizes);
        long[] found =
                packed
                        ? view.segments().getPacked(keys, targets.getFirst(), modes)
                        : view.segments().getAllInto(keys, targets, modes);
        return new Reply.Sized(found, collect(found, targets, packed));
    }

    private static Reply sizedList(
            WriteView view,
            ListRequest request,
            boolean packed,
            long[] keySizes,
            boolean withValues,
            long[] valueSizes) {
        List<MemorySegment> keys = memory(keySizes);
        List<MemorySegment> values = withValues ? memory(valueSizes) : null;
        SegmentPage page =
                packed
                        ? view.segments()
                                .listPacked(
                                        request,
                                        keys.getFirst(),
                                        values == null ? null : values.getFirst())
                        : view.segments().listInto(request, keys, values);
        return new Reply.SizedList(
                page,
                collect(page.keySizes(), keys, packed),
                values == null ? new byte[0] : collect(page.valueSizes(), values, packed));
    }

    private static List<MemorySegment> memory(long[] sizes) {
        return Arrays.stream(sizes)
                .mapToObj(size -> MemorySegment.ofArray(new byte[(int) size]))
                .toList();
    }

    private static byte[] collect(long[] sizes, List<MemorySegment> memory, boolean packed) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        long at = 0;
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] > 0) {
                MemorySegment from = packed ? memory.getFirst().asSlice(at) : memory.get(i);
                all.writeBytes(from.asSlice(0, sizes[i]).toArray(ValueLayout.JAVA_BYTE));
                at += sizes[i];
            }
        }
        return all.toByteArray();
    }
}
