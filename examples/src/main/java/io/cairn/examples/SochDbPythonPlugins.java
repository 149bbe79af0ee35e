package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.compat.sochdb.embedded.Database;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.trigger.PluginExecutionException;
import io.cairn.layer.trigger.TriggerAbortException;
import io.cairn.layer.trigger.TriggerEvent;
import io.cairn.trigger.python.PluginRegistry;
import io.cairn.trigger.python.PythonLimits;
import io.cairn.trigger.python.PythonPlugin;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plugins in Python, which look at rows before they are stored. Needs {@code
 * cairn-triggers-python}; as a module also {@code --add-modules io.cairn.triggers.python}.
 * Stateless.
 */
public final class SochDbPythonPlugins {

    private SochDbPythonPlugins() {}

    /**
     * Runs the example in a directory.
     *
     * @param args the directory; a new temporary one when left out
     * @throws IOException when no temporary directory can be made
     */
    public static void main(String[] args) throws IOException {
        run(
                args.length == 0 ? Files.createTempDirectory("cairn-sochdb") : Path.of(args[0]),
                PythonLimits.DEFAULT,
                System.out);
    }

    static void run(Path directory, PythonLimits limits, PrintStream out) {
        try (PluginRegistry registry = new PluginRegistry()) {
            emails(registry, out);
            frauds(registry, limits, out);
            manage(registry, limits, out);
            endless(registry, limits, out);
            try (Database db = Database.open(directory)) {
                store(db, registry, Map.of("id", 1, "amount", 500), out);
                store(db, registry, Map.of("id", 2, "amount", 20_000), out);
            }
        }
    }

    private static void emails(PluginRegistry registry, PrintStream out) {
        // @start region=sochdb-python-plugin
        PythonPlugin plugin =
                PythonPlugin.of(
                                "email_validator",
                                """
                                def on_before_insert(row: dict) -> dict:
                                    \"""Validate and normalize email addresses.\"""
                                    if "email" in row:
                                        email = row["email"].strip().lower()
                                        if "@" not in email:
                                            raise TriggerAbort("Invalid email format", code="INVALID_EMAIL")
                                        row["email"] = email
                                    return row
                                """)
                        .withTrigger("users", "BEFORE INSERT");
        registry.register(plugin);

        Map<String, @Nullable Object> row =
                Map.of("name", "Alice", "email", "  ALICE@EXAMPLE.COM  ");
        Map<String, @Nullable Object> result =
                registry.fire("users", TriggerEvent.BEFORE_INSERT, row);
        out.println(result.get("email")); // alice@example.com
        // @end
    }

    private static void frauds(PluginRegistry registry, PythonLimits limits, PrintStream out) {
        PythonPlugin fraudDetector =
                PythonPlugin.of(
                                "fraud_detector",
                                """
                                import numpy as np

                                def on_before_insert(row: dict) -> dict:
                                    \"""Detect fraudulent transactions using ML.\"""
                                    amount = row.get("amount", 0)

                                    # Simple heuristic (replace with real ML model)
                                    if amount > 10000:
                                        raise TriggerAbort(
                                            f"Transaction amount ${amount} exceeds limit",
                                            code="FRAUD_DETECTED"
                                        )

                                    # Add fraud score
                                    row["fraud_score"] = min(amount / 10000, 1.0)

                                    return row
                                """)
                        .withVersion("1.0.0")
                        .withPackages("numpy")
                        .withTrigger("transactions", "BEFORE INSERT")
                        .withLimits(limits);
        try {
            registry.register(fraudDetector);
        } catch (InvalidArgumentException e) {
            out.println(e.getMessage());
        }
        // The code does not use numpy, which is not there.
        PythonPlugin withoutNumpy =
                PythonPlugin.of(
                                "fraud_detector",
                                fraudDetector.code().replace("import numpy as np\n", ""))
                        .withTrigger("transactions", "BEFORE INSERT")
                        .withLimits(limits);
        registry.register(withoutNumpy);
        out.println(registry.fire("transactions", TriggerEvent.BEFORE_INSERT, Map.of("amount", 5)));
        out.println(List.of(TriggerEvent.values()));
    }

    private static void manage(PluginRegistry registry, PythonLimits limits, PrintStream out) {
        out.println(registry.listPlugins());
        PythonPlugin plugin = registry.get("email_validator");
        out.println(plugin == null ? "not there" : plugin.triggers() + " " + plugin.version());
        PythonPlugin counter =
                PythonPlugin.of(
                                "counter",
                                """
                                def on_after_insert(row):
                                    return row["paper"]
                                """)
                        .withTrigger("users", "AFTER INSERT")
                        .withLimits(limits);
        registry.register(counter);
        out.println(fired(registry, TriggerEvent.AFTER_INSERT, "test@example.com"));
        registry.unregister("counter");
        out.println(fired(registry, TriggerEvent.AFTER_INSERT, "test@example.com"));
        out.println(fired(registry, TriggerEvent.BEFORE_INSERT, "test@example.com"));
        out.println(fired(registry, TriggerEvent.BEFORE_INSERT, "nowhere"));
    }

    private static String fired(PluginRegistry registry, TriggerEvent event, String email) {
        // @start region=sochdb-python-errors
        try {
            return "row: " + registry.fire("users", event, Map.of("email", email));
        } catch (TriggerAbortException e) {
            return "Trigger aborted: " + e.getMessage() + " (" + e.code() + ")";
        } catch (PluginExecutionException e) {
            return "Plugin execution failed: " + e.getMessage();
        }
        // @end
    }

    private static void endless(PluginRegistry registry, PythonLimits limits, PrintStream out) {
        PythonPlugin endless =
                PythonPlugin.of("endless", "def handler(row):\n    while True: pass\n")
                        .withTrigger("users", "BEFORE DELETE")
                        .withLimits(limits.withCallTime(Duration.ofMillis(200)));
        registry.register(endless);
        out.println(fired(registry, TriggerEvent.BEFORE_DELETE, "test@example.com"));
        registry.unregister("endless");
    }

    private static void store(
            Database db,
            PluginRegistry registry,
            Map<String, @Nullable Object> row,
            PrintStream out) {
        try {
            db.withTransaction(txn -> {
                Map<String, @Nullable Object> checked =
                        registry.fire("transactions", TriggerEvent.BEFORE_INSERT, row);
                txn.put(utf8("transactions:" + row.get("id")), utf8(checked.toString()));
            });
        } catch (TriggerAbortException e) {
            out.println("not stored: " + e.getMessage());
        }
        db.scan().forEach(entry -> out.println("stored: " + text(entry.key())));
    }
}
