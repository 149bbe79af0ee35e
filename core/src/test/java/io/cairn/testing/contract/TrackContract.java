package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.IsolationLevel;
import io.cairn.api.Keyspace;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionOptions;
import io.cairn.api.TransactionState;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ClosedException;
import io.cairn.error.ConflictException;
import io.cairn.error.TransactionStateException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ranges that a transaction counts as read without reading them. */
class TrackContract extends DatabaseContract {

    @Test
    @DisplayName("a range counted as read by hand conflicts inside, and not beside")
    void insideAndBeside() {
        Data.putAll(db, "b", "1", "c", "2", "d", "3");
        for (String key : List.of("b", "b0", "c", "czz")) {
            try (Transaction tx = tracking(Data.range("b", "d"))) {
                db.put(b(key), b("theirs"));
                assertThatThrownBy(tx::commit).as(key).isInstanceOf(ConflictException.class);
                assertThat(tx.state()).isEqualTo(TransactionState.ABORTED);
            }
        }
        try (Transaction tx = tracking(Data.range("b", "d"))) {
            db.deleteRange(Data.range("cc", "e"));
            assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
        }
        try (Transaction tx = tracking(Data.range("b", "d"))) {
            Data.putAll(db, "a", "theirs", "azz", "theirs", "d", "theirs", "e", "theirs");
            db.delete(b("d0"));
            tx.commit();
        }
        assertThat(db.get(b("result"))).isNotNull();
    }

    /** Begins a transaction that has counted ranges as read and will write. */
    private Transaction tracking(KeyRange... ranges) {
        Transaction tx = db.begin();
        tx.put(b("result"), b("mine"));
        for (KeyRange range : ranges) {
            tx.track(range);
        }
        return tx;
    }

    @Test
    @DisplayName("of an empty range nothing is counted")
    void empty() {
        KeyRange nothing = KeyRange.of(b("k"), b("k"));
        try (Transaction tx = tracking(nothing, Data.range("z", "a"))) {
            Data.putAll(db, "k", "theirs", "a", "theirs", "m", "theirs", "z", "theirs");
            tx.commit();
        }
        assertThat(text(db.get(b("result")))).isEqualTo("mine");
    }

    @Test
    @DisplayName("a range counted as read in one keyspace does not conflict in another")
    void keyspaces() {
        Keyspace one = db.keyspace("one");
        Keyspace two = db.keyspace("two");
        for (Keyspace written : List.of(one, two)) {
            try (Transaction tx = tracking()) {
                tx.track(one, KeyRange.all());
                db.put(b("k"), b("theirs"));
                db.in(written).put(b("k"), b("theirs"));
                if (written == one) {
                    assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
                } else {
                    tx.commit();
                }
            }
        }
        try (Transaction tx = tracking(KeyRange.prefix(b("k")))) {
            db.in(one).put(b("k"), b("theirs"));
            tx.commit();
        }
    }

    @Test
    @DisplayName("counting a range as read fixes the view, and own writes do not shorten the range")
    void view() {
        db.put(b("k"), b("old"));
        try (Transaction tx = db.begin()) {
            tx.track(KeyRange.single(b("k")));
            db.put(b("k"), b("new"));
            assertThat(text(tx.untracked().get(b("k")))).isEqualTo("old");
        }
        try (Transaction tx = tracking()) {
            tx.put(b("k"), b("mine"));
            tx.track(KeyRange.single(b("k")));
            db.put(b("k"), b("theirs"));
            assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
        }
        int[] runs = new int[1];
        db.transact(tx -> {
            tx.track(KeyRange.single(b("k")));
            if (runs[0]++ == 0) {
                db.put(b("k"), b("again"));
            }
            tx.put(b("seen"), tx.untracked().get(b("k")));
            return true;
        });
        assertThat(runs[0]).as("the first try met a conflict").isEqualTo(2);
        assertThat(text(db.get(b("seen")))).isEqualTo("again");
    }

    @Test
    @DisplayName("where reads do not conflict, ranges counted as read do not either")
    void inVain() {
        try (Transaction tx =
                db.begin(TransactionOptions.defaults().with(IsolationLevel.SNAPSHOT))) {
            tx.track(KeyRange.all());
            tx.put(b("result"), b("mine"));
            db.put(b("k"), b("theirs"));
            tx.commit();
        }
        try (Transaction tx = db.begin(TransactionOptions.defaults().asReadOnly())) {
            tx.track(KeyRange.all());
            db.put(b("k"), b("newer"));
            assertThat(text(tx.get(b("k")))).isEqualTo("theirs");
            tx.commit();
        }
        try (Transaction tx = db.begin()) {
            tx.track(KeyRange.all());
            db.put(b("k"), b("newest"));
            tx.commit();
        }
        assertThat(text(db)).isEqualTo("k=newest result=mine");
    }

    @Test
    @DisplayName("after its end a transaction counts nothing")
    void tooLate() {
        Keyspace one = db.keyspace("one");
        Transaction tx = tracking();
        tx.commit();
        assertThatThrownBy(() -> tx.track(KeyRange.all()))
                .isInstanceOf(TransactionStateException.class);
        tx.close();
        assertThatThrownBy(() -> tx.track(one, KeyRange.all())).isInstanceOf(ClosedException.class);
    }
}
