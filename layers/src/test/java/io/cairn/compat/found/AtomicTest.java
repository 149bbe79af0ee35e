package io.cairn.compat.found;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Entry;
import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Tuple;
import io.cairn.layer.tuple.Versionstamp;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes of values that need not be read first, on every store. */
class AtomicTest {

    private static final byte[] KEY = utf8("key");

    @TempDir private Path directory;

    @FunctionalInterface
    private interface Operation {
        void run(FoundTransaction tx, byte[] key, byte[] param);
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    }

    private static @Nullable Void increment(FoundTransaction tx) {
        Atomic.add(tx, KEY, number(1));
        return null;
    }

    /** Sets a value unless it is null, changes it and returns what it is then. */
    private static byte @Nullable [] changed(
            FoundTransaction tx, byte @Nullable [] present, Operation operation, byte[] param) {
        Found.clear(tx, KEY);
        if (present != null) {
            Found.set(tx, KEY, present);
        }
        operation.run(tx, KEY, param);
        return Found.get(tx, KEY);
    }

    @ParameterizedTest
    @EnumSource
    void valuesAreAddedAppendedComparedAndCleared(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            assertThat(changed(tx, number(0), Atomic::add, number(5))).isEqualTo(number(5));
            assertThat(changed(tx, null, Atomic::add, number(5))).isEqualTo(number(5));
            assertThat(changed(tx, number(-1), Atomic::add, number(2))).isEqualTo(number(1));
            assertThat(changed(tx, utf8("hello"), Atomic::appendIfFits, utf8(" world")))
                    .isEqualTo(utf8("hello world"));
            assertThat(changed(tx, null, Atomic::appendIfFits, utf8("hello")))
                    .isEqualTo(utf8("hello"));
            assertThat(changed(tx, utf8("a"), Atomic::compareAndClear, utf8("a"))).isNull();
            assertThat(changed(tx, utf8("a"), Atomic::compareAndClear, utf8("b")))
                    .isEqualTo(utf8("a"));
            assertThat(changed(tx, null, Atomic::compareAndClear, utf8("b"))).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesAreComparedWholeAndNumbersFromTheirEnd(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            byte[] low = {1, 2};
            byte[] high = {2, 1};
            assertThat(changed(tx, low, Atomic::max, high)).isEqualTo(low);
            assertThat(changed(tx, low, Atomic::min, high)).isEqualTo(high);
            assertThat(changed(tx, low, Atomic::byteMax, high)).isEqualTo(high);
            assertThat(changed(tx, low, Atomic::byteMin, high)).isEqualTo(low);
            assertThat(changed(tx, high, Atomic::byteMax, low)).isEqualTo(high);
            assertThat(changed(tx, high, Atomic::byteMin, low)).isEqualTo(low);
            assertThat(changed(tx, utf8("ab"), Atomic::byteMax, utf8("a"))).isEqualTo(utf8("ab"));
            List<Operation> all =
                    List.of(
                            Atomic::max,
                            Atomic::min,
                            Atomic::byteMax,
                            Atomic::byteMin,
                            Atomic::bitAnd,
                            Atomic::bitOr,
                            Atomic::bitXor);
            for (Operation operation : all) {
                assertThat(changed(tx, null, operation, high)).isEqualTo(high);
            }
        }
    }

    private static BigInteger unsigned(byte[] littleEndian, int length) {
        byte[] bigEndian = new byte[length];
        for (int i = 0; i < Math.min(length, littleEndian.length); i++) {
            bigEndian[length - 1 - i] = littleEndian[i];
        }
        return new BigInteger(1, bigEndian);
    }

