package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_APPEND;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_CONSUME;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_EXIST_ONLY;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_NEW_ONLY;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_NO_RDMA;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_WAIT;

import io.cairn.compat.yokan.Client;
import io.cairn.compat.yokan.Database;
import io.cairn.compat.yokan.Engine;
import io.cairn.compat.yokan.Provider;
import io.cairn.compat.yokan.YokanException;
import java.io.PrintStream;

/** Modes, alone and combined. */
public final class YokanModes {

    private YokanModes() {}

    /**
     * Runs the example.
     *
     * @param args not used
     * @throws InterruptedException when it is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        run(System.out);
    }

    static void run(PrintStream out) throws InterruptedException {
        Engine engine = new Engine("tcp");
        new Provider(engine, 42, "{\"database\":{\"type\":\"map\"}}");
        Client client = new Client(engine);
        Database db = client.makeDatabaseHandle(engine.addr(), 42);
        appendAndConsume(db, out);
        conditions(db, out);
        combined(db, out);
        engine.finalizeEngine();
    }

    private static void appendAndConsume(Database db, PrintStream out) {
        // @start region=yokan-modes
        // APPEND mode: Append to existing value
        db.put("log", "Entry 1\n");
        db.put("log", "Entry 2\n", YOKAN_MODE_APPEND);
        db.put("log", "Entry 3\n", YOKAN_MODE_APPEND);
        byte[] value = new byte[24];
        db.get("log", value);
        out.print("Appended log:\n" + text(value));

        // CONSUME mode: Get and erase in one operation
        db.put("task", "process_this");
        value = new byte[12];
        db.get("task", value, YOKAN_MODE_CONSUME);
        out.println("Consumed: " + text(value));
        out.println("Still exists: " + db.exists("task"));
        // @end
    }

    private static void conditions(Database db, PrintStream out) {
        // NEW_ONLY mode: Only put if key doesn't exist
        try {
            db.put("counter", "1", YOKAN_MODE_NEW_ONLY);
        } catch (YokanException e) {
            out.println("This should not be reached");
        }
        out.println("First put succeeded");
        try {
            db.put("counter", "2", YOKAN_MODE_NEW_ONLY);
        } catch (YokanException e) {
            out.println("Second put failed (expected): " + e.getMessage());
        }

        // EXIST_ONLY mode: Only put if key already exists
        try {
            db.put("new_key", "value", YOKAN_MODE_EXIST_ONLY);
        } catch (YokanException e) {
            out.println("Put failed on non-existent key (expected)");
        }
    }

    private static void combined(Database db, PrintStream out) throws InterruptedException {
        db.put("multi_mode", "data");
        byte[] value = new byte[4];
        db.get("multi_mode", value, YOKAN_MODE_CONSUME | YOKAN_MODE_NO_RDMA);
        out.println("Consumed with NO_RDMA: " + text(value));

        // WAIT until another thread, or another process, puts the key
        Thread producer = Thread.ofPlatform().start(() -> db.put("job", "work"));
        db.get("job", value, YOKAN_MODE_WAIT | YOKAN_MODE_CONSUME);
        producer.join();
        out.println("Waited for and consumed: " + text(value));
    }
}
