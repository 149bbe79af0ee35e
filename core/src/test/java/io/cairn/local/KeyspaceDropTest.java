package io.cairn.local;

import static io.cairn.local.Opened.b;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.WaitTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class KeyspaceDropTest {

    private static final List<Function<View, AutoCloseable>> USERS =
            List.of(
                    view -> {
                        var tx = view.db.begin();
                        tx.in(view.keyspace).get(b("k"));
                        return tx;
                    },
                    view -> {
                        var snapshot = view.db.snapshot();
                        snapshot.in(view.keyspace).get(b("k"));
                        return snapshot;
                    },
                    view -> view.db.in(view.keyspace).scan(KeyRange.all()));

    private record View(Database db, Keyspace keyspace) {}

    @Test
    void waitsForWhateverUsesIt() throws Exception {
        try (Opened opened = Opened.usual()) {
            for (var user : USERS) {
                Keyspace keyspace = opened.db().keyspace("one");
                AutoCloseable open = user.apply(new View(opened.db(), keyspace));
                var dropper =
                        OnThreads.start(() -> {
                            opened.db().dropKeyspace(keyspace);
                            return true;
                        });
                dropper.untilItWaits();
                assertThat(dropper.isDone()).isFalse();
                assertThatThrownBy(() -> opened.db().in(keyspace).get(b("k")))
                        .isInstanceOf(InvalidArgumentException.class);
                open.close();
                dropper.result();
                assertThat(opened.db().keyspaceNames()).isEmpty();
            }
        }
    }

    @Test
    void isUndoneWhenItTakesTooLong() throws Exception {
        try (Opened opened = Opened.with(Map.of("waitMax", "20ms"))) {
            Keyspace keyspace = opened.db().keyspace("one");
            for (var user : USERS) {
                AutoCloseable open = user.apply(new View(opened.db(), keyspace));
                assertThatThrownBy(() -> opened.db().dropKeyspace(keyspace))
                        .isInstanceOf(WaitTimeoutException.class)
                        .hasMessageContaining("one");
                opened.db().in(keyspace).put(b("k"), b("v"));
                open.close();
            }
            assertThat(opened.db().in(keyspace).get(b("k"))).isEqualTo(b("v"));
        }
    }

    @Test
    void doesNotWaitForUsersOfOtherKeyspaces() {
        try (Opened opened = Opened.usual();
                var tx = opened.db().begin();
                var snapshot = opened.db().snapshot()) {
            tx.get(b("k"));
            snapshot.get(b("k"));
            opened.db().dropKeyspace(opened.db().keyspace("one"));
            assertThat(tx.get(b("k"))).isNull();
        }
    }

    @Test
    void rangesAndSubtreesEndAtTheirKeyspace() {
        try (Opened opened = Opened.usual()) {
            Database db = opened.db();
            Keyspace one = db.keyspace("one");
            Keyspace two = db.keyspace("two");
            for (var view : List.of(db.in(one), db.in(two), db)) {
                view.put(KeyPath.parse("a/b"), b("v"));
                view.put(b("z"), b("v"));
            }
            db.in(one).deleteSubtree(KeyPath.parse("a"));
            assertThat(db.in(one).count(KeyRange.all())).isEqualTo(1);
            db.in(one).deleteRange(KeyRange.all());
            assertThat(db.in(one).count(KeyRange.all())).isZero();
            assertThat(db.in(two).count(KeyRange.all())).isEqualTo(2);
            db.deleteRange(KeyRange.all());
            assertThat(db.in(two).count(KeyRange.all())).isEqualTo(2);
            assertThat(db.keyspaceNames()).containsExactly("one", "two");
        }
    }
}
