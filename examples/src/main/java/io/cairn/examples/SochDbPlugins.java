package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.compat.sochdb.embedded.Database;
import io.cairn.layer.trigger.PluginExecutionException;
import io.cairn.layer.trigger.TriggerAbortException;
import io.cairn.layer.trigger.TriggerEvent;
import io.cairn.layer.trigger.TriggerPlugin;
import io.cairn.layer.trigger.TriggerRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plugins that look at rows before they are stored: they clean them, complete them, or refuse them.
 * Stateless.
 */
public final class SochDbPlugins {

    private static final double AMOUNT_MAX = 10_000;

    private SochDbPlugins() {}

    /**
     * Runs the example in a directory.
     *
     * @param args the directory; a new temporary one when left out
     * @throws IOException when no temporary directory can be made
     */
    public static void main(String[] args) throws IOException {
        run(
                args.length == 0 ? Files.createTempDirectory("cairn-sochdb") : Path.of(args[0]),
                System.out);
    }

    static void run(Path directory, PrintStream out) {
        TriggerRegistry registry = new TriggerRegistry();
        emails(registry, out);
        frauds(registry, out);
        manage(registry, out);
        refusals(registry, out);
        try (Database db = Database.open(directory)) {
            store(db, registry, Map.of("id", 1, "amount", 500), out);
            store(db, registry, Map.of("id", 2, "amount", 20_000), out);
        }
    }

    private static void emails(TriggerRegistry registry, PrintStream out) {
        // @start region=sochdb-plugins
        TriggerPlugin plugin =
                TriggerPlugin.of("email_validator")
                        .withTrigger(
                                "users",
                                "BEFORE INSERT",
                                (row, _) -> {
                                    if (row.get("email") instanceof String text) {
                                        String email = text.strip().toLowerCase(Locale.ROOT);
                                        if (!email.contains("@")) {
                                            throw new TriggerAbortException(
                                                    "Invalid email format", "INVALID_EMAIL");
                                        }
                                        row.put("email", email);
                                    }
                                    return row;
                                });
        registry.register(plugin);

        Map<String, @Nullable Object> row =
                Map.of("name", "Alice", "email", "  ALICE@EXAMPLE.COM  ");
        Map<String, @Nullable Object> result =
                registry.fire("users", TriggerEvent.BEFORE_INSERT, row);
        out.println(result.get("email")); // alice@example.com
        // @end
    }

    private static void frauds(TriggerRegistry registry, PrintStream out) {
        TriggerPlugin fraudDetector =
                TriggerPlugin.of("fraud_detector")
                        .withVersion("1.0.0")
                        .withTrigger(
                                "transactions",
                                "BEFORE INSERT",
                                (row, _) -> {
                                    double amount =
                                            row.get("amount") instanceof Number number
                                                    ? number.doubleValue()
                                                    : 0;
                                    if (amount > AMOUNT_MAX) {
                                        throw new TriggerAbortException(
                                                "Transaction amount $"
                                                        + row.get("amount")
                                                        + " exceeds limit",
                                                "FRAUD_DETECTED");
                                    }
                                    row.put("fraud_score", Math.min(amount / AMOUNT_MAX, 1.0));
                                    return row;
                                });
        registry.register(fraudDetector);
        out.println(fraudDetector.toMap());
        out.println(Arrays.toString(TriggerEvent.values()));
    }

    private static void manage(TriggerRegistry registry, PrintStream out) {
        out.println(registry.listPlugins());
        TriggerPlugin plugin = registry.get("email_validator");
        out.println(plugin == null ? "not there" : plugin.name() + " " + plugin.version());
        registry.register(
                TriggerPlugin.of("counter")
                        .withTrigger(
                                "users",
                                "AFTER INSERT",
                                (row, _) -> {
                                    throw new IOException("no more paper");
                                }));
        out.println(registry.listPlugins());
        out.println(fired(registry, TriggerEvent.AFTER_INSERT, "test@example.com"));
        registry.unregister("counter");
        out.println(fired(registry, TriggerEvent.AFTER_INSERT, "test@example.com"));
    }

    private static void refusals(TriggerRegistry registry, PrintStream out) {
        out.println(fired(registry, TriggerEvent.BEFORE_INSERT, "test@example.com"));
        out.println(fired(registry, TriggerEvent.BEFORE_INSERT, "nowhere"));
    }

    private static String fired(TriggerRegistry registry, TriggerEvent event, String email) {
        // @start region=sochdb-plugin-errors
        try {
            return "row: " + registry.fire("users", event, Map.of("email", email));
        } catch (TriggerAbortException e) {
            return "Trigger aborted: " + e.getMessage() + " (" + e.code() + ")";
        } catch (PluginExecutionException e) {
            return "Plugin execution failed: " + e.getMessage();
        }
        // @end
    }

    private static void store(
            Database db,
            TriggerRegistry registry,
            Map<String, @Nullable Object> row,
            PrintStream out) {
        // @start region=sochdb-plugin-transaction
        try {
            db.withTransaction(txn -> {
                Map<String, @Nullable Object> checked =
                        registry.fire("transactions", TriggerEvent.BEFORE_INSERT, row);
                txn.put(utf8("transactions:" + row.get("id")), utf8(checked.toString()));
                registry.fire("transactions", TriggerEvent.AFTER_INSERT, checked);
            });
        } catch (TriggerAbortException e) {
            out.println("not stored: " + e.getMessage());
        }
        // @end
        db.scan().forEach(entry -> out.println("stored: " + text(entry.key())));
    }
}
