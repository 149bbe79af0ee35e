package io.cairn.mode;

import io.cairn.api.Entry;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.PutOutcome;
import io.cairn.bytes.Bytes;
import io.cairn.error.LimitException;
import io.cairn.txn.BufferedTransaction;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts with flags: conditions are read through the tracked view, so that a commit proves they still
 * hold. Stateless; the flags have been checked.
 */
final class Puts {

    private Puts() {}

    static PutOutcome put(
            BufferedTransaction tx, int keyspace, Entry entry, Modes modes, int valueBytesMax) {
        if (modes.has(Mode.APPEND)) {
            return append(tx, keyspace, entry, modes.has(Mode.EXIST_ONLY), valueBytesMax);
        }
        PutOutcome outcome = condition(tx, keyspace, entry.key(), modes);
        if (outcome == PutOutcome.WRITTEN) {
            tx.put(keyspace, entry.key(), entry.value());
        }
        return outcome;
    }

    static List<PutOutcome> putAll(
            BufferedTransaction tx,
            int keyspace,
            List<Entry> entries,
            Modes modes,
            int valueBytesMax) {
        if (modes.has(Mode.APPEND)) {
            return appendAll(tx, keyspace, entries, modes.has(Mode.EXIST_ONLY), valueBytesMax);
        }
        if (!modes.has(Mode.NEW_ONLY) && !modes.has(Mode.EXIST_ONLY)) {
            for (Entry entry : entries) {
                tx.put(keyspace, entry.key(), entry.value());
            }
            return Collections.nCopies(entries.size(), PutOutcome.WRITTEN);
        }
        List<PutOutcome> outcomes = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            // The transaction shows its own writes, so the first of a repeated key decides about
            // the others.
            outcomes.add(put(tx, keyspace, entry, modes, valueBytesMax));
        }
        return outcomes;
    }

    private static PutOutcome condition(
            BufferedTransaction tx, int keyspace, byte[] key, Modes modes) {
        if (modes.has(Mode.NEW_ONLY)) {
            return ReadOperations.exists(tx, keyspace, key)
                    ? PutOutcome.ALREADY_PRESENT
                    : PutOutcome.WRITTEN;
        }
        if (modes.has(Mode.EXIST_ONLY)) {
            return ReadOperations.exists(tx, keyspace, key)
                    ? PutOutcome.WRITTEN
                    : PutOutcome.ABSENT;
        }
        return PutOutcome.WRITTEN;
    }

    /** Appends to one value, copying it once. */
    private static PutOutcome append(
            BufferedTransaction tx,
            int keyspace,
            Entry entry,
            boolean mustExist,
            int valueBytesMax) {
        byte[] added = entry.value();
        byte[] joined =
                tx.read(
                        keyspace,
                        entry.key(),
                        present -> {
                            checkLength(
                                    entry.key(), present.byteSize(), added.length, valueBytesMax);
                            byte[] all = new byte[(int) present.byteSize() + added.length];
                            MemorySegment.copy(
                                    present,
                                    ValueLayout.JAVA_BYTE,
                                    0,
                                    all,
                                    0,
                                    (int) present.byteSize());
                            System.arraycopy(added, 0, all, (int) present.byteSize(), added.length);
                            return all;
                        });
        if (joined == null && mustExist) {
            return PutOutcome.ABSENT;
        }
        tx.put(keyspace, entry.key(), joined == null ? added : joined);
        return PutOutcome.WRITTEN;
    }

    /**
     * Appends several values; nothing is written before all of them are known to be within the
     * limit.
     */
    private static List<PutOutcome> appendAll(
            BufferedTransaction tx,
            int keyspace,
            List<Entry> entries,
            boolean mustExist,
            int valueBytesMax) {
        Map<byte[], ByteArrayOutputStream> grown = new TreeMap<>(Bytes::compare);
        List<PutOutcome> outcomes = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            ByteArrayOutputStream value = grown.get(entry.key());
            if (value == null) {
                value = present(tx.get(keyspace, entry.key()), mustExist);
                if (value == null) {
                    outcomes.add(PutOutcome.ABSENT);
                    continue;
                }
                grown.put(entry.key(), value);
            }
            checkLength(entry.key(), value.size(), entry.value().length, valueBytesMax);
            value.writeBytes(entry.value());
            outcomes.add(PutOutcome.WRITTEN);
        }
        grown.forEach((key, value) -> tx.put(keyspace, key, value.toByteArray()));
        return outcomes;
    }

    private static @Nullable ByteArrayOutputStream present(
            byte @Nullable [] stored, boolean mustExist) {
        if (stored == null) {
            return mustExist ? null : new ByteArrayOutputStream();
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream(stored.length + 16);
        value.writeBytes(stored);
        return value;
    }

    private static void checkLength(byte[] key, long present, int added, int valueBytesMax) {
        if (present + added > valueBytesMax) {
            throw new LimitException(
                    "appending would make the value longer than limits.valueBytesMax; split it or raise the limit",
                    "key",
                    Bytes.describe(key),
                    "valueBytesMax",
                    valueBytesMax,
                    "presentBytes",
                    present,
                    "addedBytes",
                    added);
        }
    }
}
