package io.cairn.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.cli.terminal.Progress;
import io.cairn.cli.terminal.Streams;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The check of a database finds an engine that lies: an entry that one direction misses, a wrong
 * order, a point read that differs.
 */
class DatabaseCheckTest {

    private static final Entry A = new Entry(Bytes.utf8("a"), Bytes.utf8("1"));
    private static final Entry B = new Entry(Bytes.utf8("b"), Bytes.utf8("2"));
    private static final Entry C = new Entry(Bytes.utf8("c"), Bytes.utf8("3"));

    @Test
    void aSoundDatabaseHasNoProblem() {
        try (Database db = Cairn.inMemory()) {
            db.putAll(List.of(A, B, C));
            DatabaseCheck check = check(db);
            assertThat(check.run().entries()).isEqualTo(3);
            assertThat(check.problem()).isNull();
        }
    }

    @Test
    void liesAreFound() {
        assertThat(problem(List.of(A, B, C), List.of(C, B, A))).isNull();
        assertThat(problem(List.of(A, B, C), List.of(C, A))).contains("differ");
        assertThat(problem(List.of(A, B, C), List.of(C, new Entry(B.key(), C.value()), A)))
                .contains("differ");
        assertThat(problem(List.of(B, A, C), List.of(C, B, A))).contains("out of order");
        assertThat(problem(List.of(A, A, B), List.of(B, A, A))).contains("out of order");
        assertThat(
                        problem(
                                List.of(new Entry(A.key(), C.value())),
                                List.of(new Entry(A.key(), C.value()))))
                .contains("point read");
    }

    private static String problem(List<Entry> forward, List<Entry> reverse) {
        DatabaseCheck check = check(lying(forward, reverse));
        check.run();
        return check.problem();
    }

    private static DatabaseCheck check(ReadView view) {
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Streams streams = Streams.captured(InputStream.nullInputStream(), nowhere, nowhere);
        return new DatabaseCheck(view, Progress.ofCount(streams, "test", Progress.UNKNOWN));
    }

    /**
     * A view whose scans deliver what they are told, and whose point reads know the value 1 for a,
     * 2 for b, 3 for c.
     */
    private static ReadView lying(List<Entry> forward, List<Entry> reverse) {
        return (ReadView)
                Proxy.newProxyInstance(
                        DatabaseCheckTest.class.getClassLoader(),
                        new Class<?>[] {ReadView.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("get")) {
                                return new byte[] {(byte) (((byte[]) arguments[0])[0] - 'a' + '1')};
                            }
                            assertThat(arguments[0]).isEqualTo(KeyRange.all());
                            return cursor(
                                    ((ScanOptions) arguments[1]).direction() == Direction.FORWARD
                                            ? forward
                                            : reverse);
                        });
    }

    private static Cursor cursor(List<Entry> entries) {
        List<Entry> rest = new ArrayList<>(entries);
        Entry[] current = new Entry[1];
        return (Cursor)
                Proxy.newProxyInstance(
                        DatabaseCheckTest.class.getClassLoader(),
                        new Class<?>[] {Cursor.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "next" -> {
                                        current[0] = rest.isEmpty() ? null : rest.removeFirst();
                                        yield current[0] != null;
                                    }
                                    case "key" -> current[0].key();
                                    case "value" -> current[0].value();
                                    default -> null;
                                });
    }
}
