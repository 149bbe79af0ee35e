package io.cairn.ipc.client;

import io.cairn.api.ListRequest;
import io.cairn.api.Modes;
import io.cairn.api.ReadView;
import io.cairn.api.SegmentPage;
import io.cairn.api.SegmentReads;
import io.cairn.api.SegmentWrites;
import io.cairn.api.WriteView;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyPath;
import io.cairn.ipc.protocol.ListingRequest;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.Reply;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a server reads. Stateless. */
final class DirectReads {

    /** Memory that a client claims to have is not taken for granted. */
    private static final long TARGET_BYTES_MAX = 1 << 20;

    private DirectReads() {}

    static Reply serve(ReadView view, ReadRequest request) {
        return switch (request) {
            case ReadRequest.Get get ->
                    new Reply.Value(
                            get.modes().isEmpty()
                                    ? view.get(get.key())
                                    : ((WriteView) view).get(get.key(), get.modes()));
            case ReadRequest.GetAll get ->
                    new Reply.Values(
                            get.modes().isEmpty()
                                    ? view.getAll(get.keys())
                                    : ((WriteView) view).getAll(get.keys(), get.modes()));
            case ReadRequest.Exists exists -> new Reply.Bits(view.existsAll(exists.keys()));
            case ReadRequest.Lengths lengths -> new Reply.Numbers(view.lengthAll(lengths.keys()));
            case ReadRequest.Count count -> new Reply.Number(view.count(count.range()));
            case ReadRequest.GetSized get -> sized(view.segments(), get);
            case ReadRequest.GetInto get -> throw new AssertionError(get);
        };
    }

    static Reply serve(ReadView view, ListingRequest request) {
        return switch (request) {
            case ListingRequest.Keys keys -> new Reply.KeyList(view.listKeys(keys.request()));
            case ListingRequest.Entries entries ->
                    new Reply.EntryList(view.list(entries.request()));
            case ListingRequest.Sized sized -> sized(view.segments(), sized);
            case ListingRequest.Children children ->
                    new Reply.ChildList(
                            view.children(
                                    KeyPath.parse(children.path()),
                                    text(children.after()),
                                    children.limit()));
        };
    }

    private static Reply sized(SegmentReads segments, ReadRequest.GetSized request) {
        List<MemorySegment> targets = targets(request.sizes());
        List<byte[]> keys = request.keys();
        Modes modes = request.modes();
        long[] sizes;
        if (segments instanceof SegmentWrites writes) {
            sizes =
                    request.packed()
                            ? writes.getPacked(keys, targets.getFirst(), modes)
                            : writes.getAllInto(keys, targets, modes);
        } else {
            sizes =
                    request.packed()
                            ? segments.getPacked(keys, targets.getFirst())
                            : segments.getAllInto(keys, targets);
        }
        return new Reply.Sized(sizes, data(sizes, targets, request.packed()));
    }

    private static Reply sized(SegmentReads segments, ListingRequest.Sized sized) {
        List<MemorySegment> keys = targets(sized.keySizes());
        List<MemorySegment> values = targets(sized.valueSizes());
        ListRequest request = sized.request();
        SegmentPage page;
        if (sized.packed()) {
            MemorySegment into = sized.withValues() ? values.getFirst() : null;
            page = segments.listPacked(request, keys.getFirst(), into);
        } else {
            page = segments.listInto(request, keys, sized.withValues() ? values : null);
        }
        return new Reply.SizedList(
                page,
                data(page.keySizes(), keys, sized.packed()),
                data(page.valueSizes(), values, sized.packed()));
    }

    private static List<MemorySegment> targets(long[] sizes) {
        return Arrays.stream(sizes)
                .mapToObj(size ->
                        MemorySegment.ofArray(new byte[(int) Math.min(size, TARGET_BYTES_MAX)]))
                .toList();
    }

    /** Returns the items that fitted, one behind the other. */
    private static byte[] data(long[] sizes, List<MemorySegment> targets, boolean packed) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        long at = 0;
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] >= 0) {
                MemorySegment from = packed ? targets.getFirst() : targets.get(i);
                long begin = packed ? at : 0;
                data.writeBytes(from.asSlice(begin, sizes[i]).toArray(ValueLayout.JAVA_BYTE));
                at += sizes[i];
            }
        }
        return data.toByteArray();
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : Bytes.text(bytes);
    }
}
