package io.cairn.layer.versioned;

import io.cairn.api.ReadView;
import io.cairn.api.TransactionScope;
import io.cairn.layer.nstore.Binding;
import io.cairn.layer.nstore.BindingCursor;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Query;
import io.cairn.layer.nstore.RowSource;
import io.cairn.layer.tuple.Tuple;
import java.util.List;
import java.util.Optional;

/**
 * The tuples of one version, which never change; so reading them in a transaction causes no
 * conflict. Immutable, thread-safe, never closed, and valid as long as the store.
 *
 * <p>Every read throws {@link io.cairn.error.InvalidArgumentException} when the store has no such
 * version yet, or no longer.
 */
public final class AsOf implements TupleReads {

    private final Tables tables;
    private final Version version;

    AsOf(Tables tables, Version version) {
        this.tables = tables;
        this.version = version;
    }

    /**
     * Returns which version it is.
     *
     * @return the version
     */
    public Version version() {
        return version;
    }

    @Override
    public boolean ask(TransactionScope scope, Tuple tuple) {
        return get(scope, tuple).isPresent();
    }

    /**
     * Returns where a tuple that was alive came from.
     *
     * @param scope where to read
     * @param tuple the tuple
     * @return the version and change that had added it last; empty when it was not alive
     */
    public Optional<Origin> get(TransactionScope scope, Tuple tuple) {
        tables.layout().check(tuple);
        return scope.read(view -> tables.past().origin(tables.settled(view), version, tuple));
    }

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
        return tables.past().rows(tables.settled(view), version);
    }

    @Override
    public String toString() {
        return "AsOf " + version;
    }
}
