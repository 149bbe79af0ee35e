package io.cairn.compat.yokan;

import io.cairn.api.SegmentPage;
import io.cairn.api.Sizes;
import io.cairn.layer.collection.DocumentSizes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns Cairn's sizes into what Python callers get: null for absent, -1 for too small, and a list
 * that ends where the keys end. Stateless.
 */
final class Results {

    /** What stands for "your memory was too small". */
    static final long TOO_SMALL = -1;

    private Results() {}

    static List<@Nullable Long> sizes(long[] sizes) {
        List<@Nullable Long> results = new ArrayList<>(sizes.length);
        for (long size : sizes) {
            results.add(size == Sizes.ABSENT ? null : size(size));
        }
        return results;
    }

    static List<Boolean> flags(BitSet present, int count) {
        List<Boolean> flags = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            flags.add(present.get(i));
        }
        return flags;
    }

    static List<Long> keys(SegmentPage page) {
        List<Long> lengths = new ArrayList<>();
        for (long size : page.keySizes()) {
            if (size == Sizes.END) {
                break;
            }
            lengths.add(size(size));
        }
        return lengths;
    }

    static List<Lengths> pairs(SegmentPage page) {
        List<Lengths> lengths = new ArrayList<>();
        for (int i = 0; i < page.keySizes().length && page.keySizes()[i] != Sizes.END; i++) {
            lengths.add(new Lengths(size(page.keySizes()[i]), size(page.valueSizes()[i])));
        }
        return lengths;
    }

    static List<DocumentLength> documents(DocumentSizes found) {
        List<DocumentLength> lengths = new ArrayList<>();
        for (int i = 0; i < found.ids().length; i++) {
            lengths.add(new DocumentLength(found.ids()[i], size(found.sizes()[i])));
        }
        return lengths;
    }

    private static long size(long size) {
        return size == Sizes.TOO_SMALL ? TOO_SMALL : size;
    }
}
