package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.keys;
import static io.cairn.testing.contract.Data.text;
import static io.cairn.testing.contract.Data.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CairnException;
import io.cairn.error.ConflictException;
import io.cairn.error.ErrorKind;
import io.cairn.error.InvalidArgumentException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Separate ordered spaces in one database, changed together by one transaction. */
class KeyspaceContract extends DatabaseContract {

    @Test
    @DisplayName("a keyspace is made once and found by its name")
    void made() {
        assertThat(db.keyspaceNames()).isEmpty();
        Keyspace orders = db.keyspace("orders");
        db.keyspace("users");
        assertThat(orders.name()).isEqualTo("orders");
        assertThat(db.keyspace("orders").name()).isEqualTo("orders");
        assertThat(db.keyspaceNames()).containsExactly("orders", "users");
    }

    @Test
    @DisplayName("the same key in two keyspaces is two keys")
    void separate() {
        Keyspace one = db.keyspace("one");
        Keyspace two = db.keyspace("two");
        db.put(b("k"), b("0"));
        db.in(one).put(b("k"), b("1"));
        db.in(two).put(b("k"), b("2"));
        db.in(two).put(b("only"), b("here"));
        assertThat(text(db)).isEqualTo("k=0");
        assertThat(text(db.in(one))).isEqualTo("k=1");
        assertThat(text(db.in(two))).isEqualTo("k=2 only=here");
        db.in(one).deleteRange(KeyRange.all());
        db.in(two).delete(b("k"));
        assertThat(text(db)).isEqualTo("k=0");
        assertThat(text(db.in(one))).isEmpty();
        assertThat(text(db.in(two))).isEqualTo("only=here");
    }

    @Test
    @DisplayName("one transaction changes several keyspaces, all or nothing")
    void together() {
        Keyspace one = db.keyspace("one");
        db.transact(tx -> {
            tx.put(b("k"), b("0"));
            tx.in(one).put(b("k"), b("1"));
            assertThat(text(tx.in(one))).isEqualTo("k=1");
            return true;
        });
        try (Transaction tx = db.begin()) {
            tx.put(b("k"), b("X"));
            tx.in(one).put(b("k"), b("X"));
            tx.abort();
        }
        assertThat(text(db)).isEqualTo("k=0");
        assertThat(text(db.in(one))).isEqualTo("k=1");
    }

    @Test
    @DisplayName("a view of a view is the view of the keyspace named last")
    void viewOfView() {
        Keyspace one = db.keyspace("one");
        Keyspace two = db.keyspace("two");
        db.in(one).in(two).put(b("k"), b("2"));
        assertThat(text(db.in(two))).isEqualTo("k=2");
        assertThat(text(db.in(one))).isEmpty();
    }

    @Test
    @DisplayName("conflicts are found in every keyspace, and not between keyspaces")
    void conflicts() {
        Keyspace one = db.keyspace("one");
        try (Transaction tx = db.begin()) {
            tx.in(one).get(b("k"));
            tx.put(b("other"), b("1"));
            db.put(b("k"), b("not the same keyspace"));
            tx.commit();
        }
        try (Transaction tx = db.begin()) {
            tx.in(one).get(b("k"));
            tx.put(b("other"), b("2"));
            db.in(one).put(b("k"), b("X"));
            assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
        }
        assertThat(text(db.get(b("other")))).isEqualTo("1");
    }

    @Test
    @DisplayName("segments, lists and snapshots work in a keyspace")
    void everyDoor() {
        Keyspace one = db.keyspace("one");
        db.in(one).segments().put(Data.segment("k"), Data.segment("1"));
        try (Snapshot snapshot = db.snapshot()) {
            db.in(one).delete(b("k"));
            assertThat(texts(snapshot.in(one).getAll(keys("k")))).containsExactly("1");
            assertThat(snapshot.in(one).segments().getInto(Data.segment("k"), Data.room(1)))
                    .isEqualTo(1);
        }
    }

    @Test
    @DisplayName("a dropped keyspace is gone, with its data, and its handle is refused")
    void dropped() {
        Keyspace one = db.keyspace("one");
        Keyspace two = db.keyspace("two");
        db.in(one).put(b("k"), b("1"));
        db.in(two).put(b("k"), b("2"));
        var view = db.in(one);
        db.dropKeyspace(one);
        assertThat(db.keyspaceNames()).containsExactly("two");
        assertRefused(() -> db.in(one).get(b("k")));
        assertRefused(() -> view.get(b("k")));
        assertRefused(() -> view.put(b("k"), b("X")));
        assertRefused(() -> view.scan(KeyRange.all()));
        assertRefused(() -> db.dropKeyspace(one));
        assertThat(text(db.in(two))).isEqualTo("k=2");
    }

    @Test
    @DisplayName(
            "a keyspace made again under a dropped name is empty, and the old handle stays dead")
    void madeAgain() {
        Keyspace old = db.keyspace("one");
        db.in(old).put(b("k"), b("1"));
        db.dropKeyspace(old);
        Keyspace again = db.keyspace("one");
        assertThat(text(db.in(again))).isEmpty();
        db.in(again).put(b("n"), b("2"));
        assertRefused(() -> db.in(old).get(b("n")));
        assertThat(text(db.in(again))).isEqualTo("n=2");
    }

    @Test
    @DisplayName("names that are empty or belong to the database are refused")
    void badNames() {
        for (String name : List.of("", "cairn.", "cairn.system")) {
            assertThatThrownBy(() -> db.keyspace(name))
                    .isInstanceOf(InvalidArgumentException.class);
        }
        assertThat(db.keyspaceNames()).isEmpty();
    }

    @Test
    @DisplayName("names of any text")
    void names() {
        for (String name : List.of("a", "A", "with blank", "schl\u00fcssel", "a/b", "cairn")) {
            db.in(db.keyspace(name)).put(b("k"), b(name));
        }
        assertThat(db.keyspaceNames())
                .containsExactlyInAnyOrder(
                        "a", "A", "with blank", "schl\u00fcssel", "a/b", "cairn");
        for (String name : db.keyspaceNames()) {
            assertThat(text(db.in(db.keyspace(name)).get(b("k")))).isEqualTo(name);
        }
    }

    @Test
    @DisplayName("a keyspace of another database is refused")
    void foreign() throws Exception {
        Keyspace here = db.keyspace("one");
        try (DatabaseFixture other = FixtureExtension.find(bench.fixture().name());
                Database elsewhere = other.open(settings())) {
            elsewhere.keyspace("one");
            elsewhere.keyspace("two");
            Keyspace foreign = elsewhere.keyspace("three");
            assertRefused(() -> db.in(foreign).get(b("k")));
            assertRefused(() -> db.dropKeyspace(foreign));
        }
        assertThat(db.in(here).get(b("k"))).isNull();
    }

    @Test
    @DisplayName("many keyspaces")
    void many() {
        for (int i = 0; i < 40; i++) {
            db.in(db.keyspace("ks" + i)).put(b("k"), b("v" + i));
        }
        assertThat(db.keyspaceNames()).hasSize(40);
        for (int i = 0; i < 40; i += 2) {
            db.dropKeyspace(db.keyspace("ks" + i));
        }
        assertThat(db.keyspaceNames()).hasSize(20).allMatch(name -> name.matches("ks\\d*[13579]"));
        assertThat(text(db.in(db.keyspace("ks7")).get(b("k")))).isEqualTo("v7");
    }

    private static void assertRefused(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        CairnException.class,
                        e -> assertThat(e.kind()).isIn(ErrorKind.INVALID, ErrorKind.CLOSED));
    }
}
