package io.cairn.layer.objects;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.BufferTooSmallException;
import io.cairn.error.ClosedException;
import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Registered buffers and lent objects. */
class BuffersTest {

    private static final long LIMIT = 32 << 20;

    @TempDir Path directory;

    private static byte[] bytes(MemorySegment segment) {
        return segment.toArray(ValueLayout.JAVA_BYTE);
    }

    @ParameterizedTest
    @EnumSource
    void check17FloatsGoInAndOut(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT);
                Arena arena = Arena.ofShared()) {
            float[] floats = new float[1_000_000];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = i / 7f;
            }
            MemorySegment out = arena.allocateFrom(ValueLayout.JAVA_FLOAT, floats);
            MemorySegment in = arena.allocate(out.byteSize());
            try (RegisteredBuffer from = open.store().register(out);
                    RegisteredBuffer to = open.store().register(in)) {
                assertThat(open.store().putFrom("t", from.range(), where.config()).isCreated())
                        .isTrue();
                assertThat(open.store().getInto("t", to.range())).hasValue(4_000_000);
                assertThat(in.mismatch(out)).isEqualTo(-1);
            }
        }
    }

    @Test
    void check06And18OnlyWhatIsRegisteredIsRead() {
        try (OpenObjects open = Where.MEMORY.open(directory, LIMIT);
                OpenObjects other = Where.MEMORY.open(directory, LIMIT);
                Arena arena = Arena.ofShared()) {
            ObjectStore store = open.store();
            RegisteredBuffer buffer = store.register(arena.allocate(100));
            for (long[] place :
                    new long[][] {{0, 101}, {-1, 5}, {5, -1}, {100, 1}, {1, Long.MAX_VALUE}}) {
                assertThatThrownBy(() -> buffer.range(place[0], place[1]))
                        .isInstanceOf(InvalidArgumentException.class);
            }
            ReplicateConfig config = ReplicateConfig.standard();
            assertThatThrownBy(() -> store.putFrom("k", buffer.range(3, 0), config))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> other.store().putFrom("k", buffer.range(), config))
                    .isInstanceOf(InvalidArgumentException.class);
            buffer.close();
            buffer.close();
            assertThat(buffer.isOpen()).isFalse();
            assertThatThrownBy(() -> store.putFrom("k", buffer.range(), config))
                    .isInstanceOf(ClosedException.class);
            assertThat(store.exists("k")).isFalse();
        }
    }

    @Test
    void check21BuffersDoNotOverlapAndAreNative() {
        try (OpenObjects open = Where.MEMORY.open(directory, LIMIT);
                Arena arena = Arena.ofShared()) {
            MemorySegment memory = arena.allocate(100);
            RegisteredBuffer middle = open.store().register(memory.asSlice(40, 20));
            for (long[] place : new long[][] {{0, 100}, {30, 11}, {59, 10}, {45, 5}, {40, 20}}) {
                assertThatThrownBy(() -> open.store().register(memory.asSlice(place[0], place[1])))
                        .isInstanceOf(InvalidArgumentException.class);
            }
            for (long[] place : new long[][] {{0, 40}, {60, 40}}) {
                open.store().register(memory.asSlice(place[0], place[1])).close();
            }
            middle.close();
            RegisteredBuffer all = open.store().register(memory);
            for (MemorySegment bad :
                    List.of(
                            MemorySegment.ofArray(new byte[10]),
                            arena.allocate(10).asReadOnly(),
                            arena.allocate(10).asSlice(0, 0))) {
                assertThatThrownBy(() -> open.store().register(bad))
                        .isInstanceOf(InvalidArgumentException.class);
            }
            open.store().close();
            assertThat(all.isOpen()).isFalse();
        }
    }

    @Test
    void check18MemoryThatWasFreedOrIsAnotherThreadsIsRefused() {
        try (OpenObjects open = Where.MEMORY.open(directory, LIMIT)) {
            ObjectStore store = open.store();
            ReplicateConfig config = ReplicateConfig.standard();
            RegisteredBuffer freed;
            try (Arena arena = Arena.ofConfined()) {
                freed = store.register(arena.allocate(10));
                try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
                    Future<?> put =
                            threads.submit(() -> store.putFrom("other", freed.range(), config));
                    assertThatThrownBy(put::get).hasCauseInstanceOf(InvalidArgumentException.class);
                }
                store.putFrom("k", freed.range(), config);
            }
            assertThatThrownBy(() -> store.putFrom("x", freed.range(), config))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> store.getInto("k", freed.range()))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThat(store.exists("other")).isFalse();
            freed.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void check19And20ABufferIsLargeEnoughOrUntouched(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT);
                Arena arena = Arena.ofShared()) {
            byte[] value = OpenObjects.value(1, 1000);
            open.store().put("k", value, where.config());
            MemorySegment memory = arena.allocate(3000);
            RegisteredBuffer buffer = open.store().register(memory);
            assertThatThrownBy(() -> open.store().getInto("k", buffer.range(1000, 999)))
                    .isInstanceOfSatisfying(
                            BufferTooSmallException.class,
                            e -> {
                                assertThat(e.needed()).isEqualTo(1000);
                                assertThat(ObjectStatus.of(e).code()).isEqualTo(-600);
                            });
            assertThat(bytes(memory)).containsOnly(0);
            assertThat(open.store().getInto("k", buffer.range(1000, 2000))).hasValue(1000);
            assertThat(bytes(memory.asSlice(1000, 1000))).isEqualTo(value);
            assertThat(bytes(memory.asSlice(0, 1000))).containsOnly(0);
            assertThat(bytes(memory.asSlice(2000))).containsOnly(0);
            assertThat(open.store().getInto("missing", buffer.range())).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void check22BatchesHaveAResultForEachItem(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT);
                Arena arena = Arena.ofShared()) {
            ObjectStore store = open.store();
            MemorySegment memory = arena.allocate(3000);
            MemorySegment.copy(
                    MemorySegment.ofArray(OpenObjects.value(5, 3000)), 0, memory, 0, 3000);
            RegisteredBuffer from = store.register(memory);
            List<String> keys = List.of("a", "b", "c");
            List<BufferRange> ranges =
                    List.of(from.range(0, 1000), from.range(1000, 500), from.range(2999, 1));
            assertThat(store.putAllFrom(keys, ranges, where.config()))
                    .extracting(PutResult::status)
                    .containsOnly(ObjectStatus.OK);
            MemorySegment back = arena.allocate(3000);
            RegisteredBuffer to = store.register(back);
            long[] sizes =
                    store.getAllInto(
                            List.of("a", "missing", "b", "c"),
                            List.of(
                                    to.range(0, 1000),
                                    to.range(0, 0),
                                    to.range(1000, 499),
                                    to.range(2999, 1)));
            assertThat(sizes).containsExactly(1000, -704, -600, 1);
            assertThat(back.asSlice(0, 1000).mismatch(memory.asSlice(0, 1000))).isEqualTo(-1);
            assertThatThrownBy(() -> store.getAllInto(keys, List.of(to.range())))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> store.putAllFrom(List.of("x"), ranges, where.config()))
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void check23ALentObjectStaysAsItIs(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            ObjectStore store = open.store();
            byte[] value = OpenObjects.value(1, 300_000);
            store.put("k", value, where.config());
            PinnedObject lent = store.getBuffer("k").orElseThrow();
            assertThat(lent.size()).isEqualTo(300_000);
            assertThat(lent.buffer().remaining()).isEqualTo(300_000);
            assertThat(lent.segment().isNative()).isTrue();
            assertThatThrownBy(() -> lent.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 1))
                    .isInstanceOf(IllegalArgumentException.class);
            store.upsert("k", utf8("other"), where.config());
            assertThat(bytes(lent.segment())).isEqualTo(value);
            assertThat(store.get("k")).hasValue(utf8("other"));
            assertThat(store.remove("k")).isTrue();
            assertThat(store.exists("k")).isFalse();
            assertThat(bytes(lent.segment())).isEqualTo(value);
            assertThat(lent.isIntact()).isTrue();
            lent.close();
            lent.close();
            assertThatThrownBy(lent::segment).isInstanceOf(ClosedException.class);
            assertThatThrownBy(lent::size).isInstanceOf(ClosedException.class);
            assertThat(open.used()).isZero();
        }
    }

    @Test
    void aLentObjectIsNotACopy() {
        try (OpenObjects open = Where.MEMORY.open(directory, LIMIT)) {
            open.store().put("k", OpenObjects.value(1, 1000));
            try (PinnedObject one = open.store().getBuffer("k").orElseThrow();
                    PinnedObject two = open.store().getBuffer("k").orElseThrow()) {
                assertThat(one.segment().address()).isEqualTo(two.segment().address());
            }
        }
    }
}
