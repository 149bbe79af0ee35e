package io.cairn.ipc.server.session;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.KeyspaceRequest;
import io.cairn.ipc.protocol.ListingRequest;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.ScanRequest;
import io.cairn.ipc.protocol.TransactionRequest;
import io.cairn.ipc.protocol.WaitRequest;
import io.cairn.ipc.protocol.WireReader;
import io.cairn.ipc.protocol.WriteRequest;
import io.cairn.ipc.server.connection.FrameHandler;
import io.cairn.ipc.server.connection.Peer;
import io.cairn.ipc.server.connection.ServerCounters;
import java.nio.ByteBuffer;

/**
 * Serves one connection in the extended dialect. It owns what the client has opened and ends it
 * with the connection. Used on the connection's own thread.
 */
public final class Session implements FrameHandler {

    private final Peer peer;
    private final ServerCounters counters;
    private final Failures failures;
    private final Runner runner;
    private final Desk desk;
    private final BlindWrites blind;
    private final FastPath fast;
    private final Reads reads;
    private final Writes writes;
    private final Listings listings;
    private final Scans scans;
    private final Transactions transactions;
    private final Keyspaces keyspaces;
    private final Waits waits;
    private final RegionRequests regionRequests;
    private final Admin admin;

    /** Whether a request is being read out of a region, which the frames after it must wait for. */
    private boolean unpacking;

    private Session(Peer peer, SessionContext context, SessionContext.Offer offer) {
        this.peer = peer;
        Regions regions = context.newRegions();
        counters = context.counters();
        failures = new Failures(peer.describe(), counters);
        runner = new Runner(peer, context.threads(), context.limits(), regions, failures, counters);
        Handles handles = new Handles(context.limits());
        desk =
                new Desk(
                        offer.served(),
                        offer.keyspaces(),
                        context.outcomes(),
                        handles,
                        runner,
                        regions,
                        context.filters());
        blind = new BlindWrites(peer, desk, failures, offer.commit(), offer.group());
        fast = new FastPath(peer, desk, blind);
        reads = new Reads(desk);
        writes = new Writes(desk, blind);
        listings = new Listings(desk);
        scans = new Scans(desk);
        waits = new Waits(desk);
        transactions = new Transactions(desk, waits);
        keyspaces = new Keyspaces(desk);
        regionRequests = new RegionRequests(desk);
        admin = new Admin(desk);
    }

    /**
     * Begins a session, unless the client asks for what the server does not speak or have; answers
     * either way.
     *
     * @param peer the connection
     * @param context what the server's sessions share
     * @param payload the payload of the client's HELLO frame, with the request's number
     * @param otherwise who serves the connection when there is no session
     * @return who serves the frames after this one
     */
    public static FrameHandler hello(
            Peer peer, SessionContext context, ByteBuffer payload, FrameHandler otherwise) {
        WireReader in = new WireReader(payload);
        int number = in.remaining() < Frame.NUMBER_BYTES ? 0 : in.u32();
        try {
            if (!(Opcode.HELLO.decode(in) instanceof AdminRequest.Hello hello)) {
                throw new InvalidArgumentException("the frame is not a HELLO");
            }
            return open(peer, context, hello, number);
        } catch (RuntimeException | Error e) {
            new Failures(peer.describe(), context.counters()).write(peer.replies(), number, e);
            return otherwise;
        }
    }

    /**
     * Begins a session and answers.
     *
     * @param peer the connection
     * @param context what the server's sessions share
     * @param hello what the client asks for
     * @param number the request's number
     * @return the session, to be closed by the connection
     * @throws InvalidArgumentException when it is not this protocol, or the database is not offered
     * @throws io.cairn.error.UnsupportedRequestException when no version is spoken by both
     */
    public static Session open(
            Peer peer, SessionContext context, AdminRequest.Hello hello, int number) {
        SessionContext.Offer offer = Greeting.check(context, hello);
        Session session = new Session(peer, context, offer);
        try {
            Greeting.welcome(context, offer, session.desk.regions())
                    .encodeFrame(peer.replies(), number);
            return session;
        } catch (RuntimeException | Error e) {
            session.desk.regions().close();
            throw e;
        }
    }

