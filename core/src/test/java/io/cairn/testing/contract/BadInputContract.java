package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.api.Keyspace;
import io.cairn.api.ListRequest;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.api.SegmentWrites;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CairnException;
import io.cairn.error.ConfigException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.InvalidModeException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Arguments that cannot be meant: each has its own error, and nothing is done. */
class BadInputContract extends DatabaseContract {

    private final List<String> wrong = new ArrayList<>();

    /** Calls every method once for each reference parameter, with null there. */
    private void nulls(Class<?> type, Object target, Keyspace keyspace) {
        for (Method method : EveryMethod.of(type)) {
            AnnotatedType[] types = method.getAnnotatedParameterTypes();
            for (int i = 0; i < types.length; i++) {
                if (method.getParameterTypes()[i].isPrimitive()
                        || types[i].isAnnotationPresent(Nullable.class)) {
                    continue;
                }
                @Nullable Object[] arguments = EveryMethod.arguments(method, keyspace);
                arguments[i] = null;
                Throwable thrown = EveryMethod.thrownBy(target, method, arguments);
                if (!(thrown instanceof NullPointerException)
                        || !namesAParameter(thrown.getMessage())) {
                    wrong.add(
                            type.getSimpleName()
                                    + "."
                                    + EveryMethod.show(method)
                                    + " with parameter "
                                    + i
                                    + " null gave "
                                    + thrown);
                }
            }
        }
    }

    /** The message is a name, perhaps with an index, not the virtual machine's own explanation. */
    private static boolean namesAParameter(@Nullable String message) {
        return message != null
                && message.matches("[a-zA-Z][\\w.\\[\\] ]{0,40}")
                && !message.startsWith("Cannot");
    }

    @Test
    @DisplayName(
            "null is refused by every parameter of every method that does not allow it, and named")
    void nullArguments() throws Exception {
        Keyspace keyspace = db.keyspace("one");
        nulls(Database.class, db, keyspace);
        nulls(WriteView.class, db.in(keyspace), keyspace);
        nulls(SegmentWrites.class, db.segments(), keyspace);
        nulls(Database.Waiting.class, db.waiting(), keyspace);
        try (Transaction tx = db.begin();
                Snapshot snapshot = db.snapshot()) {
            nulls(Transaction.class, tx, keyspace);
            nulls(WriteView.class, tx.in(keyspace), keyspace);
            nulls(SegmentWrites.class, tx.segments(), keyspace);
            nulls(Snapshot.class, snapshot, keyspace);
        }
        assertThat(wrong).isEmpty();
        assertThat(text(db)).isEmpty();
    }

    @Test
    @DisplayName("null inside a list is refused, and nothing of the list is done")
    void nullElements() {
        List<byte[]> keys = Arrays.asList(b("a"), null, b("c"));
        List<Entry> entries = Collections.singletonList(null);
        db.put(b("a"), b("1"));
        for (Runnable call :
                List.<Runnable>of(
                        () -> db.getAll(keys),
                        () -> db.getAll(keys, Modes.none()),
                        () -> db.existsAll(keys),
                        () -> db.lengthAll(keys),
                        () -> db.deleteAll(keys),
                        () -> db.putAll(entries),
                        () -> db.putAll(entries, Modes.none()))) {
            assertThatNullPointerException().isThrownBy(call::run);
        }
        assertThat(text(db)).isEqualTo("a=1");
    }

    @Test
    @DisplayName("null in values that requests are made of")
    void nullInRequests() {
        for (Runnable call :
                List.<Runnable>of(
                        () -> KeyRange.of(null, null),
                        () -> KeyRange.prefix(null),
                        () -> KeyRange.single(null),
                        () -> new ListRequest(null, b(""), 1, Modes.none()),
                        () -> ListRequest.first(1).with((Modes) null),
                        () -> ScanOptions.all().with((Modes) null),
                        () -> KeyPath.parse(null),
                        () -> KeyPath.of("a", (String) null),
                        () -> Modes.of(null))) {
            assertThatNullPointerException().isThrownBy(call::run);
        }
    }

    @Test
    @DisplayName("unknown mode bits are refused")
    void unknownBits() {
        assertThatThrownBy(() -> Modes.fromBits(0x10000)).isInstanceOf(InvalidModeException.class);
        assertThatThrownBy(() -> Modes.fromBits(-1)).isInstanceOf(InvalidModeException.class);
        assertThat(Modes.fromBits(0xFFFF).bits()).isEqualTo(0xFFFF);
    }

    @Test
    @DisplayName("a reversed range is empty, not an error, in every call")
    void reversedRange() {
        db.put(b("k"), b("v"));
        KeyRange reversed = Data.range("z", "a");
        assertThat(reversed.isEmpty()).isTrue();
        assertThat(text(db, reversed, ScanOptions.all())).isEmpty();
        assertThat(text(db, reversed, ScanOptions.all().reverse().from(b("k")))).isEmpty();
        assertThat(db.count(reversed)).isZero();
        db.deleteRange(reversed);
        assertThat(text(db)).isEqualTo("k=v");
    }

    @Test
    @DisplayName("a negative wait is no wait")
    void negativeWait() throws Exception {
        assertThat(db.await(b("k"), Modes.none(), Duration.ofSeconds(-1))).isEmpty();
        db.put(b("k"), b("v"));
        assertThat(db.await(b("k"), Modes.none(), Duration.ofSeconds(-1))).isPresent();
    }

    @Test
    @DisplayName("the longest waits that a duration can say are waits")
    void longestWait() throws Exception {
        db.put(b("k"), b("v"));
        assertThat(db.await(b("k"), Modes.none(), Duration.ofSeconds(Long.MAX_VALUE))).isPresent();
        try (var watch = db.watch(b("k"))) {
            db.put(b("k"), b("w"));
            assertThat(watch.await(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
        }
    }

    @Test
    @DisplayName("URLs that open nothing are refused, and say what could be opened")
    void urls() {
        for (String url :
                List.of(
                        "",
                        "nonsense",
                        "no-such-engine:",
                        ":",
                        "/a/path",
                        "model:?x",
                        "model:?a=1&a=2")) {
            assertThatThrownBy(() -> Cairn.open(url))
                    .as(url)
                    .isInstanceOf(InvalidArgumentException.class);
        }
        assertThatThrownBy(() -> Cairn.open("no-such-engine:/x")).hasMessageContaining("model");
        assertThatThrownBy(() -> Cairn.open("model:?noSuchOption=1"))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> Cairn.open("model:?limits.noSuchLimit=1"))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> Cairn.open("model:?durability=maybe"))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    @DisplayName("errors say what is wrong with which key")
    void messages() {
        byte[] tooLong = new byte[64 * 1024 + 1];
        Arrays.fill(tooLong, (byte) 'x');
        assertThatThrownBy(() -> db.put(tooLong, b("")))
                .isInstanceOfSatisfying(
                        CairnException.class,
                        e -> {
                            assertThat(e.getMessage()).contains("65537", "65536");
                            assertThat(e.getMessage()).as("not the whole key").hasSizeLessThan(600);
                            assertThat(e.context()).isNotEmpty();
                        });
    }
}
