package io.cairn.layer.versioned;

import io.cairn.api.ReadView;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionScope;
import io.cairn.api.WriteView;
import io.cairn.layer.tuple.Tuple;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Edits under way: stored, but not seen by anybody else until they are applied, all at once. Got
 * from {@link VersionedTuples#begin} or, also by another process and much later, from {@link
 * VersionedTuples#change}.
 *
 * <p>It reads the tuples of its base, the newest version when it began, with its own edits on top;
 * its reads are recorded, so that {@link #apply} can tell whether they still hold. Each call is a
 * transaction, or a part of the caller's.
 *
 * <p>Immutable, thread-safe, never closed. Every method but {@link #id} throws {@link
 * io.cairn.error.TransactionStateException} when there is no such change: it was discarded, or the
 * transaction that began it was not committed. So do those that read tuples or edit once it has
 * been applied.
 */
public final class Change implements TupleReads {

    private final Tables tables;
    private final UUID id;

    Change(Tables tables, UUID id) {
        this.tables = tables;
        this.id = id;
    }

    /**
     * Returns by what it is found again.
     *
     * @return the id, of which there is one in all stores
     */
    public UUID id() {
        return id;
    }

    /**
     * Returns its base, message and version.
     *
     * @param scope where to read
     * @return what is known of it
     */
    public ChangeInfo info(TransactionScope scope) {
        return scope.read(view -> tables.changes().existing(view.in(tables.keyspace()), id));
    }

    /**
     * Replaces its message.
     *
     * @param scope where to write
     * @param text what to say of it
     */
    public void message(TransactionScope scope, String text) {
        scope.transact(tx -> {
            WriteView view = tx.in(tables.keyspace());
            ChangeInfo info = tables.changes().open(view, id);
            tables.changes().put(view, info.withMessage(text));
            return null;
        });
    }

    /**
     * Adds a tuple. Nothing is read: it may be alive already.
     *
     * @param scope where to write
     * @param tuple the tuple
     * @throws io.cairn.error.InvalidArgumentException when it does not have as many columns as the
     *     store, or cannot be packed
     */
    public void add(TransactionScope scope, Tuple tuple) {
        tables.layout().check(tuple);
        scope.transact(tx -> {
            WriteView view = tx.in(tables.keyspace());
            tables.changes().open(view, id);
            tables.changes().edit(view, id, new Edit(tuple, true));
            return null;
        });
    }

    /**
     * Removes a tuple if this change sees it alive.
     *
     * @param scope where to write
     * @param tuple the tuple
     * @return true when it was alive; otherwise nothing is edited
     * @throws io.cairn.error.InvalidArgumentException when it does not have as many columns as the
     *     store, or cannot be packed
     */
    public boolean remove(TransactionScope scope, Tuple tuple) {
        tables.layout().check(tuple);
        return scope.transact(tx -> {
            boolean alive = alive(tx, tuple);
            if (alive) {
                WriteView view = tx.in(tables.keyspace());
                tables.changes().edit(view, id, new Edit(tuple, false));
            }
            return alive;
        });
    }

    @Override
    public boolean ask(TransactionScope scope, Tuple tuple) {
        tables.layout().check(tuple);
        return scope.transact(tx -> alive(tx, tuple));
    }

    private boolean alive(Transaction tx, Tuple tuple) {
        WriteView view = tx.in(tables.keyspace());
        ChangeInfo info = tables.changes().open(view, id);
        Optional<Boolean> edited = tables.changes().edited(view, id, tuple);
        if (edited.isPresent()) {
            return edited.get();
        }
        tables.reads().record(view, id, Pattern.exact(tuple));
        return tables.past().alive(tables.settled(tx), info.base(), tuple);
    }

    @Override
    public List<Tuple> select(TransactionScope scope, Pattern pattern, int limit) {
        tables.layout().check(pattern);
        Layout.checkLimit(limit);
        return scope.transact(tx -> seen(tx, pattern, limit));
    }

    @Override
    public List<Map<String, @Nullable Object>> query(TransactionScope scope, Pattern... patterns) {
        List<Pattern> checked = tables.layout().checked(patterns);
        return scope.transact(
                tx -> Join.run(checked, pattern -> seen(tx, pattern, Integer.MAX_VALUE)));
    }

    private List<Tuple> seen(Transaction tx, Pattern pattern, int limit) {
        WriteView view = tx.in(tables.keyspace());
        ChangeInfo info = tables.changes().open(view, id);
        tables.reads().record(view, id, pattern);
        Map<Tuple, Boolean> own = matching(view, pattern);
        int enough = (int) Math.min((long) limit + own.size(), Integer.MAX_VALUE);
        ReadView settled = tables.settled(tx);
        List<Tuple> base = tables.past().select(settled, info.base(), pattern, enough);
        if (own.isEmpty()) {
            return base;
        }
        Set<Tuple> seen = new LinkedHashSet<>(base);
        own.forEach((tuple, added) -> edit(seen, tuple, added));
        return seen.stream().sorted().limit(limit).toList();
    }

    private static void edit(Set<Tuple> tuples, Tuple tuple, boolean added) {
        if (added) {
            tuples.add(tuple);
        } else {
            tuples.remove(tuple);
        }
    }

    private Map<Tuple, Boolean> matching(ReadView view, Pattern pattern) {
        Map<Tuple, Boolean> own = new LinkedHashMap<>();
        if (pattern.isExact()) {
            tables.changes()
                    .edited(view, id, pattern.tuple())
                    .ifPresent(added -> own.put(pattern.tuple(), added));
            return own;
        }
        try (Scan scan = tables.changes().scan(view, id, pattern.leading())) {
            while (scan.next()) {
                Edit edit = scan.row(ChangeRows::edit);
                if (pattern.matches(edit.tuple())) {
                    own.put(edit.tuple(), edit.added());
                }
            }
        }
        return own;
    }

    /**
     * Lists its edits, the last one of each tuple, in the order of tuples.
     *
     * @param scope where to read
     * @return the edits, also of a change that has been applied
     */
    public List<Edit> edits(TransactionScope scope) {
        return scope.read(view -> {
            ReadView rows = view.in(tables.keyspace());
            tables.changes().existing(rows, id);
            return tables.changes().edits(rows, id);
        });
    }

    /**
     * Applies it if nothing that it read has changed since its base; see {@link
     * #apply(TransactionScope, Policy)}.
     *
     * @param scope where to write
     * @return the version, or what it conflicts with
     */
    public ApplyResult apply(TransactionScope scope) {
        return apply(scope, Policy.SERIALIZABLE);
    }

    /**
     * Applies it: its edits make the next version. Doing it again does nothing and returns the same
     * version. A change without edits makes a version too.
     *
     * @param scope where to write; a change is one transaction, whose limits it must fit
     * @param policy what it is checked against
     * @return the version, or what it conflicts with; then nothing is written and it stays open
     */
    public ApplyResult apply(TransactionScope scope, Policy policy) {
        Applying applying = new Applying(tables);
        return scope.transact(tx -> applying.apply(tx.in(tables.keyspace()), id, policy));
    }

    /**
     * Forgets it with its edits.
     *
     * @param scope where to write
     */
    public void discard(TransactionScope scope) {
        scope.transact(tx -> {
            WriteView view = tx.in(tables.keyspace());
            tables.changes().open(view, id);
            tables.changes().remove(view, id);
            tables.reads().clear(view, id);
            return null;
        });
    }

    @Override
    public String toString() {
        return "Change " + id;
    }
}
