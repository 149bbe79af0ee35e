package io.cairn.ipc.client;

import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.PutOutcome;
import io.cairn.api.SegmentWrites;
import io.cairn.api.Sizes;
import io.cairn.argument.ArgumentChecks;
import io.cairn.error.BufferTooSmallException;
import io.cairn.ipc.protocol.Reply;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** The reads and writes of a view with the caller's memory, or memory that a value arrived in. */
final class RemoteSegmentWrites extends RemoteSegmentReads implements SegmentWrites {

    private final RemoteWriteView view;

    RemoteSegmentWrites(RemoteWriteView view) {
        super(view);
        this.view = view;
    }

    @Override
    public void put(MemorySegment key, MemorySegment value) {
        byte[] ownKey = view.checks().key(key);
        view.putChecked(ownKey, view.checks().value(value));
    }

    @Override
    public PutOutcome put(MemorySegment key, MemorySegment value, Modes modes) {
        byte[] ownKey = view.checks().key(key);
        return view.putChecked(
                ownKey, view.checks().value(value), Objects.requireNonNull(modes, "modes"));
    }

    @Override
    public long getInto(MemorySegment key, MemorySegment target, Modes modes) {
        Objects.requireNonNull(modes, "modes");
        byte[] bytes = view.checks().key(key);
        Objects.requireNonNull(target, "target");
        view.access().checkOpen();
        RemoteTargets targets = RemoteTargets.packed(target);
        while (true) {
            long size = sized(List.of(bytes), modes, targets)[0];
            if (size != Sizes.TOO_SMALL) {
                return size;
            }
            // Somebody may change the value between the two requests; then it is tried again.
            OptionalLong needed = view.length(bytes);
            if (needed.isPresent() && needed.getAsLong() > target.byteSize()) {
                throw new BufferTooSmallException(needed.getAsLong(), target.byteSize());
            }
        }
    }

    @Override
    public long[] getAllInto(List<byte[]> keys, List<MemorySegment> targets, Modes modes) {
        Objects.requireNonNull(modes, "modes");
        List<byte[]> checked = view.checks().keys(keys);
        List<MemorySegment> into = ArgumentChecks.segments(targets, "targets");
        view.access().checkOpen();
        return sized(checked, modes, RemoteTargets.separate(into, checked.size()));
    }

    @Override
    public long[] getPacked(List<byte[]> keys, MemorySegment target, Modes modes) {
        Objects.requireNonNull(modes, "modes");
        List<byte[]> checked = view.checks().keys(keys);
        Objects.requireNonNull(target, "target");
        view.access().checkOpen();
        return sized(checked, modes, RemoteTargets.packed(target));
    }

    @Override
    Reply ask(Modes modes, long bytes, RemoteAccess.Ask ask) {
        return view.take(modes, bytes, ask);
    }

    @Override
    long keysTaken(ListRequest request) {
        return request.modes().has(Mode.CONSUME) ? view.keysTaken(request) : 0;
    }
}
