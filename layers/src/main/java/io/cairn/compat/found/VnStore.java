package io.cairn.compat.found;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.TransactionStateException;
import io.cairn.layer.nstore.BindingCursor;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Variable;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import io.cairn.layer.versioned.Change;
import io.cairn.layer.versioned.ChangeInfo;
import io.cairn.layer.versioned.Edit;
import io.cairn.layer.versioned.Origin;
import io.cairn.layer.versioned.TupleReads;
import io.cairn.layer.versioned.Version;
import io.cairn.layer.versioned.VersionedTuples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A store of tuples that change by named changes: the module {@code vnstore}, and a handle over one
 * of its stores.
 *
 * <p>Unlike in found, applied changes are serializable: one that has read what another has changed
 * since is refused. The significance is a {@link Version}, which orders changes as they were
 * applied. A change that goes on ({@link #changeContinue}) sees the tuples that were there when it
 * was created, with its own edits on top, and what it reads counts for it; so it can take back what
 * it added itself. Within a change the last edit of a tuple counts, and a tuple that two changes
 * add is there once.
 *
 * <p>Tuples have no values, nor can they be read in found. Answers are maps from the names of
 * variables to items, as in {@link NStore}, which cannot be changed and are in memory whole.
 *
 * <p>Immutable, thread-safe, never closed. Functions throw {@link InvalidArgumentException} when
 * there are more or fewer items than columns, or an item is of a type that tuples cannot have.
 */
public final class VnStore {

    private final String name;
    private final Subspace subspace;
    private final List<String> items;
    private final Bound<VersionedTuples> layer;

    private VnStore(String name, Subspace subspace, List<String> items) {
        this.name = name;
        this.subspace = subspace;
        this.items = items;
        this.layer = new Bound<>(keyspace -> new VersionedTuples(keyspace, subspace, items.size()));
    }

    /**
     * Makes a handle. Nothing is read or written.
     *
     * @param name what the handle is called, to ease debugging
     * @param prefix what all keys of the store begin with, and no others
     * @param items the names of the columns, 1 to 8; always as many for a prefix
     * @return the handle
     * @throws InvalidArgumentException when there are none or too many
     */
    public static VnStore make(String name, Tuple prefix, List<String> items) {
        return new VnStore(
                Objects.requireNonNull(name, "name"),
                Subspace.ofPrefix(prefix.pack()),
                List.copyOf(items));
    }

    /**
     * Creates a change, without a message; {@link #changeContinue} makes it go on.
     *
     * @param tr the transaction
     * @param store the store
     * @return its identifier
     */
    public static UUID changeCreate(FoundTransaction tr, VnStore store) {
        return store.layer.in(tr).begin(tr.scope(), "").id();
    }

    /**
     * Lists all changes: those applied, in their order, then the others.
     *
     * @param tr the transaction
     * @param store the store
     * @return the changes, each as {@link #changeGet} returns it
     */
    public static List<Map<String, @Nullable Object>> changeList(
            FoundTransaction tr, VnStore store) {
        List<Map<String, @Nullable Object>> changes = new ArrayList<>();
        store.layer.in(tr).changes(tr.scope()).forEach(info -> changes.add(described(info)));
        return changes;
    }

    /**
     * Describes a change.
     *
     * @param tr the transaction
     * @param store the store
     * @param changeid its identifier
     * @return {@code uid}, {@code type} (always {@code change}), {@code significance}, null until
     *     it is applied and a {@link Version} then, and {@code message}, null when it has none; or
     *     null when there is no such change
     */
    public static @Nullable Map<String, @Nullable Object> changeGet(
            FoundTransaction tr, VnStore store, UUID changeid) {
        Optional<Change> change = store.layer.in(tr).change(tr.scope(), changeid);
        return change.isEmpty() ? null : described(change.get().info(tr.scope()));
    }

    private static Map<String, @Nullable Object> described(ChangeInfo info) {
        Map<String, @Nullable Object> change = new LinkedHashMap<>();
        change.put("uid", info.id());
        change.put("type", "change");
        change.put("significance", info.applied());
        change.put("message", info.message().isEmpty() ? null : info.message());
        return Collections.unmodifiableMap(change);
    }

    /**
     * Lists the edits of a change, one for each tuple.
     *
     * @param tr the transaction
     * @param store the store
     * @param changeid its identifier
     * @return the items by the names of the columns, and {@code alive?}, true when the tuple is
     *     added and false when it is removed; empty when there is no such change
     */
    public static List<Map<String, @Nullable Object>> changeChanges(
            FoundTransaction tr, VnStore store, UUID changeid) {
        List<Map<String, @Nullable Object>> edits = new ArrayList<>();
        store.layer
                .in(tr)
                .change(tr.scope(), changeid)
                .ifPresent(change ->
                        change.edits(tr.scope())
                                .forEach(edit -> edits.add(described(store, edit))));
        return edits;
    }

    private static Map<String, @Nullable Object> described(VnStore store, Edit edit) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < store.items.size(); i++) {
            row.put(store.items.get(i), edit.tuple().get(i));
        }
        row.put("alive?", edit.added());
        return Collections.unmodifiableMap(row);
    }

    /**
     * Lets a change go on in a transaction: {@link #add}, {@link #remove} and all reads of the
     * store belong to it from here on, until it is applied or another one goes on.
     *
     * @param tr the transaction; not a snapshot, since what a change reads is written down
     * @param store the store
     * @param changeid the change, which must not have been applied
     */
    public static void changeContinue(FoundTransaction tr, VnStore store, UUID changeid) {
        tr.changes().put(store.subspace, Objects.requireNonNull(changeid, "changeid"));
    }

    /**
     * Replaces the message of a change.
     *
     * @param tr the transaction
     * @param store the store
     * @param changeid the change
     * @param message the message
     * @throws TransactionStateException when there is no such change, or it has been applied
     */
    public static void changeMessage(
            FoundTransaction tr, VnStore store, UUID changeid, String message) {
        change(tr, store, changeid).message(tr.scope(), message);
    }

    /**
     * Applies a change; doing it again does nothing. It does not go on afterwards.
     *
     * @param tr the transaction
     * @param store the store
     * @param changeid the change
     * @return its significance
     * @throws TransactionStateException when there is no such change, or it has read tuples that
     *     others have changed since: create another one and do the work again
     */
    public static Version changeApply(FoundTransaction tr, VnStore store, UUID changeid) {
        Version significance = change(tr, store, changeid).apply(tr.scope()).orThrow();
        tr.changes().remove(store.subspace, changeid);
        return significance;
    }

    /**
     * Tells whether a tuple is there.
     *
     * @param tr the transaction
     * @param store the store
     * @param items the items
     * @return true when it is
     */
    public static boolean ask(FoundTransaction tr, VnStore store, @Nullable Object... items) {
        return reads(tr, store).ask(tr.scope(), Tuple.of(items));
    }

    /**
     * Tells which change a tuple comes from, whatever change goes on; in found it is named and does
     * not work.
     *
     * @param tr the transaction
     * @param store the store
     * @param items the items
     * @return the significance and the identifier of the applied change that added it; empty when
     *     it is not there
     */
    public static Optional<Origin> get(
            FoundTransaction tr, VnStore store, @Nullable Object... items) {
        return store.layer.in(tr).get(tr.scope(), Tuple.of(items));
    }

    /**
     * Adds a tuple to the change that goes on.
     *
     * @param tr the transaction
     * @param store the store
     * @param items the items
     * @return true
     * @throws TransactionStateException when no change goes on, or it has been applied
     */
    public static boolean add(FoundTransaction tr, VnStore store, @Nullable Object... items) {
        active(tr, store).add(tr.scope(), Tuple.of(items));
        return true;
    }

    /**
     * Removes a tuple in the change that goes on.
     *
     * @param tr the transaction
     * @param store the store
     * @param items the items
     * @return true when the change saw it; otherwise there is nothing to do
     * @throws TransactionStateException when no change goes on, or it has been applied
     */
    public static boolean remove(FoundTransaction tr, VnStore store, @Nullable Object... items) {
        return active(tr, store).remove(tr.scope(), Tuple.of(items));
    }

    /**
     * Makes a variable, to stand for an item in a pattern.
     *
     * @param name what the item is called in an answer
     * @return the variable
     * @throws InvalidArgumentException when the name is empty
     */
    public static Variable var(String name) {
        return Variable.of(name);
    }

    /**
     * Finds the tuples that match a pattern.
     *
     * @param tr the transaction
     * @param store the store
     * @param pattern an item or a variable for each column
     * @return what the variables stand for, in each such tuple
     */
    public static List<Map<String, @Nullable Object>> select(
            FoundTransaction tr, VnStore store, @Nullable Object... pattern) {
        return answers(tr, store, Pattern.of(pattern));
    }

    /**
     * Finds, for each answer to a query, the tuples that match a pattern in which variables stand
     * for what they do in the answer.
     *
     * @param tr the transaction
     * @param store the store
     * @param iterator the answers
     * @param pattern an item or a variable for each column
     * @return the answers with what other variables stand for, in each such tuple
     */
    public static List<Map<String, @Nullable Object>> where(
            FoundTransaction tr,
            VnStore store,
            Iterable<Map<String, @Nullable Object>> iterator,
            @Nullable Object... pattern) {
        return Found.all(
                Bindings.where(
                        iterator, known -> select(tr, store, Bindings.bound(pattern, known))));
    }

    /**
     * Finds what makes all patterns tuples of the store.
     *
     * @param tr the transaction
     * @param store the store
     * @param pattern an item or a variable for each column
     * @param patterns more of them
     * @return what the variables can stand for
     */
    public static List<Map<String, @Nullable Object>> query(
            FoundTransaction tr,
            VnStore store,
            List<? extends @Nullable Object> pattern,
            List<?>... patterns) {
        return answers(tr, store, NStore.patterns(pattern, patterns));
    }

    private static List<Map<String, @Nullable Object>> answers(
            FoundTransaction tr, VnStore store, Pattern... patterns) {
        List<Map<String, @Nullable Object>> answers = new ArrayList<>();
        try (BindingCursor cursor = reads(tr, store).query(tr.scope(), patterns)) {
            while (cursor.next()) {
                answers.add(cursor.binding().asMap());
            }
        }
        return answers;
    }

    private static TupleReads reads(FoundTransaction tr, VnStore store) {
        return tr.changes().containsKey(store.subspace) ? active(tr, store) : store.layer.in(tr);
    }

    private static Change active(FoundTransaction tr, VnStore store) {
        UUID changeid = tr.changes().get(store.subspace);
        if (changeid == null) {
            throw new TransactionStateException(
                    "no change goes on in this transaction; call changeContinue first",
                    "store",
                    store.name);
        }
        return change(tr, store, changeid);
    }

    private static Change change(FoundTransaction tr, VnStore store, UUID changeid) {
        return store.layer
                .in(tr)
                .change(tr.scope(), changeid)
                .orElseThrow(() ->
                        new TransactionStateException(
                                "there is no such change",
                                "store",
                                store.name,
                                "change",
                                changeid));
    }

    @Override
    public String toString() {
        return "vnstore " + name;
    }
}
