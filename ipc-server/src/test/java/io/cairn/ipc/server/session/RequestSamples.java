package io.cairn.ipc.server.session;

import static io.cairn.ipc.server.session.Exchange.b;
import static io.cairn.ipc.server.session.Exchange.keys;

import io.cairn.api.Entry;
import io.cairn.api.ListRequest;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.StampedEntry;
import io.cairn.config.Durability;
import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.KeyspaceRequest;
import io.cairn.ipc.protocol.ListingRequest;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.ScanRequest;
import io.cairn.ipc.protocol.Step;
import io.cairn.ipc.protocol.TransactionRequest;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WaitRequest;
import io.cairn.ipc.protocol.WriteRequest;
import java.time.Duration;
import java.util.List;

/** One request of every kind, none of which waits long. */
final class RequestSamples {

    private static final Modes NONE = Modes.none();
    private static final StampedEntry STAMPED = StampedEntry.ofValue(b("a"), b("0123456789"), 0);

    private RequestSamples() {}

    static List<Request> all() {
        View view = View.DATABASE;
        return List.of(
                new AdminRequest.Hello(AdminRequest.MAGIC, 1, 1, 0, 4711, "shop"),
                new AdminRequest.Ping(),
                new ReadRequest.Get(view, NONE, b("key")),
                new ReadRequest.GetAll(view, NONE, keys("a", "bc")),
                new ReadRequest.Exists(view, keys("a")),
                new ReadRequest.Lengths(view, keys("a")),
                new ReadRequest.GetSized(view, NONE, false, keys("a"), new long[] {64}),
                new ReadRequest.GetInto(view, NONE, b("a"), 5, 4096, 100),
                new ReadRequest.Count(view, KeyRange.of(b("a"), b("b"))),
                new WriteRequest.Put(view, NONE, b("key"), b("value")),
                new WriteRequest.PutAll(view, NONE, List.of(new Entry(b("k"), b("v")))),
                new WriteRequest.Delete(view, b("key")),
                new WriteRequest.DeleteAll(view, keys("a", "b")),
                new WriteRequest.DeleteRange(view, KeyRange.of(b("a"), null)),
                new WriteRequest.PutFrom(view, NONE, b("a"), 5, 0, 100),
                new WriteRequest.PutStamped(view, STAMPED),
                new ListingRequest.Keys(view, ListRequest.first(10)),
                new ListingRequest.Entries(view, ListRequest.first(10)),
                new ListingRequest.Sized(
                        view, ListRequest.first(1), true, new long[] {16}, true, new long[] {32}),
                new ListingRequest.Children(view, "users", b("alice"), 100),
                new ScanRequest.Open(9, view, KeyRange.all(), ScanOptions.all(), 16_384),
                new ScanRequest.Next(9, 32_768, true),
                new ScanRequest.Close(9),
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
                                new Step.Track(0, KeyRange.of(b("a"), b("b"))))),
                new TransactionRequest.Commit(7, new CommitToken(1, 2)),
                new TransactionRequest.Abort(7),
                new TransactionRequest.OpenSnapshot(2),
                new TransactionRequest.CloseSnapshot(2),
                new TransactionRequest.Outcome(new CommitToken(1, 2)),
                new KeyspaceRequest.Open("orders"),
                new KeyspaceRequest.Names(),
                new KeyspaceRequest.Drop(3),
                new WaitRequest.Await(0, WaitRequest.Form.VALUES, NONE, keys("job"), 1),
                new WaitRequest.OpenWatch(4, view, b("k")),
                new WaitRequest.WatchFired(4),
                new WaitRequest.AwaitWatch(4, 1),
                new WaitRequest.CloseWatch(4),
                new WaitRequest.Cancel(77),
                new RegionRequest.Open(4096),
                new RegionRequest.Mapped(5),
                new RegionRequest.Close(5),
                new RegionRequest.Spilled(Opcode.PUT.code(), 5, 0, 64),
                new AdminRequest.Checkpoint(),
                new AdminRequest.Counters(),
                new AdminRequest.Export("/backup/today"));
    }
}
