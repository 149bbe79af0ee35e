package io.cairn.ipc.client;

import io.cairn.api.ListRequest;
import io.cairn.api.Modes;
import io.cairn.api.SegmentPage;
import io.cairn.api.SegmentReads;
import io.cairn.api.Sizes;
import io.cairn.argument.ArgumentChecks;
import io.cairn.bytes.SegmentReader;
import io.cairn.error.BufferTooSmallException;
import io.cairn.ipc.protocol.ListingRequest;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.Reply;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The reads of a view with the caller's memory, or memory that a value arrived in. */
class RemoteSegmentReads implements SegmentReads {

    private final RemoteReadView view;

    RemoteSegmentReads(RemoteReadView view) {
        this.view = view;
    }

    @Override
    public <R extends @Nullable Object> @Nullable R read(
            MemorySegment key, SegmentReader<R> reader) {
        byte[] bytes = view.checks().key(key);
        Objects.requireNonNull(reader, "reader");
        try {
            return view.access()
                    .lend(
                            view.keyspace(),
                            of -> new ReadRequest.Get(of, Modes.none(), bytes),
                            reader);
        } finally {
            Reference.reachabilityFence(view.anchor());
        }
    }

    @Override
    public long getInto(MemorySegment key, MemorySegment target) {
        byte[] bytes = view.checks().key(key);
        Objects.requireNonNull(target, "target");
        view.access().checkOpen();
        RemoteTargets.checkWritable(target);
        byte[] value = view.get(bytes);
        if (value == null) {
            return Sizes.ABSENT;
        }
        if (value.length > target.byteSize()) {
            throw new BufferTooSmallException(value.length, target.byteSize());
        }
        MemorySegment.copy(value, 0, target, ValueLayout.JAVA_BYTE, 0, value.length);
        return value.length;
    }

    @Override
    public long[] getAllInto(List<byte[]> keys, List<MemorySegment> targets) {
        List<byte[]> checked = view.checks().keys(keys);
        List<MemorySegment> into = ArgumentChecks.segments(targets, "targets");
        view.access().checkOpen();
        return sized(checked, Modes.none(), RemoteTargets.separate(into, checked.size()));
    }

    @Override
    public long[] getPacked(List<byte[]> keys, MemorySegment target) {
        List<byte[]> checked = view.checks().keys(keys);
        Objects.requireNonNull(target, "target");
        view.access().checkOpen();
        return sized(checked, Modes.none(), RemoteTargets.packed(target));
    }

    @Override
    public SegmentPage listPacked(
            ListRequest request, MemorySegment keys, @Nullable MemorySegment values) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(keys, "keys");
        view.access().checkOpen();
        RemoteTargets valueTargets = values == null ? null : RemoteTargets.packed(values);
        return listed(request, RemoteTargets.packed(keys), valueTargets);
    }

    @Override
    public SegmentPage listInto(
            ListRequest request, List<MemorySegment> keys, @Nullable List<MemorySegment> values) {
        Objects.requireNonNull(request, "request");
        List<MemorySegment> keysInto = ArgumentChecks.segments(keys, "keys");
        List<MemorySegment> valuesInto =
                values == null ? null : ArgumentChecks.segments(values, "values");
        view.access().checkOpen();
        RemoteTargets keyTargets = RemoteTargets.separate(keysInto, request.count());
        RemoteTargets valueTargets =
                valuesInto == null ? null : RemoteTargets.separate(valuesInto, request.count());
        return listed(request, keyTargets, valueTargets);
    }

    /** Sends a request that reads, and changes something only with CONSUME. */
    Reply ask(Modes modes, long bytes, RemoteAccess.Ask ask) {
        return view.ask(ask);
    }

    /** Returns how many bytes a listing with CONSUME may write. */
    long keysTaken(ListRequest request) {
        return 0;
    }

    /** Gets values as far as they fit. */
    final long[] sized(List<byte[]> keys, Modes modes, RemoteTargets targets) {
        long[] room = targets.sizes();
        Reply reply =
                ask(
                        modes,
                        ArgumentChecks.keyBytes(keys),
                        of -> new ReadRequest.GetSized(of, modes, targets.isPacked(), keys, room));
        Reply.Sized sized = Replies.as(Reply.Sized.class, reply);
        targets.copy(sized.sizes(), sized.data());
        return sized.sizes();
    }

    private SegmentPage listed(
            ListRequest request, RemoteTargets keys, @Nullable RemoteTargets values) {
        long[] keyRoom = keys.sizes();
        long[] valueRoom = values == null ? new long[0] : values.sizes();
        Reply reply =
                ask(
                        request.modes(),
                        keysTaken(request),
                        of ->
                                new ListingRequest.Sized(
                                        of,
                                        request,
                                        keys.isPacked(),
                                        keyRoom,
                                        values != null,
                                        valueRoom));
        Reply.SizedList list = Replies.as(Reply.SizedList.class, reply);
        keys.copy(list.page().keySizes(), list.keys());
        if (values != null) {
            values.copy(list.page().valueSizes(), list.values());
        }
        return list.page();
    }
}
