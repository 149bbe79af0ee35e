package io.cairn.ipc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Entry;
import io.cairn.api.Keyspace;
import io.cairn.api.ListRequest;
import io.cairn.api.Sizes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ClosedException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.TransactionStateException;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.client.DirectLines.Cut;
import io.cairn.ipc.protocol.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Batches, and calls that do not wait. */
class RemoteTogetherTest extends RemoteTest {

    @Test
    void aBatchDoesEverythingAndGivesEveryResult() {
        Keyspace one = db.keyspace("one");
        List<Pipelined<?>> done = new ArrayList<>();
        db.batch(batch -> {
            done.add(batch.put(b("a"), b("1")));
            done.add(batch.putAll(List.of(new Entry(b("b"), b("2")))));
            done.add(batch.in(one).put(b("c"), b("3")));
            done.add(batch.in(one).get(b("c")));
            done.add(batch.exists(b("a")));
            done.add(batch.length(b("none")));
            done.add(batch.count(KeyRange.all()));
            done.add(batch.delete(b("a")));
            done.add(batch.deleteAll(List.of(b("b"))));
            assertThat(seen()).doesNotContain(Opcode.PUT);
        });
        assertThat(done.get(3).get()).isEqualTo(b("3"));
        assertThat(done.get(4).get()).isEqualTo(true);
        assertThat(done.get(5).get()).isEqualTo(Sizes.ABSENT);
        assertThat(done.get(6).get()).isEqualTo(2L);
        assertThat(done.get(0).get()).isNull();
        assertThat(there.count(KeyRange.all())).isZero();
        db.batch(nothing -> {});
    }

    @Test
    void aLargeBatchIsSentInSeveralWrites() {
        int operations = 10_000;
        db.batch(batch -> {
            for (int i = 0; i < operations; i++) {
                batch.put(b("k" + i), new byte[300]);
            }
        });
        assertThat(there.count(KeyRange.all())).isEqualTo(operations);
    }

    @Test
    void aBatchThatIsBadOrTooLargeIsNotSent() {
        assertThatThrownBy(() ->
                        db.batch(batch -> {
                            batch.put(b("k"), b("v"));
                            batch.put(b(""), b("v"));
                        }))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() ->
                        db.batch(batch -> {
                            for (int i = 0; i <= 100_000; i++) {
                                batch.exists(b("k"));
                            }
                        }))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("batchOperationsMax");
        assertThat(seen()).isEmpty();
    }

    @Test
    void resultsAndOperationsHaveTheirTime() {
        List<Pipeline> kept = new ArrayList<>();
        db.batch(batch -> {
            Pipelined<Boolean> early = batch.exists(b("k"));
            assertThatThrownBy(early::get).isInstanceOf(TransactionStateException.class);
            kept.add(batch);
        });
        assertThatThrownBy(() -> kept.getFirst().get(b("k")))
                .isInstanceOf(TransactionStateException.class);
    }

    @Test
    void oneFailureOfABatchIsThrownAndTheOthersAreThere() {
        Keyspace dropped = db.keyspace("dropped");
        there.dropKeyspace(there.keyspace("dropped"));
        List<Pipelined<?>> done = new ArrayList<>();
        assertThatThrownBy(() ->
                        db.batch(batch -> {
                            done.add(batch.in(dropped).put(b("k"), b("v")));
                            done.add(batch.put(b("k"), b("v")));
                        }))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(done.get(0)::get).isInstanceOf(InvalidArgumentException.class);
        assertThat(done.get(1).get()).isNull();
        assertThat(text(there.get(b("k")))).isEqualTo("v");
    }

    @Test
    void aBatchThatWasNotSentIsSentAgainAndALostWriteIsUnknown() {
        cutAt(Opcode.PUT, Cut.UNSENT);
        db.batch(batch -> batch.put(b("k"), b("v")));
        assertThat(text(there.get(b("k")))).isEqualTo("v");
        cutAt(Opcode.PUT, Cut.UNANSWERED);
        List<Pipelined<?>> done = new ArrayList<>();
        assertThatThrownBy(() ->
                        db.batch(batch -> {
                            done.add(batch.put(b("k"), b("w")));
                            done.add(batch.put(b("j"), b("w")));
                        }))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThatThrownBy(done.get(1)::get).isInstanceOf(UnavailableException.class);
    }

    @Test
    void callsThatDoNotWaitGiveWhatTheOthersGive() throws Exception {
        AsyncView async = db.async();
        async.put(b("a"), b("1")).get();
        async.putAll(List.of(new Entry(b("b"), b("2")), new Entry(b("c"), b("3")))).get();
        async.in(db.keyspace("one")).put(b("z"), b("9")).get();
        async.delete(b("c")).get();
        assertThat(text(async.get(b("a")).get())).isEqualTo("1");
        assertThat(async.get(b("c")).get()).isNull();
        assertThat(async.exists(b("b")).get()).isTrue();
        assertThat(async.length(b("b")).get()).isEqualTo(1);
        assertThat(async.getAll(List.of(b("b"), b("x"))).get()).containsExactly(b("2"), null);
        assertThat(async.count(KeyRange.all()).get()).isEqualTo(2);
        assertThat(async.list(ListRequest.first(1)).get().entries()).hasSize(1);
        async.deleteAll(List.of(b("a"), b("b"))).get();
        assertThat(there.count(KeyRange.all())).isZero();
        assertThatThrownBy(() -> async.get(b(""))).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void whatIsGivenIsCopied() throws Exception {
        byte[] value = b("v");
        cutAt(Opcode.PUT, Cut.UNSENT);
        CompletableFuture<?> put = db.async().put(b("k"), value);
        value[0] = 'X';
        put.get();
        assertThat(text(there.get(b("k")))).isEqualTo("v");
    }

    @Test
    void lostCallsAreSentAgainWhereThatDoesNoHarm() throws Exception {
        AsyncView async = db.async();
        cutAt(Opcode.GET, Cut.UNANSWERED);
        assertThat(async.get(b("k")).get(9, TimeUnit.SECONDS)).isNull();
        cutAt(Opcode.PUT, Cut.UNSENT);
        async.put(b("k"), b("v")).get(9, TimeUnit.SECONDS);
        assertThat(text(there.get(b("k")))).isEqualTo("v");
        cutAt(Opcode.DELETE, Cut.UNANSWERED);
        assertThatThrownBy(() -> async.delete(b("k")).get(9, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void nothingGoesOnAfterTheDatabaseWasClosed() {
        AsyncView async = db.async();
        db.close();
        assertThatThrownBy(db::async).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> async.get(b("k"))).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> db.batch(batch -> batch.get(b("k"))))
                .isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> db.register(9)).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> db.outcome("0".repeat(32))).isInstanceOf(ClosedException.class);
    }
}
