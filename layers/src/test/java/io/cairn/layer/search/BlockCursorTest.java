package io.cairn.layer.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.layer.tuple.Subspace;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How much of the terms' rows a search reads. */
class BlockCursorTest {

    private static final int DOCUMENTS = 50_000;

    private int rows;
    private int open;
    private int openMax;

    private <T> T counted(Class<T> type, T target) {
        InvocationHandler handler =
                (_, method, arguments) -> {
                    try {
                        Object result = method.invoke(target, arguments);
                        rows += Boolean.TRUE.equals(result) ? 1 : 0;
                        open -= method.getName().equals("close") ? 1 : 0;
                        if (result instanceof Cursor cursor) {
                            openMax = Math.max(openMax, ++open);
                            return counted(Cursor.class, cursor);
                        }
                        return result instanceof ReadView view
                                ? counted(ReadView.class, view)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                };
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Test
    void aRareTermLeapsOverTheBlocksOfACommonOne() {
        try (Database db = Cairn.inMemory()) {
            Keyspace keyspace = db.keyspace("texts");
            TextIndex index = new TextIndex(keyspace, Subspace.of());
            db.transact(tx -> {
                for (int i = 0; i < DOCUMENTS; i++) {
                    boolean rare = i == 3 || i == 25_000 || i == 49_990;
                    index.index(tx, i, rare ? Map.of("A", i, "a", 1, "z", i) : Map.of("a", 1));
                }
                return null;
            });
            ReadView view = counted(ReadView.class, db);
            assertThat(index.searchIn(view, SearchQuery.all(9, "a", "z")))
                    .containsExactly(
                            new Hit(49_990L, 49_991), new Hit(25_000L, 25_001), new Hit(3L, 4));
            assertThat(rows).isLessThan(100);
            int rowsFromLast = rows;
            rows = 0;
            assertThat(index.searchIn(view, SearchQuery.all(9, "A", "a"))).hasSize(3);
            assertThat(rows).as("whatever the order of the terms").isEqualTo(rowsFromLast);
            assertThat(openMax).isEqualTo(2);
            assertThat(open).isZero();
            rows = 0;
            assertThat(index.searchIn(view, SearchQuery.any(1, "a", "z"))).hasSize(1);
            assertThat(rows).isEqualTo(Math.ceilDiv(DOCUMENTS, Block.PLACES) + 3);
            assertThat(openMax).isEqualTo(2);
            assertThat(open).isZero();
        }
    }
}
