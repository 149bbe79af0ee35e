package io.cairn.ipc.server.session;

import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.PathChild;
import io.cairn.bytes.KeyPath;
import io.cairn.error.LimitException;
import io.cairn.filter.FilterSpec;
import io.cairn.ipc.protocol.ListingRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.View;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serves listings. Stateless but for its desk. */
final class Listings {

    /** The most entries of a page that is made on the connection's own thread. */
    private static final int HERE_ENTRIES_MAX = 128;

    /** The most children of one page. */
    private static final int CHILDREN_MAX = 250_000;

    private final Desk desk;

    Listings(Desk desk) {
        this.desk = desk;
    }

    /** Serves a request on the connection's own thread, or starts it. */
    void serve(int number, ListingRequest request) {
        switch (request) {
            case ListingRequest.Keys keys -> pages(number, keys.view(), keys.request(), false);
            case ListingRequest.Entries entries ->
                    pages(number, entries.view(), entries.request(), true);
            case ListingRequest.Sized sized ->
                    list(
                            number,
                            sized.view(),
                            sized.request(),
                            new SizedListing(sized, filter(sized.request())));
            case ListingRequest.Children children -> children(number, children);
        }
    }

    private void pages(int number, View view, ListRequest request, boolean withValues) {
        list(number, view, request, new Listing(request, filter(request), withValues));
    }

    /** As in the database, no filter is opened for a page of nothing. */
    private @Nullable FilterSpec filter(ListRequest request) {
        return request.count() == 0
                ? null
                : desk.filters().checked(request.modes(), request.filter());
    }

    private void list(int number, View view, ListRequest request, Reads.Delivery delivery) {
        Source source = desk.source(view);
        boolean few =
                request.count() <= HERE_ENTRIES_MAX && !FilterPolicy.mayWalkFar(request.modes());
        if (request.modes().has(Mode.CONSUME)) {
            Reads.consume(desk, number, source, few, delivery);
            return;
        }
        List<byte[]> unused = new ArrayList<>();
        Work work =
                answer ->
                        source.read(state -> {
                            delivery.write(state, answer, unused);
                            return true;
                        });
        if (few) {
            desk.runner().here(number, source.lane(), work);
        } else {
            desk.runner().away(number, source.lane(), true, work);
        }
    }

    private void children(int number, ListingRequest.Children children) {
        Source source = desk.source(children.view());
        KeyPath path = KeyPath.parse(children.path());
        byte[] afterBytes = children.after();
        String after = afterBytes == null ? null : new String(afterBytes, StandardCharsets.UTF_8);
        Work work =
                answer -> {
                    int limit = Math.min(children.limit(), CHILDREN_MAX + 1);
                    List<PathChild> found = source.reads().children(path, after, limit);
                    if (found.size() > CHILDREN_MAX) {
                        throw new LimitException(
                                "a page has too many children; ask for fewer at once",
                                "limit",
                                "childrenMax",
                                "max",
                                CHILDREN_MAX,
                                "actual",
                                children.limit());
                    }
                    answer.reply(new Reply.ChildList(found));
                };
        if (children.limit() <= HERE_ENTRIES_MAX) {
            desk.runner().here(number, source.lane(), work);
        } else {
            desk.runner().away(number, source.lane(), true, work);
        }
    }
}
