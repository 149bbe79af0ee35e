package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.PathChild;
import io.cairn.api.ScanOptions;
import io.cairn.api.Watch;
import io.cairn.bytes.KeyPath;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Switches by environment, at the paths {@code flags/<environment>/<flag>}; what an environment
 * does not set, {@code default} does. Thread-safe.
 */
public final class FeatureFlags {

    private static final KeyPath ROOT = KeyPath.of("flags");
    private static final String DEFAULT = "default";

    private final Database db;

    /**
     * Creates a view of the flags in a database.
     *
     * @param db where the flags are; stays the caller's
     */
    public FeatureFlags(Database db) {
        this.db = db;
    }

    /**
     * Switches a flag.
     *
     * @param environment where
     * @param flag which
     * @param on its new state
     */
    public void set(String environment, String flag, boolean on) {
        db.put(path(environment, flag), state(on));
    }

    /**
     * Tells whether a flag is on. Both places are read from one state.
     *
     * @param environment where
     * @param flag which
     * @return what the environment says, else what {@code default} says, else false
     */
    public boolean isOn(String environment, String flag) {
        List<byte[]> keys = List.of(path(environment, flag).toKey(), path(DEFAULT, flag).toKey());
        for (byte[] value : db.getAll(keys)) {
            if (value != null) {
                return text(value).equals("on");
            }
        }
        return false;
    }

    /**
     * Lists what an environment itself sets.
     *
     * @param environment where
     * @return states by flag
     */
    public Map<String, Boolean> list(String environment) {
        Map<String, Boolean> states = new TreeMap<>();
        ScanOptions options = ScanOptions.all().with(Modes.of(Mode.NO_PREFIX));
        try (Cursor flags = db.scan(ROOT.resolve(environment), options)) {
            while (flags.next()) {
                states.put(text(flags.key()), text(flags.value()).equals("on"));
            }
        }
        return states;
    }

    /**
     * Lists the environments, without walking over their flags.
     *
     * @return their names in order; at most 1,000
     */
    public List<String> environments() {
        return db.children(ROOT, null, 1_000).stream().map(PathChild::name).toList();
    }

    /**
     * Removes an environment with all its flags.
     *
     * @param environment which
     */
    public void drop(String environment) {
        db.deleteSubtree(ROOT.resolve(environment));
    }

    // @start region=watch
    /**
     * Waits until an environment itself sets a flag to a state.
     *
     * @param environment where
     * @param flag which
     * @param on the state waited for
     * @param timeout the longest wait
     * @return false when the time ran out
     * @throws InterruptedException when the thread is interrupted
     */
    public boolean await(String environment, String flag, boolean on, Duration timeout)
            throws InterruptedException {
        byte[] key = path(environment, flag).toKey();
        byte[] wanted = state(on);
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            // Looking and watching are one transaction, so no change can slip in between.
            Watch watch =
                    db.transact(tx -> Arrays.equals(tx.get(key), wanted) ? null : tx.watch(key));
            if (watch == null) {
                return true;
            }
            try (watch) {
                if (!watch.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                    return false;
                }
            }
        }
    }

    // @end

    private static byte[] state(boolean on) {
        return utf8(on ? "on" : "off");
    }

    private static KeyPath path(String environment, String flag) {
        return ROOT.resolve(environment).resolve(flag);
    }

    /**
     * Runs the example on the database with the given URL.
     *
     * @param args the URL; {@code memory:} when left out
     * @throws InterruptedException when the thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        run(args.length == 0 ? "memory:" : args[0], System.out);
    }

    static void run(String url, PrintStream out) throws InterruptedException {
        try (Database db = Cairn.open(url)) {
            FeatureFlags flags = new FeatureFlags(db);
            flags.set("default", "dark-mode", true);
            flags.set("production", "dark-mode", false);
            flags.set("production", "new-search", true);
            out.println("dark mode in production: " + flags.isOn("production", "dark-mode"));
            out.println("dark mode in staging: " + flags.isOn("staging", "dark-mode"));
            out.println("production: " + flags.list("production"));
            out.println("environments: " + flags.environments());

            Thread operator =
                    Thread.ofVirtual().start(() -> flags.set("production", "dark-mode", true));
            out.println(
                    "switched on: "
                            + flags.await("production", "dark-mode", true, Duration.ofSeconds(10)));
            operator.join();

            flags.drop("production");
            out.println("environments: " + flags.environments());
        }
    }
}