    @Test
    void numbersAreAsBigIntegersWouldHaveThem() {
        Random random = new Random(4711);
        try (FoundDatabase db = Found.open("memory:");
                FoundTransaction tx = Found.transaction(db)) {
            for (int i = 0; i < 500; i++) {
                byte[] present = new byte[random.nextInt(6)];
                byte[] param = new byte[1 + random.nextInt(5)];
                random.nextBytes(present);
                random.nextBytes(param);
                int n = param.length;
                BigInteger a = unsigned(present, n);
                BigInteger b = unsigned(param, n);
                BigInteger modulus = BigInteger.ONE.shiftLeft(8 * n);
                assertThat(number(tx, present, Atomic::add, param))
                        .isEqualTo(a.add(b).mod(modulus));
                assertThat(number(tx, present, Atomic::bitAnd, param)).isEqualTo(a.and(b));
                assertThat(number(tx, present, Atomic::bitOr, param)).isEqualTo(a.or(b));
                assertThat(number(tx, present, Atomic::bitXor, param)).isEqualTo(a.xor(b));
                assertThat(number(tx, present, Atomic::max, param)).isEqualTo(a.max(b));
                assertThat(number(tx, present, Atomic::min, param)).isEqualTo(a.min(b));
            }
        }
    }

    private static BigInteger number(
            FoundTransaction tx, byte[] present, Operation operation, byte[] param) {
        byte[] value = changed(tx, present, operation, param);
        assertThat(value).hasSameSizeAs(param);
        return value == null ? BigInteger.ZERO : unsigned(value, param.length);
    }

    @Test
    void whatDoesNotFitIsNotAppended() {
        try (FoundDatabase db = Found.open("memory:?limits.valueBytesMax=10&limits.keyBytesMax=9");
                FoundTransaction tx = Found.transaction(db)) {
            byte[] present = utf8("12345");
            assertThat(changed(tx, present, Atomic::appendIfFits, utf8("67890"))).hasSize(10);
            assertThat(changed(tx, present, Atomic::appendIfFits, utf8("678901")))
                    .isEqualTo(present);
            assertThat(changed(tx, present, Atomic::appendIfFits, new byte[11])).isEqualTo(present);
            assertThatThrownBy(() -> Atomic.appendIfFits(tx, new byte[10], present))
                    .isInstanceOf(LimitException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void threadsLoseNoAddition(Store store) throws Exception {
        int threads = 4;
        int times = 25;
        try (OpenFound f = OpenFound.in(store, directory);
                ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(
                        executor.submit(() -> {
                            for (int n = 0; n < times; n++) {
                                Found.transactional(f.db(), AtomicTest::increment);
                            }
                        }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            byte[] sum = Found.transactional(f.db(), tx -> Found.get(tx, KEY));
            assertThat(sum).isEqualTo(number(threads * times));
        }
    }

    @ParameterizedTest
    @EnumSource
    void versionstampsOfKeysAndValuesAreThoseOfTheCommits(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            List<Versionstamp> stamps = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                try (FoundTransaction tx = Found.transaction(f.db())) {
                    byte[] stamped =
                            Found.packWithVersionstamp(Tuple.of("log", Versionstamp.incomplete(3)));
                    Atomic.setVersionstampedKey(tx, stamped, utf8("entry " + i));
                    Atomic.setVersionstampedValue(tx, utf8("last"), stamped);
                    Found.commit(tx);
                    stamps.add(Versionstamp.complete(Found.getVersionstamp(tx), 3));
                }
            }
            byte[] begin = Found.pack(Tuple.of("log"));
            List<Entry> log =
                    Found.transactional(
                            f.db(),
                            tx -> Found.all(Found.query(tx, begin, Found.nextPrefix(begin))));
            assertThat(log)
                    .extracting(entry -> Found.unpack(entry.key()).versionstamp(1))
                    .containsExactlyElementsOf(stamps)
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(log.get(7).value()).isEqualTo(utf8("entry 7"));
            byte[] last = Found.transactional(f.db(), tx -> Found.get(tx, utf8("last")));
            assertThat(last)
                    .isEqualTo(Found.pack(Tuple.of("log", stamps.getLast())))
                    .isNotEqualTo(Bytes.EMPTY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePlaceOfAVersionstampIsChecked(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            byte[] far =
                    ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putInt(16, 7).array();
            byte[] negative = number(-1);
            for (byte[] wrong : List.of(new byte[3], far, negative)) {
                assertThatThrownBy(() -> Atomic.setVersionstampedKey(tx, wrong, KEY))
                        .isInstanceOf(InvalidArgumentException.class);
                assertThatThrownBy(() -> Atomic.setVersionstampedValue(tx, KEY, wrong))
                        .isInstanceOf(InvalidArgumentException.class);
            }
        }
    }
}
