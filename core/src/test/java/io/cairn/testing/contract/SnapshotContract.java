package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.keys;
import static io.cairn.testing.contract.Data.text;
import static io.cairn.testing.contract.Data.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Cursor;
import io.cairn.api.KeyPage;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.Snapshot;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ClosedException;
import io.cairn.error.InvalidModeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A state that later commits do not change. */
class SnapshotContract extends DatabaseContract {

    private static final String[] D = ListContract.D;

    @Test
    @DisplayName("S15 a snapshot does not move, through any door")
    void frozen() {
        Data.putAll(db, "a", "1", "b", "2", "p/x", "3");
        try (Snapshot snapshot = db.snapshot()) {
            db.put(b("a"), b("X"));
            db.delete(b("b"));
            db.put(b("c"), b("new"));
            db.deleteRange(Data.prefix("p"));
            db.put(b("p/y"), b("new"));
            assertFrozen(snapshot);
            db.deleteRange(KeyRange.all());
            assertFrozen(snapshot);
        }
        assertThat(text(db)).isEmpty();
    }

    private static void assertFrozen(ReadView snapshot) {
        assertThat(text(snapshot)).isEqualTo("a=1 b=2 p/x=3");
        assertThat(text(snapshot, KeyRange.all(), ScanOptions.all().reverse()))
                .isEqualTo("p/x=3 b=2 a=1");
        assertThat(text(snapshot.get(b("a")))).isEqualTo("1");
        assertThat(texts(snapshot.getAll(keys("a", "b", "c")))).containsExactly("1", "2", null);
        assertThat(snapshot.exists(b("c"))).isFalse();
        assertThat(snapshot.existsAll(keys("b", "c")).cardinality()).isEqualTo(1);
        assertThat(snapshot.length(b("a"))).hasValue(1);
        assertThat(snapshot.lengthAll(keys("b", "c"))).containsExactly(1, -1);
        assertThat(snapshot.count(KeyRange.all())).isEqualTo(3);
        assertThat(text(snapshot.listKeys(ListRequest.first(9)))).isEqualTo("a b p/x");
        assertThat(text(snapshot.list(ListRequest.first(9)).entries())).isEqualTo("a=1 b=2 p/x=3");
        assertThat(snapshot.children(KeyPath.parse("p"), null, 9)).hasToString("[x]");
        assertThat(snapshot.segments().<String>read(Data.segment("a"), Data::text)).isEqualTo("1");
        assertThat(snapshot.segments().getPacked(keys("a", "c"), Data.room(9)))
                .containsExactly(1, -1);
    }

    @Test
    @DisplayName("K37 pages of a snapshot belong to one state, pages of the database do not")
    void pages() {
        Data.putAll(db, D);
        try (Snapshot snapshot = db.snapshot()) {
            KeyPage first = snapshot.listKeys(ListRequest.first(3));
            KeyPage newest = db.listKeys(ListRequest.first(3));
            db.put(b("a0"), b("behind"));
            db.put(b("a4"), b("ahead"));
            db.delete(b("b1"));
            assertThat(text(snapshot.listKeys(ListRequest.first(9).from(first.resumeKey()))))
                    .isEqualTo("b1 b2 c1.txt c2.bin c3.txt");
            assertThat(text(db.listKeys(ListRequest.first(9).from(newest.resumeKey()))))
                    .isEqualTo("a4 b2 c1.txt c2.bin c3.txt");
        }
    }

    @Test
    @DisplayName("a cursor of a snapshot and one of the database stay where they were opened")
    void cursors() {
        Data.putAll(db, "a", "1", "b", "2", "c", "3");
        try (Snapshot snapshot = db.snapshot();
                Cursor ofSnapshot = snapshot.scan(KeyRange.all());
                Cursor ofDatabase = db.scan(KeyRange.all())) {
            assertThat(ofSnapshot.next() && ofDatabase.next()).isTrue();
            db.deleteRange(KeyRange.all());
            db.put(b("b"), b("X"));
            assertThat(Data.rest(ofSnapshot)).isEqualTo("b=2 c=3");
            assertThat(Data.rest(ofDatabase)).isEqualTo("b=2 c=3");
        }
    }

