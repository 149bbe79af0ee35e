package io.cairn.local;

import io.cairn.api.ListRequest;
import io.cairn.api.Modes;
import io.cairn.api.PutOutcome;
import io.cairn.api.SegmentPage;
import io.cairn.api.SegmentWrites;
import io.cairn.argument.ArgumentChecks;
import io.cairn.mode.ModeRules;
import io.cairn.mode.Operation;
import io.cairn.mode.WriteOperations;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The reads and writes of a view with the caller's or borrowed memory. */
final class LocalSegmentWrites extends LocalSegmentReads implements SegmentWrites {

    private final LocalWriteView view;
    private final WriteAccess access;

    LocalSegmentWrites(LocalWriteView view, WriteAccess access) {
        super(view);
        this.view = view;
        this.access = access;
    }

    @Override
    public void put(MemorySegment key, MemorySegment value) {
        byte[] ownKey = view.checks().key(key);
        access.put(view.keyspace(), ownKey, view.checks().value(value));
    }

    @Override
    public PutOutcome put(MemorySegment key, MemorySegment value, Modes modes) {
        byte[] ownKey = view.checks().key(key);
        return view.putOwned(
                ownKey, view.checks().value(value), Objects.requireNonNull(modes, "modes"));
    }

    @Override
    public long getInto(MemorySegment key, MemorySegment target, Modes modes) {
        if (!consumes(modes)) {
            return getInto(key, target);
        }
        byte[] bytes = view.checks().key(key);
        Objects.requireNonNull(target, "target");
        return counted(
                bytes,
                write(bytes.length, tx -> WriteOperations.getInto(tx, id(), bytes, target, modes)));
    }

    @Override
    public long[] getAllInto(List<byte[]> keys, List<MemorySegment> targets, Modes modes) {
        if (!consumes(modes)) {
            return getAllInto(keys, targets);
        }
        List<byte[]> checked = view.checks().keys(keys);
        List<MemorySegment> into = ArgumentChecks.segments(targets, "targets");
        long bytes = ArgumentChecks.keyBytes(checked);
        return counted(
                checked,
                write(bytes, tx -> WriteOperations.getAllInto(tx, id(), checked, into, modes)));
    }

    @Override
    public long[] getPacked(List<byte[]> keys, MemorySegment target, Modes modes) {
        if (!consumes(modes)) {
            return getPacked(keys, target);
        }
        List<byte[]> checked = view.checks().keys(keys);
        Objects.requireNonNull(target, "target");
        long bytes = ArgumentChecks.keyBytes(checked);
        return counted(
                checked,
                write(bytes, tx -> WriteOperations.getPacked(tx, id(), checked, target, modes)));
    }

    @Override
    public SegmentPage listPacked(
            ListRequest request, MemorySegment keys, @Nullable MemorySegment values) {
        if (!LocalWriteView.consumes(request)) {
            return super.listPacked(request, keys, values);
        }
        Objects.requireNonNull(keys, "keys");
        return counted(write(0, tx -> WriteOperations.listPacked(tx, id(), request, keys, values)));
    }

    @Override
    public SegmentPage listInto(
            ListRequest request, List<MemorySegment> keys, @Nullable List<MemorySegment> values) {
        if (!LocalWriteView.consumes(request)) {
            return super.listInto(request, keys, values);
        }
        List<MemorySegment> keysInto = ArgumentChecks.segments(keys, "keys");
        List<MemorySegment> valuesInto =
                values == null ? null : ArgumentChecks.segments(values, "values");
        return counted(
                write(0, tx -> WriteOperations.listInto(tx, id(), request, keysInto, valuesInto)));
    }

    private int id() {
        return view.keyspace().id();
    }

    private <R> R write(long bytes, WriteAccess.Work<R> work) {
        return access.write(view.keyspace(), bytes, work);
    }

    private static boolean consumes(Modes modes) {
        ModeRules.check(Operation.GET, Objects.requireNonNull(modes, "modes"));
        return ModeRules.consumes(Operation.GET, modes);
    }
}
