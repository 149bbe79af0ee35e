package io.cairn.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An exception taken apart and rebuilt is the same to whoever catches it. */
class RebuiltExceptionTest {

    private static final RuntimeException CAUSE = new IllegalStateException("below");

    /** One of each code, as they are thrown. */
    static List<CairnException> originals() {
        return List.of(
                new ConflictException("conflict"),
                new TransactionTooOldException("too old", "ageMax", "PT1S"),
                new OutcomeUnknownException("unknown", CAUSE, "path", "/x"),
                new InvalidModeException("mode", "flag", "CONSUME", "operation", null),
                new InvalidFilterException("filter", CAUSE, "filter", "a:b"),
                new BufferTooSmallException(Integer.MAX_VALUE + 1L, 7),
                new LimitException("limit", "limit", "keyBytesMax", "max", 3, "actual", 4L),
                new UnsupportedRequestException("unsupported"),
                new TransactionStateException("state", "z", 1, "a", 2, "m", "x=[y], z"),
                new InvalidArgumentException("argument", "argument", ""),
                new ConfigException("/limits/x: no", "value", -1),
                new VetoException("veto", CAUSE),
                new WaitTimeoutException("timeout", "waited", "1s"),
                new UnavailableException(ErrorCode.LOCKED, "locked", null, "path", "/x"),
                new UnavailableException(ErrorCode.IO, "io", CAUSE),
                new UnavailableException(ErrorCode.NO_SPACE, "full", CAUSE, "path", "/x"),
                new UnavailableException(ErrorCode.PERMISSION, "denied", null),
                new UnavailableException(ErrorCode.DISCONNECTED, "lost", null),
                new CorruptionException(ErrorCode.CHECKSUM, "damaged", CAUSE, "file", "1.log"),
                new CorruptionException(ErrorCode.FORMAT, "foreign", null),
                ClosedException.closed("cursor"),
                ClosedException.poisoned(CAUSE));
    }

    private static CairnException rebuilt(CairnException original) {
        return CairnException.of(
                original.code(), original.text(), original.context(), original.getCause());
    }

    @Test
    void thereIsAnOriginalOfEveryCodeAndClass() {
        assertThat(originals())
                .extracting(CairnException::code)
                .containsExactlyInAnyOrder(ErrorCode.values());
        Set<String> thrown =
                originals().stream()
                        .map(original -> original.getClass().getSimpleName())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(concrete(CairnException.class).map(Class::getSimpleName))
                .containsExactlyInAnyOrderElementsOf(thrown);
    }

    private static Stream<Class<?>> concrete(Class<?> type) {
        return Modifier.isAbstract(type.getModifiers())
                ? Stream.of(type.getPermittedSubclasses()).flatMap(RebuiltExceptionTest::concrete)
                : Stream.of(type);
    }

    @ParameterizedTest
    @MethodSource("originals")
    void isTheSame(CairnException original) {
        CairnException again = rebuilt(original);
        assertThat(again).isExactlyInstanceOf(original.getClass()).isNotSameAs(original);
        assertThat(again.code()).isEqualTo(original.code());
        assertThat(again.kind()).isEqualTo(original.kind());
        assertThat(again.text()).isEqualTo(original.text());
        assertThat(again.context().entrySet())
                .containsExactlyElementsOf(original.context().entrySet());
        assertThat(again).hasMessage(original.getMessage());
        assertThat(again.getCause()).isSameAs(original.getCause());
        if (original instanceof BufferTooSmallException small) {
            assertThat(((BufferTooSmallException) again).needed()).isEqualTo(small.needed());
        }
        if (original instanceof ClosedException closed) {
            assertThat(((ClosedException) again).reason()).isEqualTo(closed.reason());
        }
    }

    @ParameterizedTest
    @MethodSource("originals")
    void takesAnyCause(CairnException original) {
        CairnException again =
                CairnException.of(original.code(), original.text(), original.context(), CAUSE);
        assertThat(again.getCause()).isSameAs(CAUSE);
    }

    @ParameterizedTest
    @MethodSource("originals")
    void canDoWithoutContext(CairnException original) throws Exception {
        CairnException copied = serialized(original);
        assertThat(copied.context()).as("is not serialized").isEmpty();
        CairnException again = rebuilt(copied);
        assertThat(again).isExactlyInstanceOf(original.getClass()).hasMessage(original.text());
        assertThat(again.context()).isEmpty();
    }

    @Test
    void aSizeThatIsMissingOrNoNumberIsUnknown() {
        for (Map<String, String> context :
                List.of(Map.<String, String>of(), Map.of("neededBytes", "many"))) {
            CairnException again =
                    CairnException.of(ErrorCode.BUFFER_TOO_SMALL, "text", context, null);
            assertThat(((BufferTooSmallException) again).needed()).isEqualTo(-1);
        }
    }

    private static CairnException serialized(CairnException original)
            throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (CairnException) in.readObject();
        }
    }
}