    @Test
    @DisplayName("several snapshots, closed in any order, each show their own state")
    void several() {
        List<Snapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            db.put(b("k"), b("v" + i));
            db.put(b("only" + i), b(""));
            snapshots.add(db.snapshot());
            db.delete(b("only" + i));
        }
        for (int i : new int[] {3, 19, 0, 7}) {
            snapshots.get(i).close();
        }
        for (int i = 0; i < 20; i++) {
            if (i != 3 && i != 19 && i != 0 && i != 7) {
                assertThat(text(snapshots.get(i))).isEqualTo("k=v" + i + " only" + i + "=");
            }
        }
        snapshots.forEach(Snapshot::close);
        assertThat(text(db)).isEqualTo("k=v19");
    }

    @Test
    @DisplayName("a snapshot's version is that of the newest commit in it, or at least not newer")
    void version() {
        long first = commit("a");
        try (Snapshot snapshot = db.snapshot()) {
            assertThat(snapshot.version()).isEqualTo(first);
            long second = commit("b");
            assertThat(snapshot.version()).isEqualTo(first).isLessThan(second);
            try (Snapshot later = db.snapshot()) {
                assertThat(later.version()).isEqualTo(second);
            }
        }
    }

    private long commit(String key) {
        try (var tx = db.begin()) {
            tx.put(b(key), b(""));
            return tx.commit();
        }
    }

    @Test
    @DisplayName("nothing can be consumed through a snapshot")
    void readOnly() {
        Modes consume = Modes.of(Mode.CONSUME);
        db.put(b("a"), b("1"));
        try (Snapshot snapshot = db.snapshot()) {
            for (Runnable call :
                    List.<Runnable>of(
                            () -> snapshot.listKeys(ListRequest.first(1).with(consume)),
                            () -> snapshot.list(ListRequest.first(1).with(consume)),
                            () -> snapshot.scan(KeyRange.all(), ScanOptions.all().with(consume)),
                            () ->
                                    snapshot.segments()
                                            .listPacked(
                                                    ListRequest.first(1).with(consume),
                                                    Data.room(9),
                                                    null))) {
                assertThatThrownBy(call::run).isInstanceOf(InvalidModeException.class);
            }
        }
        assertThat(text(db)).isEqualTo("a=1");
    }

    @Test
    @DisplayName("a snapshot is read by several threads at once")
    void threads() throws Exception {
        for (int i = 0; i < 200; i++) {
            db.put(b("k%03d".formatted(i)), b("v" + i));
        }
        try (Snapshot snapshot = db.snapshot()) {
            String expected = text(snapshot);
            Together.run(
                    4,
                    worker -> {
                        for (int round = 0; round < 20; round++) {
                            if (worker == 0) {
                                db.put(b("k%03d".formatted(round)), b("X" + round));
                                db.delete(b("k1%02d".formatted(round)));
                            } else {
                                assertThat(text(snapshot)).isEqualTo(expected);
                                assertThat(text(snapshot.get(b("k007")))).isEqualTo("v7");
                            }
                        }
                    });
        }
    }

    @Test
    @DisplayName("a closed snapshot refuses every call, and takes its cursors with it")
    void closed() {
        db.put(b("a"), b("1"));
        Snapshot snapshot = db.snapshot();
        Cursor cursor = snapshot.scan(KeyRange.all());
        ReadView view = snapshot.in(db.keyspace("one"));
        assertThat(db.stats().get("open_snapshots")).isEqualTo(1);
        assertThat(db.stats().get("open_cursors")).isEqualTo(1);
        snapshot.close();
        snapshot.close();
        assertThat(db.stats().get("open_snapshots")).isZero();
        assertThat(db.stats().get("open_cursors")).isZero();
        for (Runnable call :
                List.<Runnable>of(
                        () -> snapshot.get(b("a")),
                        snapshot::version,
                        () -> snapshot.scan(KeyRange.all()),
                        () -> view.get(b("a")),
                        cursor::next,
                        () -> snapshot.in(db.keyspace("one")).get(b("a")))) {
            assertThatThrownBy(call::run).isInstanceOf(ClosedException.class);
        }
    }

    @Test
    @DisplayName("read gives several reads one state")
    void read() {
        Data.putAll(db, "a", "1", "b", "2");
        String seen =
                db.read(view -> {
                    String before = text(view.get(b("a")));
                    db.put(b("a"), b("X"));
                    db.put(b("b"), b("X"));
                    return before + text(view.get(b("a"))) + text(view.get(b("b")));
                });
        assertThat(seen).isEqualTo("112");
        assertThat(text(db)).isEqualTo("a=X b=X");
        assertThatThrownBy(() ->
                        db.read(view -> {
                            throw new java.io.IOException("mine");
                        }))
                .isInstanceOf(java.io.IOException.class)
                .hasMessage("mine");
    }

    @Test
    @DisplayName("the view of a read ends with its body")
    void readEnds() {
        ReadView[] kept = new ReadView[1];
        db.read(view -> kept[0] = view);
        assertThatThrownBy(() -> kept[0].get(b("a"))).isInstanceOf(ClosedException.class);
    }
}
