package io.cairn.layer.search;

import io.cairn.api.ReadView;
import org.jspecify.annotations.Nullable;

/**
 * Tells which documents are in a block. It is only read when somebody asks, as few documents come
 * near the best. Used by one thread.
 */
final class BlockNames {

    private final ReadView view;
    private final TextRows rows;
    private byte[] row = {};
    private byte[] @Nullable [] documents = {};
    private boolean read;

    BlockNames(ReadView view, TextRows rows) {
        this.view = view;
        this.rows = rows;
    }

    /** Goes to the block at which a cursor stands. */
    void stand(BlockCursor at) {
        row = rows.names(at.blockKey());
        read = false;
    }

    /** Returns the packed document in a place. */
    byte[] document(int place) {
        if (!read) {
            documents = read();
            read = true;
        }
        byte[] document = documents[place];
        if (document == null) {
            throw TextRows.foreign(row, null);
        }
        return document;
    }

    private byte[] @Nullable [] read() {
        byte[] @Nullable [] entries = new byte[Block.PLACES][];
        byte[] stored = view.get(row);
        if (stored != null) {
            Block block = new Block(row, stored);
            while (block.next()) {
                entries[block.place()] = block.rest();
            }
        }
        return entries;
    }
}
