package io.cairn.ipc.server.session;

import io.cairn.api.Cursor;
import io.cairn.api.EndReason;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.filter.EntryFilter;
import io.cairn.filter.FilterSpec;
import io.cairn.filter.Filters;
import io.cairn.ipc.protocol.ReplyCode;
import io.cairn.ipc.protocol.WireWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of keys or entries, written while walking, so that nothing beyond what can be sent is
 * ever in memory. Does what {@link ReadView#listKeys} and {@link ReadView#list} do. Stateless.
 */
final class Listing implements Reads.Delivery {

    private final ListRequest request;
    private final @Nullable FilterSpec filter;
    private final boolean withValues;
    private final int cutFront;
    private final int cutBack;
    private final boolean hidden;
    private final boolean keepLast;

    /**
     * Describes a page.
     *
     * @param request which entries, and how their keys are returned
     * @param filter the filter that the request asks for, or null
     * @param withValues whether values are listed too
     */
    Listing(ListRequest request, @Nullable FilterSpec filter, boolean withValues) {
        this.request = request;
        this.filter = filter;
        this.withValues = withValues;
        Modes modes = request.modes();
        int cut = modes.has(Mode.NO_PREFIX) && filter == null ? request.filter().length : 0;
        cutFront = modes.has(Mode.SUFFIX) ? 0 : cut;
        cutBack = modes.has(Mode.SUFFIX) ? cut : 0;
        hidden = modes.has(Mode.IGNORE_KEYS);
        keepLast = modes.has(Mode.KEEP_LAST);
    }

    @Override
    public void write(ReadView view, Answer answer, List<byte[]> delivered) {
        answer.stream(
                withValues ? ReplyCode.ENTRY_LIST : ReplyCode.KEY_LIST,
                out -> write(view, out, delivered));
    }

    /** Opens the entries asked for. */
    ListedEntries open(ReadView view) {
        Modes modes = request.modes();
        // Refuses flags in the words of the database.
        view.listKeys(new ListRequest(Bytes.EMPTY, Bytes.EMPTY, 0, modes));
        boolean shown = modes.has(Mode.FILTER_VALUE);
        EntryFilter opened = filter == null ? null : Filters.open(filter, shown);
        try {
            return new ListedEntries(cursor(view), opened, shown, request.count());
        } catch (RuntimeException | Error e) {
            if (opened != null) {
                opened.close();
            }
            throw e;
        }
    }

    /** Opens a cursor over full keys. */
    private Cursor cursor(ReadView view) {
        boolean suffix = request.modes().has(Mode.SUFFIX);
        boolean whole = suffix || filter != null;
        KeyRange range = whole ? KeyRange.all() : KeyRange.prefix(request.filter());
        ScanOptions options = ScanOptions.all();
        if (request.from().length > 0) {
            options = options.from(request.from());
        }
        if (request.modes().has(Mode.INCLUSIVE)) {
            options = options.with(Modes.of(Mode.INCLUSIVE));
        }
        return view.scan(range, suffix ? options.suffix(request.filter()) : options);
    }

    /** Tells whether keys are left out, but for the last one with KEEP_LAST. */
    boolean hidden() {
        return hidden;
    }

    boolean keepLast() {
        return keepLast;
    }

    /** Returns what is delivered of a stored key: as the filter rewrites it, or cut. */
    MemorySegment delivered(ListedEntries entries, byte[] stored) {
        MemorySegment key = MemorySegment.ofArray(entries.delivered(stored));
        return key.asSlice(cutFront, key.byteSize() - cutFront - cutBack);
    }

    private void write(ReadView view, BodyWriter out, List<byte[]> delivered) {
        delivered.clear();
        boolean consumes = request.modes().has(Mode.CONSUME);
        int count = 0;
        long lastAt = 0;
        byte[] last = null;
        try (ListedEntries entries = open(view)) {
            while (entries.next()) {
                count++;
                last = entries.storedKey();
                lastAt = out.length();
                out.bytes(hidden ? MemorySegment.NULL : delivered(entries, last));
                if (withValues) {
                    out.bytes(entries.value());
                }
                if (consumes && out.fits()) {
                    delivered.add(last);
                }
            }
            if (keepLast && last != null) {
                byte[] key = delivered(entries, last).toArray(ValueLayout.JAVA_BYTE);
                out.patchU32(lastAt, key.length);
                out.insert(lastAt + Integer.BYTES, key);
            }
            out.insert(0, head(entries.endReason(), last, count));
        }
    }

    private static byte[] head(EndReason reason, byte @Nullable [] last, int count) {
        WireWriter head = new WireWriter(Long.BYTES);
        head.u8(reason.ordinal());
        head.optional(last);
        head.u32(count);
        byte[] bytes = new byte[head.position()];
        head.buffer().get(0, bytes);
        return bytes;
    }
}
