package io.cairn.layer.versioned;

import io.cairn.api.ReadView;
import io.cairn.api.TransactionScope;
import io.cairn.layer.tuple.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tuples of one version, which never change; so reading them in a transaction causes no
 * conflict. Immutable, thread-safe, never closed, and valid as long as the store.
 *
 * <p>Every read throws {@link io.cairn.error.InvalidArgumentException} when the store has no such
 * version yet.
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
        tables.layout().check(tuple);
        return scope.read(view -> tables.past().alive(tables.settled(view), version, tuple));
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
        Layout.checkLimit(limit);
        return scope.read(
                view -> tables.past().select(tables.settled(view), version, pattern, limit));
    }

    @Override
    public List<Map<String, @Nullable Object>> query(TransactionScope scope, Pattern... patterns) {
        List<Pattern> checked = tables.layout().checked(patterns);
        return scope.read(view -> {
            ReadView settled = tables.settled(view);
            return Join.run(
                    checked,
                    pattern -> tables.past().select(settled, version, pattern, Integer.MAX_VALUE));
        });
    }

    @Override
    public String toString() {
        return "AsOf " + version;
    }
}
