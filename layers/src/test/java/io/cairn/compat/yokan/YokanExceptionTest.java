package io.cairn.compat.yokan;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.Cairn;
import io.cairn.error.CairnException;
import io.cairn.error.ErrorCode;
import io.cairn.layer.collection.CollectionException;
import io.cairn.layer.collection.Collections;
import io.cairn.layer.collection.Index;
import io.cairn.layer.tuple.Subspace;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers and names are Yokan's, and each of Cairn's errors has one. */
class YokanExceptionTest {

    /** Yokan's names, in the order of their numbers. */
    private static final String RETURN_CODES =
            """
            SUCCESS ERR_ALLOCATION ERR_INVALID_MID ERR_INVALID_ARGS ERR_INVALID_PROVIDER
            ERR_INVALID_DATABASE ERR_INVALID_BACKEND ERR_INVALID_CONFIG ERR_INVALID_ID
            ERR_INVALID_FILTER ERR_FROM_MERCURY ERR_FROM_ARGOBOTS ERR_FROM_REMI ERR_OP_UNSUPPORTED
            ERR_OP_FORBIDDEN ERR_KEY_NOT_FOUND ERR_BUFFER_SIZE ERR_KEY_EXISTS ERR_CORRUPTION ERR_IO
            ERR_INCOMPLETE ERR_TIMEOUT ERR_ABORTED ERR_BUSY ERR_EXPIRED ERR_TRY_AGAIN ERR_SYSTEM
            ERR_CANCELED ERR_PERMISSION ERR_MODE ERR_NONCONTIG ERR_READONLY ERR_MIGRATED
            ERR_MID_NOT_LISTENING STOP_ITERATION ERR_OTHER
            """;

    private static Map<String, Integer> constants(Class<?> of) {
        return Arrays.stream(of.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .collect(
                        Collectors.toMap(
                                Field::getName,
                                YokanExceptionTest::number,
                                (a, b) -> a,
                                TreeMap::new));
    }

    private static int number(Field field) {
        try {
            return field.getInt(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyReturnCodeHasItsNumber() {
        Map<String, Integer> expected = new TreeMap<>();
        for (String name : RETURN_CODES.strip().split("\\s+")) {
            expected.put("YOKAN_" + name, expected.size());
        }
        assertThat(expected).hasSize(36);
        assertThat(constants(ReturnCode.class)).isEqualTo(expected);
    }

    @Test
    void everyModeHasItsBits() {
        Map<String, Integer> expected = new TreeMap<>();
        for (io.cairn.api.Mode mode : io.cairn.api.Mode.values()) {
            String name = mode == io.cairn.api.Mode.INLINE ? "NO_RDMA" : mode.name();
            expected.put("YOKAN_MODE_" + name, mode.bits());
        }
        expected.put("YOKAN_MODE_DEFAULT", 0);
        expected.put("YOKAN_MODE_NOTIFY", 8);
        assertThat(expected).hasSize(18);
        assertThat(constants(Mode.class)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void everyErrorOfCairnHasANumberOfItsOwnKind(ErrorCode code) {
        CairnException cause = CairnException.of(code, "text", Map.of("key", "k"), null);
        YokanException error = YokanException.of(cause);
        assertThat(error).hasCause(cause).hasMessage("text [key=k] [code=%d]", error.code());
        assertThat(error.code()).isEqualTo(number(code));
    }

    /** Those of the collections are seen in the tests of documents; these cannot be. */
    @Test
    void theErrorsOfIndexes() {
        try (io.cairn.api.Database db = Cairn.inMemory()) {
            Collections collections = new Collections(db.keyspace("k"), Subspace.of());
            io.cairn.layer.collection.Collection c =
                    collections.create(db, "c", Index.unique("/name"));
            c.store(db, utf8("{\"name\":1}"));
            assertThat(number(() -> c.store(db, utf8("{\"name\":1}")))).isEqualTo(17);
            assertThat(number(() -> c.indexes().find(db, "/other", 1))).isEqualTo(15);
        }
    }

    private static int number(ThrowingCallable call) {
        CollectionException cause = catchThrowableOfType(CollectionException.class, call);
        return YokanException.of(cause).code();
    }

    private static int number(ErrorCode code) {
        return switch (code) {
            case INVALID_ARGUMENT -> 3;
            case CLOSED -> 5;
            case INVALID_CONFIG -> 7;
            case INVALID_FILTER -> 9;
            case DISCONNECTED -> 10;
            case UNSUPPORTED -> 13;
            case LIMIT -> 14;
            case BUFFER_TOO_SMALL -> 16;
            case CHECKSUM, FORMAT -> 18;
            case IO, POISONED -> 19;
            case UNKNOWN_COMMIT -> 20;
            case TIMEOUT -> 21;
            case VETO -> 22;
            case LOCKED -> 23;
            case TOO_OLD -> 24;
            case CONFLICT -> 25;
            case NO_SPACE -> 26;
            case PERMISSION -> 28;
            case INVALID_MODE -> 29;
            case BAD_STATE -> 35;
        };
    }
}
