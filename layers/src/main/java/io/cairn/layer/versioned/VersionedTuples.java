package io.cairn.layer.versioned;

import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.TransactionScope;
import io.cairn.api.WriteView;
import io.cairn.layer.nstore.Binding;
import io.cairn.layer.nstore.BindingCursor;
import io.cairn.layer.nstore.NStore;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Query;
import io.cairn.layer.nstore.RowSource;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A set of tuples of a fixed number of columns that keeps all its versions. It is edited through
 * {@link Change}s only; as a {@link TupleReads} it is the tuples that are alive now.
 *
 * <p>Applied changes are serializable: as if each had run alone, in the order of their versions. A
 * change that has read what another has changed since is not applied but told so.
 *
 * <p>Thread-safe, never closed: everything it knows is in the database. Nothing is written when one
 * is made. Two that are made alike are the same store. Every operation throws {@link
 * io.cairn.error.InvalidArgumentException} when the store was made with another number of columns.
 */
public final class VersionedTuples implements TupleReads {

    private final Tables tables;

    /**
     * Makes a store, or finds it again.
     *
     * @param keyspace where its rows are
     * @param subspace what their keys begin with; nothing else may use it
     * @param columns how many elements each tuple has, 1 to {@link NStore#COLUMNS_MAX}
     * @throws io.cairn.error.InvalidArgumentException when the number of columns is out of range
     */
    public VersionedTuples(Keyspace keyspace, Subspace subspace, int columns) {
        this.tables =
                Tables.of(
                        Objects.requireNonNull(keyspace, "keyspace"),
                        Objects.requireNonNull(subspace, "subspace"),
                        columns);
    }

    /**
     * Begins a change on the newest version.
     *
     * @param scope where to write
     * @param message what to say of it; may be empty
     * @return the change, there once the scope's transaction is committed
     */
    public Change begin(TransactionScope scope, String message) {
        UUID id = UUID.randomUUID();
        scope.transact(tx -> {
            WriteView view = tables.in(tx);
            /* An older base is as good, so versions made meanwhile need not conflict. */
            Version base = tables.head().begin(tables.settled(tx), view);
            /* Unless it is pruned meanwhile. */
            tables.head().oldest(view);
            tables.changes().put(view, new ChangeInfo(id, base, message, null));
            return null;
        });
        return new Change(tables, id);
    }

    /**
     * Finds a change, to continue it or to look at it.
     *
     * @param scope where to read
     * @param id its id
     * @return the change, or empty when there is none
     */
    public Optional<Change> change(TransactionScope scope, UUID id) {
        return scope.read(view -> tables.changes().find(tables.in(view), id))
                .map(info -> new Change(tables, info.id()));
    }

    /**
     * Lists all changes: those applied, in the order of versions, then the open ones.
     *
     * @param scope where to read
     * @return the changes
     */
    public List<ChangeInfo> changes(TransactionScope scope) {
        return scope.read(view -> tables.changes().all(tables.in(view)));
    }

    /**
     * Returns the newest version.
     *
     * @param scope where to read
     * @return the version; {@link Version#START} when nothing has been applied
     */
    public Version newest(TransactionScope scope) {
        return scope.read(view -> tables.head().read(tables.in(view)));
    }

    /**
     * Returns the tuples of a version.
     *
     * @param version a version of this store
     * @return what reads them
     */
    public AsOf asOf(Version version) {
        return new AsOf(tables, Objects.requireNonNull(version, "version"));
    }

    /** {@inheritDoc} Reads one key, however often the tuple has changed. */
    @Override
    public boolean ask(TransactionScope scope, Tuple tuple) {
        tables.layout().check(tuple);
        return scope.read(view -> Matches.any(rows(view), Matches.exactly(tuple)));
    }

    /**
     * Returns where a tuple that is alive comes from.
     *
     * @param scope where to read
     * @param tuple the tuple
     * @return the version and change that added it last; empty when it is not alive
     */
    public Optional<Origin> get(TransactionScope scope, Tuple tuple) {
        tables.layout().check(tuple);
        return scope.read(view -> tables.past().current(tables.in(view), tuple));
    }

    /** {@inheritDoc} Walks only rows that match, but for a variable that stands twice. */
    @Override
    public List<Tuple> select(TransactionScope scope, Pattern pattern, int limit) {
        tables.layout().check(pattern);
        return scope.read(view -> Matches.first(rows(view), pattern, limit));
    }

    @Override
    public BindingCursor query(TransactionScope scope, Pattern... patterns) {
        return tables.query(patterns).open(scope, this::rows);
    }

    @Override
    public List<Binding> list(TransactionScope scope, int limit, Pattern... patterns) {
        Query query = tables.query(patterns);
        return scope.read(view -> query.list(view, limit, this::rows));
    }

    private RowSource rows(ReadView view) {
        tables.in(view);
        return tables.live().rows(view);
    }

    /**
     * Returns the life of a tuple: additions and removals in turn, oldest first, as far as it was
     * not pruned.
     *
     * @param scope where to read
     * @param tuple the tuple
     * @return what happened to it; empty when it was never alive
     */
    public List<HistoryEntry> history(TransactionScope scope, Tuple tuple) {
        tables.layout().check(tuple);
        return scope.read(view -> tables.past().history(tables.in(view), tuple));
    }

    /**
     * Returns the edits that make one version of another, in some order. What was added and removed
     * again in between is not among them.
     *
     * @param scope where to read
     * @param from the version to start with
     * @param to the version to end with; may be older
     * @return the edits
     * @throws io.cairn.error.InvalidArgumentException when the store has no such version yet, or no
     *     longer
     */
    public List<Edit> diff(TransactionScope scope, Version from, Version to) {
        return scope.read(view -> tables.past().diff(tables.settled(view), from, to));
    }

    /**
     * Removes what only versions before one need: of a tuple what happened before that version,
     * except for the addition of one that was alive then, and the edits of the changes that made
     * these versions. What is known of the changes themselves stays. On a database it runs in
     * several transactions; after a crash the next call goes on.
     *
     * <p>An open change needs its base, so nothing is removed that the oldest one sees: apply or
     * discard it first.
     *
     * @param scope where to write
     * @param before a version that is to be kept, with all after it
     * @return the oldest version that can be read now, at most the given one unless an older call
     *     went further
     * @throws io.cairn.error.InvalidArgumentException when the store has no such version yet
     */
    public Version prune(TransactionScope scope, Version before) {
        return new Pruning(tables).run(scope, Objects.requireNonNull(before, "before"));
    }

    /**
     * Returns the oldest version that can be read.
     *
     * @param scope where to read
     * @return the version; {@link Version#START} when nothing was pruned
     */
    public Version oldest(TransactionScope scope) {
        return scope.read(view -> tables.head().oldest(tables.in(view)));
    }

    @Override
    public String toString() {
        return "VersionedTuples of " + tables.layout().columns() + " columns";
    }
}
