package io.cairn.layer.versioned;

import io.cairn.api.ReadView;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionScope;
import io.cairn.api.WriteView;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.nstore.Binding;
import io.cairn.layer.nstore.BindingCursor;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Query;
import io.cairn.layer.nstore.RowSource;
import io.cairn.layer.tuple.Tuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        return scope.read(view -> tables.changes().existing(tables.in(view), id));
    }

    /**
     * Replaces its message.
     *
     * @param scope where to write
     * @param text what to say of it
     */
    public void message(TransactionScope scope, String text) {
        scope.transact(tx -> {
            WriteView view = tables.in(tx);
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
            WriteView view = tables.in(tx);
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
                WriteView view = tables.in(tx);
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
        WriteView view = tables.in(tx);
        ChangeInfo info = tables.changes().open(view, id);
        Optional<Boolean> edited = tables.changes().edited(view, id, tuple);
        if (edited.isPresent()) {
            return edited.get();
        }
        tables.reads().record(view, id, Matches.exactly(tuple));
        return tables.past().origin(tables.settled(tx), info.base(), tuple).isPresent();
    }

    @Override
    public List<Tuple> select(TransactionScope scope, Pattern pattern, int limit) {
        tables.layout().check(pattern);
        return scope.transact(tx -> Matches.first(rows(tx), pattern, limit));
    }

    /**
     * {@inheritDoc}
     *
     * @throws InvalidArgumentException when the scope is no transaction: what the cursor reads is
     *     recorded bit by bit
     */
    @Override
    public BindingCursor query(TransactionScope scope, Pattern... patterns) {
        if (!(scope instanceof Transaction tx)) {
            throw new InvalidArgumentException(
                    "a cursor over what a change sees needs a transaction; use list",
                    "change",
                    id,
                    "scope",
                    scope.getClass().getName());
        }
        return query(patterns).open(tx, _ -> rows(tx));
    }

    @Override
    public List<Binding> list(TransactionScope scope, int limit, Pattern... patterns) {
        Query query = query(patterns);
        return scope.transact(tx -> query.list(tx, limit, _ -> rows(tx)));
    }

    /** Plans for narrow reads: whatever else is changed meanwhile is no conflict. */
    private Query query(Pattern... patterns) {
        return tables.query(patterns).plannedByColumns();
    }

    private RowSource rows(Transaction tx) {
        WriteView rows = tables.in(tx);
        ChangeInfo info = tables.changes().open(rows, id);
        RowSource base = tables.past().rows(tables.settled(tx), info.base());
        return (pattern, limit) -> {
            tables.reads().record(rows, id, pattern);
            Map<Tuple, Boolean> own = matching(rows, pattern);
            return own.isEmpty()
                    ? base.scan(pattern, limit)
                    : new EditedRows(base.scan(pattern, Long.MAX_VALUE), own);
        };
    }

    private Map<Tuple, Boolean> matching(ReadView view, Pattern pattern) {
        Map<Tuple, Boolean> own = new LinkedHashMap<>();
        @Nullable Object[] leading = Matches.leading(pattern);
        if (leading.length == pattern.columns()) {
            Tuple tuple = Tuple.of(leading);
            tables.changes().edited(view, id, tuple).ifPresent(added -> own.put(tuple, added));
            return own;
        }
        try (Scan scan = tables.changes().scan(view, id, leading)) {
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
     * @return the edits, also of a change that has been applied; none once its version is pruned
     */
    public List<Edit> edits(TransactionScope scope) {
        return scope.read(view -> {
            ReadView rows = tables.in(view);
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
        return scope.transact(tx -> applying.apply(tx, id, policy));
    }

    /**
     * Forgets it with its edits.
     *
     * @param scope where to write
     */
    public void discard(TransactionScope scope) {
        scope.transact(tx -> {
            WriteView view = tables.in(tx);
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
