package io.cairn.layer.collection;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The library {@code sample}, with these filters:
 *
 * <ul>
 *   <li>{@code even} keeps documents with even ids;
 *   <li>{@code holds} keeps documents that hold its arguments;
 *   <li>{@code blind} keeps documents that it is not shown;
 *   <li>{@code of} keeps documents of the collection that its arguments name;
 *   <li>{@code fails} throws when it meets id 1.
 *   <li>{@code tagged} keeps all, and delivers each with its id and the arguments behind it, which
 *       begin with #.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class SampleDocumentFilters implements DocumentFilterLibrary {

    private static final AtomicInteger OPEN = new AtomicInteger();

    /** Returns how many filters of this process are open. */
    static int open() {
        return OPEN.get();
    }

    @Override
    public String name() {
        return "sample";
    }

    @Override
    public DocumentFilter open(String filter, byte[] arguments) {
        String given = Bytes.text(arguments);
        DocumentFilter opened =
                switch (filter) {
                    case "tagged" -> (_, _, _) -> true;
                    case "even" -> (_, id, _) -> id % 2 == 0;
                    case "holds" -> (_, _, content) -> text(content).contains(given);
                    case "blind" -> (_, _, content) -> content == null;
                    case "of" -> (collection, _, _) -> collection.equals(given);
                    case "fails" ->
                            (_, id, _) -> {
                                if (id == 1) {
                                    throw new IllegalStateException("does not like 1");
                                }
                                return true;
                            };
                    default ->
                            throw new InvalidArgumentException(
                                    "there is no such filter", "filter", filter);
                };
        OPEN.incrementAndGet();
        return new Counted(opened, given);
    }

    private static String text(@Nullable MemorySegment content) {
        return content == null ? "" : Bytes.text(content.toArray(ValueLayout.JAVA_BYTE));
    }

    /** Counts which are open. */
    private record Counted(DocumentFilter filter, String tag) implements DocumentFilter {

        @Override
        public boolean matches(String collection, long id, @Nullable MemorySegment content) {
            return filter.matches(collection, id, content);
        }

        @Override
        public byte[] rewritten(String collection, long id, byte[] content) {
            return tag.startsWith("#") ? Bytes.utf8(Bytes.text(content) + id + tag) : content;
        }

        @Override
        public void close() {
            OPEN.decrementAndGet();
        }
    }
}
