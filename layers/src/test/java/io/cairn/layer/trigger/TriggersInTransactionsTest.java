package io.cairn.layer.trigger;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.TransactionScope;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events fired in the body of a transaction that stores the row, on every store. */
class TriggersInTransactionsTest {

    @TempDir private Path directory;

    private final List<Object> stored = new ArrayList<>();

    private final TriggerRegistry registry = new TriggerRegistry();

    TriggersInTransactionsTest() {
        registry.register(
                TriggerPlugin.of("limit")
                        .withTrigger(
                                "payments",
                                TriggerEvent.BEFORE_INSERT,
                                (row, _) -> {
                                    if (row.get("amount") instanceof Integer amount
                                            && amount > 10_000) {
                                        throw new TriggerAbortException("too much", "LIMIT");
                                    }
                                    row.put("checked", true);
                                    return row;
                                })
                        .withTrigger(
                                "payments",
                                TriggerEvent.AFTER_INSERT,
                                (row, _) -> {
                                    stored.add(row);
                                    return row;
                                }));
    }

    private void insert(TransactionScope scope, String id, Map<String, @Nullable Object> row) {
        scope.transact(tx -> {
            tx.put(utf8("log/" + id), utf8("tried"));
            Map<String, @Nullable Object> checked =
                    registry.fire("payments", TriggerEvent.BEFORE_INSERT, row);
            tx.put(utf8("payments/" + id), utf8(checked.toString()));
            return registry.fire("payments", TriggerEvent.AFTER_INSERT, checked);
        });
    }

    @ParameterizedTest
    @EnumSource
    void check35ARefusalLeavesNoRow(Store store) {
        try (OpenStore open = store.open(directory)) {
            Database db = open.db();
            insert(db, "1", Map.of("amount", 500));
            assertThatThrownBy(() -> insert(db, "2", Map.of("amount", 10_001)))
                    .isInstanceOf(TriggerAbortException.class)
                    .hasMessage("too much");
            assertThat(db.count(KeyRange.all())).isEqualTo(2);
            assertThat(db.exists(utf8("payments/1"))).isTrue();
            assertThat(stored).containsExactly(Map.of("amount", 500, "checked", true));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalInALargerTransactionTakesEverythingBack(Store store) {
        try (OpenStore open = store.open(directory)) {
            assertThatThrownBy(() ->
                            open.db()
                                    .transact(tx -> {
                                        insert(tx, "1", Map.of("amount", 1));
                                        insert(tx, "2", Map.of("amount", 20_000));
                                        return null;
                                    }))
                    .isInstanceOf(TriggerAbortException.class);
            assertThat(open.db().count(KeyRange.all())).isZero();
        }
    }
}
