package io.cairn.testing.script;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.api.EntryPage;
import io.cairn.api.IsolationLevel;
import io.cairn.api.ListRequest;
import io.cairn.api.Modes;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionOptions;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CairnException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts on a database; each operation gives one line of history. One thread at a time;
 * closing it closes what the script left open.
 */
public final class ScriptRunner implements AutoCloseable {

    private final UnaryOperator<Database> reopen;
    private final Map<Integer, Transaction> transactions = new HashMap<>();
    private final Map<Integer, Snapshot> snapshots = new HashMap<>();
    private final Map<Integer, Cursor> cursors = new HashMap<>();
    private final Map<Integer, String> cursorOwners = new HashMap<>();
    private Database db;

    /**
     * Creates a runner.
     *
     * @param db the database, whose owner stays the caller
     * @param reopen closes and opens it again, or gives it back as it is when it is not persistent
     */
    public ScriptRunner(Database db, UnaryOperator<Database> reopen) {
        this.db = db;
        this.reopen = reopen;
    }

    /**
     * Runs one operation.
     *
     * @param op the operation
     * @return what it gave, as text; {@code ! CODE} when it was refused
     */
    public String run(Op op) {
        try {
            return dispatch(op);
        } catch (CairnException e) {
            return "! " + e.code();
        }
    }

    private String dispatch(Op op) {
        return switch (op) {
            case Op.Begin begin -> begin(begin);
            case Op.Commit commit -> end(commit.tx(), true);
            case Op.Abort abort -> end(abort.tx(), false);
            case Op.Freeze freeze -> freeze(freeze.number());
            case Op.Thaw thaw -> thaw(thaw.number());
            case Op.Put put -> write(put.on(), view -> put(view, put));
            case Op.PutAll putAll -> write(putAll.on(), view -> putAll(view, putAll));
            case Op.Get get ->
                    get.modes() == 0
                            ? read(get.on(), view -> texts(view.getAll(keys(get.keys()))))
                            : write(
                                    get.on(),
                                    view ->
                                            texts(
                                                    view.getAll(
                                                            keys(get.keys()),
                                                            Modes.fromBits(get.modes()))));
            case Op.Delete delete ->
                    write(
                            delete.on(),
                            view -> {
                                view.deleteAll(keys(delete.keys()));
                                return "ok";
                            });
            case Op.DeleteRange delete ->
                    write(
                            delete.on(),
                            view -> {
                                view.deleteRange(range(delete.begin(), delete.end()));
                                return "ok";
                            });
            case Op.Page page -> read(page.on(), view -> page(view, page));
            case Op.Scan scan -> read(scan.on(), view -> scan(view, scan));
            case Op.Count count ->
                    read(count.on(), view -> "" + view.count(range(count.begin(), count.end())));
            case Op.Open open -> read(open.on(), view -> open(view, open));
            case Op.Step step ->
                    cursors.containsKey(step.cursor())
                            ? steps(cursors.get(step.cursor()), step.steps())
                            : "-";
            case Op.Close close -> closeCursor(close.cursor());
            case Op.Reopen unused -> {
                close();
                db = reopen.apply(db);
                yield "ok";
            }
            case Op.Checkpoint unused -> {
                db.checkpoint();
                yield "ok";
            }
        };
    }

    private String begin(Op.Begin begin) {
        if (transactions.containsKey(begin.tx())) {
            return "-";
        }
        IsolationLevel level =
                begin.snapshot() ? IsolationLevel.SNAPSHOT : IsolationLevel.SERIALIZABLE;
        Transaction tx = db.begin(TransactionOptions.defaults().with(level));
        tx.untracked().exists(bytes("x"));
        transactions.put(begin.tx(), tx);
        return "ok";
    }

    private String end(int number, boolean commit) {
        if (!transactions.containsKey(number)) {
            return "-";
        }
        closeCursorsOf("t" + number);
        try (Transaction tx = transactions.remove(number)) {
            if (commit) {
                tx.commit();
            } else {
                tx.abort();
            }
        }
        return "ok";
    }

    private String freeze(int number) {
        if (snapshots.containsKey(number)) {
            return "-";
        }
        snapshots.put(number, db.snapshot());
        return "ok";
    }

    private String thaw(int number) {
        if (!snapshots.containsKey(number)) {
            return "-";
        }
        closeCursorsOf("s" + number);
        snapshots.remove(number).close();
        return "ok";
    }

