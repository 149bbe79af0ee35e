package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.ScanOptions;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that expire, never more than a given number of them. Thread-safe.
 *
 * <p>A session's token begins with the time at which it expires, so the keys sort by that time: all
 * expired sessions are one range, and the one to give up when there is no room is the first. The
 * number of sessions is a value that changes in the same transactions as the sessions, so the bound
 * holds at every moment; the price is that sessions opened at once conflict and are retried.
 *
 * <pre>
 *   count                          8 bytes, big-endian
 *   s/&lt;expiry, 16 hex digits&gt;-&lt;id&gt;   what the session holds
 * </pre>
 */
public final class SessionCache {

    private static final byte[] COUNT = utf8("count");
    private static final String SESSION = "s/";
    private static final Codec<Long> INT64 = Codec.int64();

    private final Database db;
    private final Keyspace keyspace;
    private final Duration lifetime;
    private final long sessionsMax;
    private final InstantSource clock;

    /**
     * Creates a view of the sessions in a database.
     *
     * @param db where the sessions are; stays the caller's
     * @param lifetime how long a session lives
     * @param sessionsMax the most sessions kept
     * @param clock tells the time
     */
    public SessionCache(Database db, Duration lifetime, long sessionsMax, InstantSource clock) {
        this.db = db;
        this.keyspace = db.keyspace("sessions");
        this.lifetime = lifetime;
        this.sessionsMax = sessionsMax;
        this.clock = clock;
    }

    /**
     * Opens a session; when there is no room, the session that would expire first goes.
     *
     * @param data what the session holds
     * @return the token under which it is found
     */
    public String open(byte[] data) {
        String token = moment(clock.millis() + lifetime.toMillis()) + "-" + UUID.randomUUID();
        db.transact(tx -> {
            WriteView sessions = tx.in(keyspace);
            long count = count(sessions);
            if (count >= sessionsMax) {
                count -= dropExpired(sessions);
            }
            if (count >= sessionsMax) {
                count -= dropFirst(sessions);
            }
            sessions.put(utf8(SESSION + token), data);
            sessions.put(COUNT, INT64.encode(count + 1));
            return true;
        });
        return token;
    }

    /**
     * Reads a session.
     *
     * @param token its token
     * @return what it holds, or null when it has expired, was closed or gave way to others
     */
    public byte @Nullable [] find(String token) {
        boolean expired = token.compareTo(moment(clock.millis())) < 0;
        return expired ? null : db.in(keyspace).get(utf8(SESSION + token));
    }

    /**
     * Closes a session.
     *
     * @param token its token
     * @return false when there was none
     */
    public boolean close(String token) {
        return db.transact(tx -> {
            WriteView sessions = tx.in(keyspace);
            if (sessions.take(utf8(SESSION + token)) == null) {
                return false;
            }
            sessions.put(COUNT, INT64.encode(count(sessions) - 1));
            return true;
        });
    }

    /**
     * Removes all expired sessions, which are one range of keys.
     *
     * @return how many there were
     */
    public long cleanUp() {
        return db.transact(tx -> {
            WriteView sessions = tx.in(keyspace);
            long dropped = dropExpired(sessions);
            if (dropped > 0) {
                sessions.put(COUNT, INT64.encode(count(sessions) - dropped));
            }
            return dropped;
        });
    }

    /**
     * Returns how many sessions are kept, expired ones included until they are cleaned up.
     *
     * @return the number
     */
    public long size() {
        return db.read(view -> {
            byte[] count = view.in(keyspace).get(COUNT);
            return count == null ? 0L : INT64.decode(count);
        });
    }

    private static long count(WriteView sessions) {
        byte[] count = sessions.get(COUNT);
        return count == null ? 0 : INT64.decode(count);
    }

    private long dropExpired(WriteView sessions) {
        KeyRange expired = KeyRange.of(utf8(SESSION), utf8(SESSION + moment(clock.millis())));
        long dropped = sessions.count(expired);
        sessions.deleteRange(expired);
        return dropped;
    }

    private static long dropFirst(WriteView sessions) {
        try (Cursor first =
                sessions.scan(KeyRange.prefix(utf8(SESSION)), ScanOptions.all().limit(1))) {
            if (!first.next()) {
                return 0;
            }
            sessions.delete(first.key());
            return 1;
        }
    }

    private static String moment(long millis) {
        return HexFormat.of().toHexDigits(millis);
    }

    /**
     * Runs the example on the database with the given URL.
     *
     * @param args the URL; {@code memory:} when left out
     */
    public static void main(String[] args) {
        run(args.length == 0 ? "memory:" : args[0], System.out);
    }

    static void run(String url, PrintStream out) {
        try (Database db = Cairn.open(url)) {
            Duration lifetime = Duration.ofMinutes(30);
            SessionCache morning = new SessionCache(db, lifetime, 2, InstantSource.fixed(at(8)));
            String alice = morning.open(utf8("alice"));
            morning.open(utf8("bob"));
            morning.open(utf8("carol"));
            out.println("three opened, " + morning.size() + " kept");

            SessionCache evening = new SessionCache(db, lifetime, 2, InstantSource.fixed(at(20)));
            String dave = evening.open(utf8("dave"));
            byte[] found = evening.find(dave);
            out.println("in the evening: " + (found == null ? "nobody" : text(found)));
            out.println("alice: " + (evening.find(alice) == null ? "expired" : "still there"));
            out.println("cleaned up " + evening.cleanUp() + ", kept " + evening.size());
        }
    }

    private static Instant at(int hour) {
        return Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofHours(hour));
    }
}
