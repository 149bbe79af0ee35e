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
 * @param shard the shard of the frequencies in which it is counted
 * @param terms its terms
 */
record IndexedDocument(int shard, TermCounts terms) {

    byte[] toBytes() {
        List<Object> elements = new ArrayList<>(1 + 2 * terms.counts().size());
        elements.add(shard);
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
            for (int i = 1; i < elements.size(); i += 2) {
                counts.put(elements.string(i), Math.toIntExact(elements.integer(i + 1)));
            }
            return new IndexedDocument(Math.toIntExact(elements.integer(0)), TermCounts.of(counts));
        } catch (InvalidArgumentException
                | LimitException
                | ArithmeticException
                | IndexOutOfBoundsException e) {
            throw TextRows.foreign(row, e);
        }
    }
}