    private interface Reading {
        String on(ReadView view);
    }

    private interface Writing {
        String on(WriteView view);
    }

    private String read(String on, Reading reading) {
        ReadView view = view(on);
        return view == null ? "-" : reading.on(view);
    }

    private String write(String on, Writing writing) {
        ReadView view = view(on);
        return view instanceof WriteView writable ? writing.on(writable) : "-";
    }

    private @Nullable ReadView view(String on) {
        String place = on.contains(":") ? on.substring(0, on.indexOf(':')) : on;
        ReadView view =
                switch (place.charAt(0)) {
                    case 't' -> transactions.get(Integer.parseInt(place.substring(1)));
                    case 's' -> snapshots.get(Integer.parseInt(place.substring(1)));
                    default -> db;
                };
        return view == null || place.equals(on)
                ? view
                : view.in(db.keyspace(on.substring(place.length() + 1)));
    }

    private static String put(WriteView view, Op.Put put) {
        if (put.modes() == 0) {
            view.put(bytes(put.key()), bytes(put.value()));
            return "WRITTEN";
        }
        return view.put(bytes(put.key()), bytes(put.value()), Modes.fromBits(put.modes())).name();
    }

    private static String putAll(WriteView view, Op.PutAll putAll) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < putAll.keysAndValues().size(); i += 2) {
            entries.add(
                    new Entry(
                            bytes(putAll.keysAndValues().get(i)),
                            bytes(putAll.keysAndValues().get(i + 1))));
        }
        return view.putAll(entries, Modes.fromBits(putAll.modes())).toString();
    }

    private static String page(ReadView view, Op.Page page) {
        ListRequest request =
                new ListRequest(
                        bytes(page.from()),
                        bytes(page.filter()),
                        page.count(),
                        Modes.fromBits(page.modes()));
        EntryPage answer = view.list(request);
        StringBuilder text = new StringBuilder();
        answer.entries()
                .forEach(entry ->
                        text.append(text(entry.key()))
                                .append('=')
                                .append(text(entry.value()))
                                .append(' '));
        return text.append("resume ")
                .append(answer.resumeKey() == null ? "-" : text(answer.resumeKey()))
                .toString();
    }

    private static String scan(ReadView view, Op.Scan scan) {
        ScanOptions options = ScanOptions.all().limit(scan.limit());
        try (Cursor cursor =
                view.scan(
                        range(scan.begin(), scan.end()),
                        scan.reverse() ? options.reverse() : options)) {
            return steps(cursor, Integer.MAX_VALUE);
        }
    }

    private String open(ReadView view, Op.Open open) {
        if (cursors.containsKey(open.cursor())) {
            return "-";
        }
        ScanOptions options = ScanOptions.all();
        cursors.put(
                open.cursor(),
                view.scan(
                        range(open.begin(), open.end()),
                        open.reverse() ? options.reverse() : options));
        cursorOwners.put(
                open.cursor(),
                open.on().contains(":")
                        ? open.on().substring(0, open.on().indexOf(':'))
                        : open.on());
        return "ok";
    }

    private static String steps(Cursor cursor, int steps) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps; i++) {
            if (!cursor.next()) {
                return text.append("end").toString();
            }
            text.append(text(cursor.key())).append('=').append(text(cursor.value())).append(' ');
        }
        return text.toString().trim();
    }

    private String closeCursor(int number) {
        if (!cursors.containsKey(number)) {
            return "-";
        }
        cursors.remove(number).close();
        return "ok";
    }

    private void closeCursorsOf(String owner) {
        for (Integer number : List.copyOf(cursors.keySet())) {
            if (owner.equals(cursorOwners.get(number))) {
                closeCursor(number);
            }
        }
    }

    @Override
    public void close() {
        List.copyOf(cursors.keySet()).forEach(this::closeCursor);
        transactions.values().forEach(Transaction::close);
        transactions.clear();
        snapshots.values().forEach(Snapshot::close);
        snapshots.clear();
    }

    private static KeyRange range(String begin, String end) {
        return KeyRange.of(bytes(begin), end.isEmpty() ? null : bytes(end));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<byte[]> keys(List<String> keys) {
        return keys.stream().map(ScriptRunner::bytes).toList();
    }

    private static String text(byte[] bytes) {
        return OpText.escape(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static String texts(List<byte @Nullable []> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value == null ? "-" : text(value)));
        return String.join(" ", texts);
    }
}