    @Override
    public FrameHandler frame(int opcode, ByteBuffer payload) {
        int number = 0;
        try {
            if (payload.remaining() < Frame.NUMBER_BYTES) {
                throw new InvalidArgumentException(
                        "the frame is too short for a request number",
                        "opcode",
                        opcode,
                        "bytes",
                        payload.remaining());
            }
            number = payload.getInt(payload.position());
            runner.beginFrame(payload.remaining());
            if (!fast.serve(opcode, payload)) {
                serve(number, decode(opcode, payload));
            }
        } catch (Throwable failure) {
            failures.write(peer.replies(), number, failure);
        }
        return this;
    }

    @Override
    public void tooLong(int opcode, long length) {
        LimitException failure =
                new LimitException(
                        "a frame is longer than the limit; the connection is closed",
                        "limit",
                        "frameBytesMax",
                        "max",
                        Frame.PAYLOAD_BYTES_MAX,
                        "actual",
                        length,
                        "opcode",
                        opcode);
        failures.write(peer.replies(), 0, failure);
    }

    @Override
    public void batchEnd() {
        blind.flush();
        int reads = fast.takeSucceeded();
        if (reads > 0) {
            counters.succeeded(reads);
        }
    }

    @Override
    public boolean isBusy() {
        return unpacking || runner.isBusy();
    }

    @Override
    public boolean isWorking() {
        return unpacking || runner.isWorking();
    }

    @Override
    public void draining() {
        waits.end(Waits.STOPPING);
    }

    @Override
    public void closed() {
        blind.finish();
        runner.close();
        waits.end(Waits.LOST);
        runner.start(() -> {
            try {
                desk.regions().close();
            } finally {
                desk.handles().closeAll(runner);
            }
        });
    }

    private static Request decode(int opcode, ByteBuffer payload) {
        Opcode known = Opcode.of(opcode);
        if (known == null) {
            throw new InvalidArgumentException(
                    "there is no request with this opcode",
                    "opcode",
                    "0x" + Integer.toHexString(opcode));
        }
        WireReader in = new WireReader(payload);
        in.u32();
        return known.decode(in);
    }

    private void serve(int number, Request request) {
        if (!Writes.isBlind(request)) {
            blind.beforeOther();
        }
        switch (request) {
            case ReadRequest read -> reads.serve(number, read);
            case WriteRequest write -> writes.serve(number, write);
            case ListingRequest listing -> listings.serve(number, listing);
            case ScanRequest scan -> scans.serve(number, scan);
            case TransactionRequest transaction -> transactions.serve(number, transaction);
            case KeyspaceRequest keyspace -> keyspaces.serve(number, keyspace);
            case WaitRequest wait -> waits.serve(number, wait);
            case RegionRequest region -> serve(number, region);
            case AdminRequest other -> admin.serve(number, other);
        }
    }

    private void serve(int number, RegionRequest request) {
        switch (request) {
            case RegionRequest.Open open -> regionRequests.open(number, open);
            case RegionRequest.Mapped mapped -> regionRequests.mapped(number, mapped);
            case RegionRequest.Close close -> regionRequests.close(number, close);
            case RegionRequest.Spilled spilled -> unpack(number, spilled);
        }
    }

    /** Reads a request out of a region on another thread; the frames after it wait meanwhile. */
    private void unpack(int number, RegionRequest.Spilled spilled) {
        unpacking = true;
        long bytes = runner.begin();
        runner.start(() -> {
            Runnable next;
            try {
                Request request = desk.regions().read(spilled);
                next = () -> serve(number, request);
            } catch (RuntimeException | Error e) {
                next = () -> failures.write(peer.replies(), number, e);
            }
            Runnable serving = next;
            peer.onOwnThread(() -> unpacked(number, spilled.length(), serving));
            runner.end(1, bytes);
        });
    }

    private void unpacked(int number, long bytes, Runnable serving) {
        unpacking = false;
        try {
            runner.beginFrame(bytes);
            serving.run();
        } catch (RuntimeException | Error e) {
            failures.write(peer.replies(), number, e);
        }
        blind.flush();
        peer.resume();
    }
}
