package io.cairn.ipc.client;

import io.cairn.api.Watch;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Objects;

/** The watch that users hold. */
final class RemoteWatch implements Watch {

    private final OpenRemoteWatch open;
    private final Cleaner.Cleanable cleanable;

    RemoteWatch(OpenRemoteWatch open) {
        this.open = open;
        this.cleanable = open.watchOver(this);
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        try {
            return open.await(Objects.requireNonNull(timeout, "timeout"));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public boolean fired() {
        try {
            return open.fired();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void close() {
        open.close();
        cleanable.clean();
    }
}
