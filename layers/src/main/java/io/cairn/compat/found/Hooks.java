package io.cairn.compat.found;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What runs around the transactions of a {@link FoundDatabase}, in the order of the lists, to which
 * hooks are added. Those of {@link FoundDatabase#hooks} are thread-safe. Hooks run on the thread
 * that runs the transaction; they see the transactions of this object and no others.
 *
 * @param onBegin runs before the work, at every try
 * @param onCommit runs behind the work and before the commit, at every try that comes so far; what
 *     it writes is a part of the transaction
 * @param onPostCommit runs once the transaction is committed, with a transaction that has ended;
 *     what it throws reaches the caller and undoes nothing
 */
public record Hooks(
        List<Consumer<FoundTransaction>> onBegin,
        List<Consumer<FoundTransaction>> onCommit,
        List<BiConsumer<FoundTransaction, TransactionStats>> onPostCommit) {

    static Hooks none() {
        return new Hooks(
                new CopyOnWriteArrayList<>(),
                new CopyOnWriteArrayList<>(),
                new CopyOnWriteArrayList<>());
    }

    void begin(FoundTransaction tx) {
        onBegin.forEach(hook -> hook.accept(tx));
    }

    void commit(FoundTransaction tx) {
        onCommit.forEach(hook -> hook.accept(tx));
    }

    void postCommit(FoundTransaction tx, TransactionStats stats) {
        onPostCommit.forEach(hook -> hook.accept(tx, stats));
    }
}
