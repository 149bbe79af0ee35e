package io.cairn.layer.search;

import io.cairn.api.ReadView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells which documents are in a block. It is only read when somebody asks, as few documents come
 * near the best. Used by one thread.
 */
final class BlockNames {

    private final ReadView view;
    private final TextRows rows;
    private byte[] row = {};
    private byte @Nullable [] names;

    /** Where the name in each place begins and ends; nowhere where there is none. */
    private final int[] begins = new int[Block.PLACES];

    private final int[] ends = new int[Block.PLACES];

    BlockNames(ReadView view, TextRows rows) {
        this.view = view;
        this.rows = rows;
    }

    /** Goes to the block at which a cursor stands. */
    void stand(BlockCursor at) {
        row = rows.names(at.blockKey());
        names = null;
    }

    /** Returns the packed document in a place. */
    byte[] document(int place) {
        byte[] read = names;
        if (read == null) {
            read = read();
            names = read;
        }
        if (begins[place] == ends[place]) {
            throw TextRows.foreign(row, null);
        }
        return Arrays.copyOfRange(read, begins[place], ends[place]);
    }

    private byte[] read() {
        byte[] stored = view.get(row);
        if (stored == null) {
            throw TextRows.foreign(row, null);
        }
        Arrays.fill(begins, 0);
        Arrays.fill(ends, 0);
        Block block = new Block(row, stored);
        while (block.next()) {
            begins[block.place()] = block.at();
            ends[block.place()] = block.end();
        }
        return stored;
    }
}
