package io.cairn.ipc.protocol;

import io.cairn.api.EndReason;
import io.cairn.api.Entry;
import io.cairn.api.EntryPage;
import io.cairn.api.KeyPage;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.PathChild;
import io.cairn.api.PutOutcome;
import io.cairn.api.ScanOptions;
import io.cairn.api.SegmentPage;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.StampedEntry;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.error.ConflictException;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One message of every kind, the same in every run. */
final class Samples {

    private static final View IN_TX = new View(View.Kind.TRANSACTION, 7, 3);
    private static final Modes CONSUME = Modes.of(Mode.CONSUME);
    private static final CommitToken TOKEN =
            new CommitToken(0x0123456789ABCDEFL, 0x1122334455667788L);

    private Samples() {}

    static List<Request> requests() {
        return Stream.of(data(), scans(), objects()).flatMap(List::stream).toList();
    }

    private static List<Request> data() {
        return List.of(
                new AdminRequest.Hello(AdminRequest.MAGIC, 1, 1, 0, 4711, "shop"),
                new AdminRequest.Ping(),
                new ReadRequest.Get(View.DATABASE, Modes.none(), b("key")),
                new ReadRequest.GetAll(IN_TX, CONSUME, keys("a", "bc")),
                new ReadRequest.Exists(View.DATABASE, keys("a")),
                new ReadRequest.Lengths(new View(View.Kind.SNAPSHOT, 2, 0), keys("a")),
                new ReadRequest.GetSized(
                        View.DATABASE, Modes.none(), false, keys("a"), new long[] {64}),
                new ReadRequest.GetInto(View.DATABASE, Modes.none(), b("a"), 5, 4096, 100),
                new ReadRequest.Count(View.DATABASE, KeyRange.of(b("a"), b("b"))),
                new WriteRequest.Put(View.DATABASE, Modes.none(), b("key"), b("value")),
                new WriteRequest.PutAll(
                        IN_TX, Modes.of(Mode.NEW_ONLY), List.of(new Entry(b("k"), b("v")))),
                new WriteRequest.Delete(View.DATABASE, b("key")),
                new WriteRequest.DeleteAll(View.DATABASE, keys("a", "b")),
                new WriteRequest.DeleteRange(View.DATABASE, KeyRange.of(b("a"), null)),
                new WriteRequest.PutFrom(View.DATABASE, Modes.none(), b("a"), 5, 0, 100),
                new WriteRequest.PutStamped(
                        View.DATABASE, StampedEntry.ofKey(b("log/0123456789"), 4, b("v"))));
    }

    private static List<Request> scans() {
        return List.of(
                new ListingRequest.Keys(View.DATABASE, ListRequest.first(10)),
                new ListingRequest.Entries(
                        View.DATABASE,
                        new ListRequest(b("from"), b("f"), 10, Modes.of(Mode.INCLUSIVE))),
                new ListingRequest.Sized(
                        View.DATABASE,
                        ListRequest.first(1),
                        true,
                        new long[] {16},
                        true,
                        new long[] {32}),
                new ListingRequest.Children(View.DATABASE, "users", b("alice"), 100),
                new ScanRequest.Open(
                        9,
                        new View(View.Kind.UNTRACKED, 7, 0),
                        KeyRange.all(),
                        ScanOptions.all().reverse().limit(5).from(b("z")),
                        16_384),
                new ScanRequest.Next(9, 32_768, true),
                new ScanRequest.Close(9));
    }

    private static List<Request> objects() {
        return List.of(
                new TransactionRequest.Begin(
                        7,
                        TransactionOptions.defaults()
                                .with(Durability.SYNC)
                                .with(Duration.ofSeconds(1))),
                new TransactionRequest.Record(
                        7,
                        List.of(
                                new Step.Put(0, b("k"), b("v")),
                                new Step.Delete(0, b("k")),
                                new Step.Track(3, KeyRange.of(b("a"), b("b"))))),
                new TransactionRequest.Commit(7, TOKEN),
                new TransactionRequest.Abort(7),
                new TransactionRequest.OpenSnapshot(2),
                new TransactionRequest.CloseSnapshot(2),
                new TransactionRequest.Outcome(TOKEN),
                new KeyspaceRequest.Open("orders"),
                new KeyspaceRequest.Names(),
                new KeyspaceRequest.Drop(3),
                new WaitRequest.Await(
                        0, WaitRequest.Form.VALUES, CONSUME, keys("job"), 5_000_000_000L),
                new WaitRequest.OpenWatch(4, View.DATABASE, b("k")),
                new WaitRequest.WatchFired(4),
                new WaitRequest.AwaitWatch(4, 1_000_000_000L),
                new WaitRequest.CloseWatch(4),
                new WaitRequest.Cancel(77),
                new RegionRequest.Open(1L << 26),
                new RegionRequest.Mapped(5),
                new RegionRequest.Close(5),
                new RegionRequest.Spilled(Opcode.PUT.code(), 5, 0, 1L << 25),
                new AdminRequest.Checkpoint(),
                new AdminRequest.Counters(),
                new AdminRequest.Export("/backup/today"));
    }

    static List<Reply> replies() {
        BitSet bits = new BitSet();
        bits.set(0);
        bits.set(9);
        return List.of(
                new Reply.Welcomed(
                        new Welcome(
                                1,
                                0x1234,
                                99,
                                "memory",
                                30_000_000_000L,
                                1L << 30,
                                65_536,
                                Limits.defaults())),
                new Reply.Failed(
                        ErrorBody.of(new ConflictException("run it again", "key", "user:1"))),
                new Reply.Done(),
                new Reply.Value(b("value")),
                new Reply.Values(Arrays.asList(b("v"), null, b(""))),
                new Reply.Bits(bits),
                new Reply.Numbers(new long[] {5, -1}),
                new Reply.Number(42),
                new Reply.Flag(true),
                new Reply.Outcomes(List.of(PutOutcome.WRITTEN, PutOutcome.ALREADY_PRESENT)),
                new Reply.Page(
                        EndReason.EXHAUSTED, 1, new byte[] {1, 0, 0, 0, 1, 0, 0, 0, 'k', 'v'}),
                new Reply.KeyList(new KeyPage(keys("a", "b"), b("b"), EndReason.LIMIT)),
                new Reply.EntryList(
                        new EntryPage(
                                List.of(new Entry(b("k"), b("v"))), b("k"), EndReason.EXHAUSTED)),
                new Reply.ChildList(List.of(new PathChild(b("alice"), true, false))),
                new Reply.Texts(List.of("orders", "users")),
                new Reply.Counters(new TreeMap<>(Map.of("keys_count", 3L))),
                new Reply.Sized(new long[] {1, -2}, b("v")),
                new Reply.SizedList(
                        new SegmentPage(new long[] {1}, new long[] {1}, null), b("k"), b("v")),
                new Reply.Region(5, "/proc/99/fd/12", 4096),
                new Reply.Spilled(
                        ReplyCode.VALUE.code(), new Reply.Region(6, "/proc/99/fd/13", 4096), 4000),
                new Reply.CommitOutcome(Reply.State.COMMITTED, 1234));
    }

    private static byte[] b(String text) {
        return Bytes.utf8(text);
    }

    private static List<byte[]> keys(String... keys) {
        return Arrays.stream(keys).map(Bytes::utf8).toList();
    }
}
