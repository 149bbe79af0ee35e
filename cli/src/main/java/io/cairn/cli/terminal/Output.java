package io.cairn.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Buffered UTF-8 output that remembers why it failed, which a plain PrintStream does not. Used by
 * one thread.
 */
public final class Output extends PrintStream {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Remembering target;

    /**
     * Creates an output.
     *
     * @param target where the bytes go
     */
    public Output(OutputStream target) {
        this(new Remembering(target));
    }

    private Output(Remembering target) {
        super(new BufferedOutputStream(target, BUFFER_BYTES), false, StandardCharsets.UTF_8);
        this.target = target;
    }

    /**
     * Returns why output was lost.
     *
     * @return the first failure, or null when there was none
     */
    public @Nullable IOException failure() {
        return target.failure;
    }

    /**
     * Tells whether the reader went away, as {@code head} does when it has enough.
     *
     * @return true when the failure is a broken pipe
     */
    public boolean readerGone() {
        IOException failure = target.failure;
        return failure != null && String.valueOf(failure.getMessage()).contains("Broken pipe");
    }

    private static final class Remembering extends OutputStream {

        private final OutputStream target;
        private @Nullable IOException failure;

        Remembering(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                target.write(bytes, offset, length);
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                }
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }
    }
}
