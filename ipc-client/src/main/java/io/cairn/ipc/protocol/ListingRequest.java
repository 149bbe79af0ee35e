package io.cairn.ipc.protocol;

import io.cairn.api.ListRequest;
import org.jspecify.annotations.Nullable;

/** Listings of one page. */
public sealed interface ListingRequest extends Request {

    /**
     * Lists keys. Answered by {@link Reply.KeyList}.
     *
     * @param view whose state, and which keyspace
     * @param request which entries, and how their keys are returned
     */
    record Keys(View view, ListRequest request) implements ListingRequest {

        @Override
        public Opcode opcode() {
            return Opcode.LIST_KEYS;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            ApiValues.encode(out, request);
        }

        static Keys decode(WireReader in) {
            return new Keys(View.decode(in), ApiValues.listRequest(in));
        }
    }

    /**
     * Lists entries. Answered by {@link Reply.EntryList}.
     *
     * @param view whose state, and which keyspace
     * @param request which entries, and how their keys are returned
     */
    record Entries(View view, ListRequest request) implements ListingRequest {

        @Override
        public Opcode opcode() {
            return Opcode.LIST;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            ApiValues.encode(out, request);
        }

        static Entries decode(WireReader in) {
            return new Entries(View.decode(in), ApiValues.listRequest(in));
        }
    }

    /**
     * Lists as far as keys and values fit into memory that the caller has. Answered by {@link
     * Reply.SizedList}.
     *
     * @param view whose state, and which keyspace
     * @param request which entries, and how their keys are returned
     * @param packed whether keys (and values) go one behind the other into one piece of memory
     *     each, or each into its own
     * @param keySizes the sizes of the pieces for keys, in bytes
     * @param withValues whether values are listed too
     * @param valueSizes the sizes of the pieces for values, in bytes; empty without values
     */
    record Sized(
            View view,
            ListRequest request,
            boolean packed,
            long[] keySizes,
            boolean withValues,
            long[] valueSizes)
            implements ListingRequest {

        @Override
        public Opcode opcode() {
            return Opcode.LIST_SIZED;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            ApiValues.encode(out, request);
            out.flag(packed);
            out.numbers(keySizes);
            out.flag(withValues);
            out.numbers(valueSizes);
        }

        static Sized decode(WireReader in) {
            return new Sized(
                    View.decode(in),
                    ApiValues.listRequest(in),
                    in.flag(),
                    in.numbers(),
                    in.flag(),
                    in.numbers());
        }
    }

    /**
     * Lists the segments directly below a path. Answered by {@link Reply.ChildList}.
     *
     * @param view whose state, and which keyspace
     * @param path the path
     * @param after list only children that sort after this segment; null for all
     * @param limit the most children returned
     */
    record Children(View view, String path, byte @Nullable [] after, int limit)
            implements ListingRequest {

        @Override
        public Opcode opcode() {
            return Opcode.CHILDREN;
        }

        @Override
        public void encode(WireWriter out) {
            view.encode(out);
            out.text(path);
            out.optional(after);
            out.u32(limit);
        }

        static Children decode(WireReader in) {
            return new Children(View.decode(in), in.text(), in.optional(), in.size());
        }
    }
}
