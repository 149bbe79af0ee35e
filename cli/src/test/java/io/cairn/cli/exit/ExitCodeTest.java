package io.cairn.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.error.ClosedException;
import io.cairn.error.ConflictException;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.LimitException;
import io.cairn.error.UnavailableException;
import io.cairn.error.UnsupportedRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Every kind of error has its exit code and a message of one line. */
class ExitCodeTest {

    @Test
    void numbersAreStable() {
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number))
                .containsExactly(0, 1, 2, 3, 4, 5, 70);
    }

    @Test
    void errorsHaveCodes() {
        assertThat(ExitCode.of(new CliException(ExitCode.USAGE, "x"))).isEqualTo(ExitCode.USAGE);
        assertThat(ExitCode.of(new ConflictException("x"))).isEqualTo(ExitCode.REFUSED);
        assertThat(ExitCode.of(new LimitException("x"))).isEqualTo(ExitCode.REFUSED);
        assertThat(ExitCode.of(new UnsupportedRequestException("x"))).isEqualTo(ExitCode.REFUSED);
        assertThat(ExitCode.of(new UnavailableException(ErrorCode.LOCKED, "x", null)))
                .isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(ExitCode.of(ClosedException.poisoned(null))).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(ExitCode.of(new CorruptionException(ErrorCode.CHECKSUM, "x", null)))
                .isEqualTo(ExitCode.CORRUPT);
        assertThat(ExitCode.of(new IOException("x"))).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(ExitCode.of(new UncheckedIOException(new IOException("x"))))
                .isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(ExitCode.of(new IllegalStateException("x"))).isEqualTo(ExitCode.INTERNAL);
        assertThat(ExitCode.of(new OutOfMemoryError("x"))).isEqualTo(ExitCode.INTERNAL);
    }

    @Test
    void messagesAreOneLineAndNameTheThing() {
        assertThat(ExitCode.describe(new LimitException("too\n  long", "key", "k")))
                .isEqualTo("too long [key=k]");
        assertThat(ExitCode.describe(new NoSuchFileException("/a/b")))
                .isEqualTo("/a/b: no such file or directory; check the path");
        assertThat(ExitCode.describe(new UncheckedIOException(new AccessDeniedException("/a"))))
                .startsWith("/a: access denied");
        assertThat(ExitCode.describe(new IllegalStateException("odd")))
                .isEqualTo("unexpected IllegalStateException: odd");
    }
}
