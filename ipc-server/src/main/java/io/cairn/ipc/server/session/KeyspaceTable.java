package io.cairn.ipc.server.session;

import io.cairn.api.Keyspace;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that stand for the keyspaces of one database in views, the same for all connections.
 * Thread-safe.
 *
 * <p>A number is never given twice, so one that a client kept after its keyspace was dropped does
 * not reach another keyspace.
 */
final class KeyspaceTable {

    /** The most numbers given; of a dropped keyspace only an empty place is kept. */
    private static final int NUMBERS_MAX = 1 << 22;

    private static final int FIRST_SIZE = 8;

    private final Map<Keyspace, Integer> numbers = new IdentityHashMap<>();

    /** Keyspaces at their numbers; assigned anew after each change, so that readers see it. */
    private volatile @Nullable Keyspace[] byNumber = new Keyspace[FIRST_SIZE];

    private volatile int last;

    /** Returns the number of a keyspace, given now unless it has one. */
    synchronized int number(Keyspace keyspace) {
        Integer known = numbers.get(keyspace);
        if (known != null) {
            return known;
        }
        if (last == NUMBERS_MAX) {
            throw new LimitException(
                    "too many keyspaces were opened since the server started; start it anew",
                    "limit",
                    "keyspaceNumbersMax",
                    "max",
                    NUMBERS_MAX);
        }
        int number = last + 1;
        @Nullable Keyspace[] table = byNumber;
        if (number == table.length) {
            table = Arrays.copyOf(table, 2 * number);
        }
        table[number] = keyspace;
        byNumber = table;
        last = number;
        numbers.put(keyspace, number);
        return number;
    }

    /** Forgets a keyspace that was dropped; its number stays taken. */
    @SuppressWarnings("NullAway") // The checker takes the array's elements for never null.
    synchronized void dropped(Keyspace keyspace) {
        Integer number = numbers.remove(keyspace);
        if (number != null) {
            @Nullable Keyspace[] table = byNumber;
            table[number] = null;
            byNumber = table;
        }
    }

    /**
     * Returns the keyspace of a number.
     *
     * @throws InvalidArgumentException when the number was never given, or its keyspace dropped
     */
    Keyspace keyspace(int number) {
        @Nullable Keyspace[] table = byNumber;
        Keyspace found = number > 0 && number < table.length ? table[number] : null;
        if (found == null) {
            throw new InvalidArgumentException(
                    number > 0 && number <= last
                            ? "the keyspace was dropped; ask the database for it again to make a new one"
                            : "there is no keyspace with this number; open it by its name",
                    "keyspace",
                    Integer.toUnsignedString(number));
        }
        return found;
    }
}
