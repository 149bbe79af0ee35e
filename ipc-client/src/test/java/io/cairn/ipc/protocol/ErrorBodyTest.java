package io.cairn.ipc.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.error.BufferTooSmallException;
import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import io.cairn.error.ErrorCode;
import io.cairn.error.ErrorKind;
import io.cairn.error.LimitException;
import io.cairn.error.UnavailableException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An error that travelled is the same exception, also for a reader that does not know its code. */
class ErrorBodyTest {

    @Test
    void anErrorComesBackAsItWas() {
        for (CairnException error :
                List.of(
                        new LimitException("too long", "limit", "keyBytesMax", "max", 4),
                        new BufferTooSmallException(10, 3),
                        ClosedException.closed("cursor"),
                        ClosedException.poisoned(new IllegalStateException("disk")),
                        new UnavailableException(ErrorCode.NO_SPACE, "full", null))) {
            CairnException back = ErrorBody.of(error).toException();
            assertThat(back)
                    .hasSameClassAs(error)
                    .hasMessage(error.getMessage())
                    .extracting(CairnException::code, CairnException::context)
                    .containsExactly(error.code(), error.context());
        }
    }

    @Test
    void aCodeOfALaterVersionFallsBackToItsKind() {
        for (ErrorKind kind : ErrorKind.values()) {
            ErrorBody later = new ErrorBody("NOT_YET_INVENTED", kind.name(), "text", Map.of());
            assertThat(later.toException().kind()).isEqualTo(kind);
        }
    }

    @Test
    void anUnknownKindIsAFailureOfTheSurroundings() {
        ErrorBody strange = new ErrorBody("WHAT", "EVER", "text", Map.of("a", "b"));
        assertThat(strange.toException())
                .isInstanceOf(UnavailableException.class)
                .hasMessage("text [a=b]");
    }
}
