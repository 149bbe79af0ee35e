package io.cairn.local;

import io.cairn.api.ListRequest;
import io.cairn.api.SegmentPage;
import io.cairn.api.SegmentReads;
import io.cairn.api.Sizes;
import io.cairn.argument.ArgumentChecks;
import io.cairn.bytes.SegmentReader;
import io.cairn.mode.ReadOperations;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The reads of a view with the caller's or borrowed memory. */
class LocalSegmentReads implements SegmentReads {

    private final LocalReadView view;

    LocalSegmentReads(LocalReadView view) {
        this.view = view;
    }

    @Override
    public <R extends @Nullable Object> @Nullable R read(
            MemorySegment key, SegmentReader<R> reader) {
        byte[] bytes = view.checks().key(key);
        SegmentReader<R> inside = view.access().inside(Objects.requireNonNull(reader, "reader"));
        return view.single((state, id) ->
                state.read(
                        id,
                        bytes,
                        borrowed -> {
                            view.countRead(bytes.length + borrowed.byteSize());
                            return inside.read(borrowed);
                        }));
    }

    @Override
    public long getInto(MemorySegment key, MemorySegment target) {
        byte[] bytes = view.checks().key(key);
        Objects.requireNonNull(target, "target");
        return counted(
                bytes,
                view.single((state, id) -> ReadOperations.getInto(state, id, bytes, target)));
    }

    @Override
    public long[] getAllInto(List<byte[]> keys, List<MemorySegment> targets) {
        List<byte[]> checked = view.checks().keys(keys);
        List<MemorySegment> into = ArgumentChecks.segments(targets, "targets");
        return counted(
                checked,
                view.pinned((state, id) -> ReadOperations.getAllInto(state, id, checked, into)));
    }

    @Override
    public long[] getPacked(List<byte[]> keys, MemorySegment target) {
        List<byte[]> checked = view.checks().keys(keys);
        Objects.requireNonNull(target, "target");
        return counted(
                checked,
                view.pinned((state, id) -> ReadOperations.getPacked(state, id, checked, target)));
    }

    @Override
    public SegmentPage listPacked(
            ListRequest request, MemorySegment keys, @Nullable MemorySegment values) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(keys, "keys");
        return counted(
                view.single((state, id) ->
                        ReadOperations.listPacked(state, id, request, keys, values)));
    }

    @Override
    public SegmentPage listInto(
            ListRequest request, List<MemorySegment> keys, @Nullable List<MemorySegment> values) {
        Objects.requireNonNull(request, "request");
        List<MemorySegment> keysInto = ArgumentChecks.segments(keys, "keys");
        List<MemorySegment> valuesInto =
                values == null ? null : ArgumentChecks.segments(values, "values");
        return counted(
                view.single((state, id) ->
                        ReadOperations.listInto(state, id, request, keysInto, valuesInto)));
    }

    final long counted(byte[] key, long size) {
        if (size != Sizes.ABSENT) {
            view.countRead(key.length + size);
        }
        return size;
    }

    final long[] counted(List<byte[]> keys, long[] sizes) {
        long bytes = 0;
        for (int i = 0; i < sizes.length; i++) {
            bytes += sizes[i] < 0 ? 0 : keys.get(i).length + sizes[i];
        }
        view.countRead(bytes);
        return sizes;
    }

    final SegmentPage counted(SegmentPage page) {
        view.countRead(positive(page.keySizes()) + positive(page.valueSizes()));
        return page;
    }

    private static long positive(long[] sizes) {
        long bytes = 0;
        for (long size : sizes) {
            bytes += Math.max(0, size);
        }
        return bytes;
    }
}
