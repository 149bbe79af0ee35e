package io.cairn.ipc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.PutOutcome;
import io.cairn.api.Sizes;
import io.cairn.error.BufferTooSmallException;
import io.cairn.error.ClosedException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.UnavailableException;
import io.cairn.error.UnsupportedRequestException;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.server.region.RegionBudget;
import io.cairn.ipc.server.region.RegionTable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Buffers that a client fills and reads, over regions of the server's own making. */
final class RegisteredBufferTest {

    private static final byte[] KEY = {1};
    private static final long BYTES = 10_000;

    private final Database database = Cairn.inMemory();
    private final Keyspace other = database.keyspace("other");
    private final RegionBudget budget = new RegionBudget(1 << 24, 1 << 24, 4);
    private final RegionLine line = line(1 << 24);

    @AfterEach
    void close() {
        line.close();
        database.close();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void putsFromAndGetsIntoItsMemory() {
        try (RegisteredBuffer buffer = register()) {
            MemorySegment memory = buffer.segment();
            assertThat(memory.byteSize()).isEqualTo(BYTES);
            memory.asSlice(5, 3).fill((byte) 7);
            buffer.put(KEY, 5, 3);

            assertThat(database.get(KEY)).containsExactly(7, 7, 7);
            assertThat(buffer.getInto(KEY, BYTES - 3, 3)).isEqualTo(3);
            assertThat(memory.asSlice(BYTES - 3).toArray(ValueLayout.JAVA_BYTE))
                    .containsExactly(7, 7, 7);
            assertThat(buffer.getInto(new byte[] {2}, 0, 3)).isEqualTo(Sizes.ABSENT);
        }
    }

    @Test
    void honoursModesAndKeyspaces() {
        try (RegisteredBuffer buffer = register()) {
            Modes newOnly = Modes.of(Mode.NEW_ONLY);
            Modes consume = Modes.of(Mode.CONSUME);
            buffer.put(other, KEY, 0, 2);
            assertThat(database.get(KEY)).isNull();
            assertThat(database.in(other).get(KEY)).containsExactly(0, 0);
            assertThat(buffer.put(other, KEY, 0, 1, newOnly)).isNotEqualTo(PutOutcome.WRITTEN);
            assertThat(buffer.put(KEY, 0, 1, newOnly)).isEqualTo(PutOutcome.WRITTEN);

            assertThat(buffer.getInto(other, KEY, 0, 9)).isEqualTo(2);
            assertThat(buffer.getInto(other, KEY, 0, 9, consume)).isEqualTo(2);
            assertThat(database.in(other).get(KEY)).isNull();
            assertThat(buffer.getInto(KEY, 0, 9, consume)).isEqualTo(1);
            assertThat(database.get(KEY)).isNull();
        }
    }

    @Test
    void aValueThatDoesNotFitChangesNothing() {
        database.put(KEY, new byte[] {1, 2, 3});
        try (RegisteredBuffer buffer = register()) {
            assertThatThrownBy(() -> buffer.getInto(KEY, 0, 2, Modes.of(Mode.CONSUME)))
                    .isInstanceOfSatisfying(
                            BufferTooSmallException.class,
                            e -> assertThat(e.needed()).isEqualTo(3));
            assertThat(buffer.segment().get(ValueLayout.JAVA_BYTE, 0)).isZero();
            assertThat(database.get(KEY)).hasSize(3);
        }
    }

    @Test
    void refusesBadArgumentsWithoutAskingTheServer() {
        try (RegisteredBuffer buffer = register()) {
            int asked = line.seen.size();
            assertThatThrownBy(() -> buffer.put(KEY, BYTES, 1))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("offset=" + BYTES)
                    .hasMessageContaining("size=" + BYTES);
            assertThatThrownBy(() -> buffer.put(KEY, -1, 1))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> buffer.getInto(KEY, 1, Long.MAX_VALUE))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> buffer.getInto(KEY, 0, -1))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> buffer.put(new byte[0], 0, 1))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThat(line.seen).hasSize(asked);
        }
        assertThatThrownBy(() -> RegisteredBuffer.register(line, 0, keyspace -> 0))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void closingGivesTheMemoryBack() {
        RegisteredBuffer buffer = register();
        assertThat(line.holds).isEqualTo(1);
        MemorySegment memory = buffer.segment();
        buffer.close();
        buffer.close();

        assertThat(line.holds).isZero();
        assertThat(budget.usedBytes()).isZero();
        assertThat(buffer.isOpen()).isFalse();
        assertThatThrownBy(() -> memory.get(ValueLayout.JAVA_BYTE, 0))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> buffer.put(KEY, 0, 1)).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> buffer.getInto(KEY, 0, 1)).isInstanceOf(ClosedException.class);
    }

    @Test
    void closingDuringACallLetsItEnd() {
        RegisteredBuffer buffer = register();
        line.before =
                () -> {
                    line.before = () -> {};
                    buffer.close();
                };
        buffer.put(KEY, 0, 4);

        assertThat(database.get(KEY)).hasSize(4);
        assertThat(line.seen.getLast()).isInstanceOf(RegionRequest.Close.class);
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void aLostConnectionIsToldApartFromALostCall() {
        try (RegisteredBuffer buffer = register()) {
            buffer.segment().fill((byte) 3);
            line.before = line::close;
            assertThatThrownBy(() -> buffer.put(KEY, 0, 1))
                    .isInstanceOf(OutcomeUnknownException.class);

            assertThat(buffer.isOpen()).isFalse();
            assertThatThrownBy(() -> buffer.put(KEY, 0, 1))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("register another buffer");
            assertThat(buffer.segment().get(ValueLayout.JAVA_BYTE, BYTES - 1)).isEqualTo((byte) 3);
        }
    }

    @Test
    void aLostReadIsNotAnUnknownOutcomeUnlessItConsumes() {
        try (RegisteredBuffer buffer = register()) {
            line.before = line::close;
            assertThatThrownBy(() -> buffer.getInto(KEY, 0, 1))
                    .isInstanceOf(UnavailableException.class);
        }
        RegionLine second = line(1 << 24);
        try (RegisteredBuffer buffer = RegisteredBuffer.register(second, 1, keyspace -> 0)) {
            second.before = second::close;
            assertThatThrownBy(() -> buffer.getInto(KEY, 0, 1, Modes.of(Mode.CONSUME)))
                    .isInstanceOf(OutcomeUnknownException.class);
        }
    }

    @Test
    void aServerWithoutSharedMemoryIsNotAsked() {
        RegionLine poor = line(0);
        assertThatThrownBy(() -> RegisteredBuffer.register(poor, 1, keyspace -> 0))
                .isInstanceOf(UnsupportedRequestException.class);
        assertThat(poor.seen).isEmpty();
    }

    private RegisteredBuffer register() {
        return RegisteredBuffer.register(line, BYTES, keyspace -> keyspace == other ? 5 : 0);
    }

    private RegionLine line(long regionBytesMax) {
        return new RegionLine(
                database, new RegionTable(budget), Map.of(5, database.in(other)), regionBytesMax);
    }
}
