package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import java.io.PrintStream;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Users, found by number or by e-mail address; no two have the same address. Thread-safe.
 *
 * <p>The rule needs no lock and no special index. A transaction that registers looks whether the
 * address is taken, and "it is not" is something it has read: when somebody else's registration
 * commits first, this one conflicts, is run again, and sees that the address is taken.
 *
 * <pre>
 *   keyspace users         id     -> the user as JSON
 *   keyspace users.email   email  -> id
 * </pre>
 */
public final class Users {

    private static final Codec<User> JSON = Codec.json(User.class);

    /**
     * A user.
     *
     * @param id never changes
     * @param email unique
     * @param name what the user is called
     */
    public record User(String id, String email, String name) {}

    private final Database db;
    private final Keyspace users;
    private final Keyspace emails;

    /**
     * Creates a view of the users in a database.
     *
     * @param db where the users are; stays the caller's
     */
    public Users(Database db) {
        this.db = db;
        this.users = db.keyspace("users");
        this.emails = db.keyspace("users.email");
    }

    // @start region=unique
    /**
     * Adds a user.
     *
     * @param user the user
     * @return false when the id or the e-mail address is taken
     */
    public boolean register(User user) {
        return db.transact(tx -> {
            WriteView byId = tx.in(users);
            WriteView byEmail = tx.in(emails);
            if (byId.exists(utf8(user.id())) || byEmail.exists(utf8(user.email()))) {
                return false;
            }
            byId.put(utf8(user.id()), JSON.encode(user));
            byEmail.put(utf8(user.email()), utf8(user.id()));
            return true;
        });
    }

    // @end

    /**
     * Gives a user another e-mail address.
     *
     * @param id who
     * @param email the new address
     * @return false when there is no such user or the address is taken
     */
    public boolean changeEmail(String id, String email) {
        return db.transact(tx -> {
            User user = user(tx, id);
            if (user == null || !tx.in(emails).putIfAbsent(utf8(email), utf8(id))) {
                return false;
            }
            tx.in(emails).delete(utf8(user.email()));
            tx.in(users).put(utf8(id), JSON.encode(new User(id, email, user.name())));
            return true;
        });
    }

    /**
     * Removes a user; the e-mail address becomes free.
     *
     * @param id who
     * @return false when there is no such user
     */
    public boolean remove(String id) {
        return db.transact(tx -> {
            User user = user(tx, id);
            if (user == null) {
                return false;
            }
            tx.in(users).delete(utf8(id));
            tx.in(emails).delete(utf8(user.email()));
            return true;
        });
    }

    /**
     * Finds a user by e-mail address.
     *
     * @param email the address
     * @return the user, or null when nobody has it
     */
    public @Nullable User findByEmail(String email) {
        return db.read(view -> {
            byte[] id = view.in(emails).get(utf8(email));
            return id == null ? null : user(view, text(id));
        });
    }

    /**
     * Counts the users by walking over them.
     *
     * @return the exact number
     */
    public long count() {
        return db.in(users).count(KeyRange.all());
    }

    private @Nullable User user(ReadView view, String id) {
        byte[] json = view.in(users).get(utf8(id));
        return json == null ? null : JSON.decode(json);
    }

    /**
     * Runs the example on the database with the given URL.
     *
     * @param args the URL; {@code memory:} when left out
     * @throws Exception when a thread fails
     */
    public static void main(String[] args) throws Exception {
        run(args.length == 0 ? "memory:" : args[0], System.out);
    }

    static void run(String url, PrintStream out) throws Exception {
        try (Database db = Cairn.open(url)) {
            Users users = new Users(db);
            users.register(new User("1", "alice@example.org", "Alice"));
            out.println(
                    "again: "
                            + users.register(new User("2", "alice@example.org", "Another Alice")));
            out.println("moved: " + users.changeEmail("1", "a@example.org"));
            out.println("found: " + users.findByEmail("a@example.org"));
            out.println("old address: " + users.findByEmail("alice@example.org"));
            out.println("removed: " + users.remove("1"));

            int rounds = 200;
            out.println(
                    rounds + " addresses, two rivals each: " + race(users, rounds) + " registered");
        }
    }

    /**
     * Lets two threads register for the same address at the same moment, and counts those who were
     * told that they got it.
     */
    static int race(Users users, int rounds) throws ExecutionException, InterruptedException {
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Integer> left = threads.submit(() -> wins(users, "left", rounds, start));
            Future<Integer> right = threads.submit(() -> wins(users, "right", rounds, start));
            return left.get() + right.get();
        }
    }

    private static int wins(Users users, String side, int rounds, CyclicBarrier start)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        int wins = 0;
        for (int round = 0; round < rounds; round++) {
            User user = new User(side + "-" + round, "user" + round + "@example.org", side);
            start.await(1, TimeUnit.MINUTES);
            wins += users.register(user) ? 1 : 0;
        }
        return wins;
    }
}
