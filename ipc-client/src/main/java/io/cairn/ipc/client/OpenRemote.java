package io.cairn.ipc.client;

import io.cairn.argument.ArgumentChecks;
import io.cairn.config.Components;
import io.cairn.config.Limits;
import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import io.cairn.error.LimitException;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.ScanRequest;
import io.cairn.ipc.protocol.Welcome;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What an open database of another process consists of on this side: the connections, the limits
 * that the server told, and everything that is open on it. Thread-safe; never refers to what users
 * hold.
 */
final class OpenRemote {

    /** How often a request that surely did not reach the server is sent again. */
    static final int RESENDS_MAX = 3;

    /**
     * What follows from what a server said of itself.
     *
     * @param welcome what it said
     * @param checks refuse arguments that it would refuse
     */
    private record Told(Welcome welcome, ArgumentChecks checks) {

        static Told by(Welcome welcome) {
            return new Told(
                    welcome,
                    new ArgumentChecks(welcome.keyBytesMax(), welcome.limits().valueBytesMax()));
        }
    }

    private final Lines lines;
    private final Components components;
    private final RemoteGate gate = new RemoteGate();
    private final RemoteReleases releases = new RemoteReleases();
    private final RemoteCallbacks callbacks = new RemoteCallbacks();
    private final RemoteKeyspaces keyspaces = new RemoteKeyspaces(this);
    private final Set<RemoteLeakable> opened = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastTransactionId = new AtomicLong();
    private final AtomicLong lastToken = new AtomicLong();

    /** What all tokens of this object begin with. */
    private final long tokens = UUID.randomUUID().getMostSignificantBits();

    private final boolean traced = Boolean.getBoolean(RemoteLeakable.TRACE_PROPERTY);
    private volatile Told told;

    OpenRemote(Lines lines, Components components) {
        this.lines = lines;
        this.components = components;
        told = Told.by(lines.welcome());
    }

    /** Makes one call, which holds the database open until it returns. */
    Reply call(Line line, Request request) {
        return call(line, List.of(), request);
    }

    /** Makes one call with other requests in front, as {@link Line#call(List, Request)} does. */
    Reply call(Line line, List<Request> earlier, Request request) {
        gate.enter();
        try {
            return callSettled(line, earlier, request);
        } catch (UnavailableException e) {
            throw seen(e);
        } finally {
            gate.exit();
        }
    }

    private Reply callSettled(Line line, List<Request> earlier, Request request) {
        try {
            return RemoteMessages.call(line, earlier, request);
        } catch (LimitException e) {
            // What was closed here a moment ago may still be open there.
            if (request instanceof ScanRequest.Open && releases.settle()) {
                return RemoteMessages.call(line, List.of(), request);
            }
            throw e;
        }
    }

    /** Waits for the reply to a request that was sent ahead on a connection. */
    Reply join(Line line, CompletableFuture<Reply> reply) {
        return join(line, () -> Replies.join(reply));
    }

    /** Waits for the reply to a request that was {@link Line#ask asked} ahead. */
    Reply join(Line line, Supplier<Reply> reply) {
        gate.enter();
        try {
            return RemoteMessages.received(line, reply.get());
        } catch (UnavailableException e) {
            throw seen(e);
        } finally {
            gate.exit();
        }
    }

    /** Makes a call that may wait at the server, which closing the database ends. */
    Reply await(Line line, Request request, long nanos) throws InterruptedException {
        gate.check();
        try {
            return RemoteMessages.received(line, line.callInterruptibly(request, nanos));
        } catch (UnavailableException e) {
            throw seen(e);
        }
    }

    /** Makes a call that releases something; a lost connection has released it already. */
    void release(Line line, Request request) {
        try {
            call(line, request);
        } catch (UnavailableException | ClosedException e) {
            if (!gate.isClosed() && line.isOpen()) {
                throw e;
            }
        }
    }

    /** Asks for a release that later calls here will find done. */
    void releaseSoon(Line line, Request request) {
        if (!gate.isClosed() && line.isOpen()) {
            releases.add(line.send(request));
        }
    }

    /** Waits for the releases that were asked for before. */
    void settle() {
        releases.settle();
    }

    /** Asks for a release without waiting for it. */
    void releaseLater(Line line, Request request) {
        if (!gate.isClosed() && line.isOpen()) {
            line.send(request);
        }
    }

    /** Returns a connection for one call. */
    Line line() {
        gate.check();
        try {
            return lines.line();
        } catch (UnavailableException e) {
            throw seen(e);
        }
    }

    /** Returns what a caller sees of a failure: who closed the database knows why it failed. */
    CairnException seen(UnavailableException failure) {
        return gate.isClosed() ? ClosedException.closed("database") : failure;
    }

    /** Notes that something is open, which keeps its connection from going silent. */
    void opened(RemoteLeakable object, Line line) {
        opened.add(object);
        lines.hold(line);
        if (gate.isClosed()) {
            object.databaseClosed();
        }
    }

    /** Undoes one {@link #opened}. */
    void ended(RemoteLeakable object, Line line) {
        if (opened.remove(object)) {
            lines.release(line);
        }
    }

    /** Ends everything that is open, on this side only. */
    void endAll() {
        opened.forEach(RemoteLeakable::databaseClosed);
        opened.clear();
    }

    ArgumentChecks checks() {
        return told().checks();
    }

    /** Returns the longest key, in bytes. */
    int keyBytesMax() {
        return told().welcome().keyBytesMax();
    }

    Limits limits() {
        return told().welcome().limits();
    }

    /** Returns how long to wait for other threads of this process. */
    RemotePatience patience() {
        return new RemotePatience(
                components.nanoTicker(), RemotePatience.nanos(limits().waitMax()));
    }

    long nextTransactionId() {
        return lastTransactionId.incrementAndGet();
    }

    /** Returns a token that no other commit has, of this or any other client. */
    CommitToken newToken() {
        return new CommitToken(tokens, lastToken.incrementAndGet());
    }

    Lines lines() {
        return lines;
    }

    Components components() {
        return components;
    }

    RemoteGate gate() {
        return gate;
    }

    RemoteCallbacks callbacks() {
        return callbacks;
    }

    RemoteKeyspaces keyspaces() {
        return keyspaces;
    }

    boolean traced() {
        return traced;
    }

    private Told told() {
        Told present = told;
        Welcome newest = lines.welcome();
        if (present.welcome() != newest) {
            present = Told.by(newest);
            told = present;
        }
        return present;
    }
}
