package io.cairn.layer.search;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is stored about a document. Immutable.
 *
 * @param slot where it is
 * @param terms its terms
 */
record IndexedDocument(Slot slot, TermCounts terms) {

    byte[] toBytes() {
        List<Object> elements = new ArrayList<>(2 + 2 * terms.counts().size());
        elements.add(slot.shard());
        elements.add(slot.number());
        terms.counts()
                .forEach((term, count) -> {
                    elements.add(term);
                    elements.add(count);
                });
        return Tuple.from(elements).pack();
    }

    /** Reads what {@link #toBytes} wrote into a row. */
    static IndexedDocument read(byte[] row, byte[] stored) {
        try {
            Tuple elements = Tuple.unpack(stored);
            Map<String, Integer> counts = new TreeMap<>();
            for (int i = 2; i < elements.size(); i += 2) {
                counts.put(elements.string(i), Math.toIntExact(elements.integer(i + 1)));
            }
            Slot slot = new Slot(Math.toIntExact(elements.integer(0)), elements.integer(1));
            return new IndexedDocument(slot, TermCounts.of(counts));
        } catch (InvalidArgumentException
                | LimitException
                | ArithmeticException
                | IndexOutOfBoundsException e) {
            throw TextRows.foreign(row, e);
        }
    }
}
