package io.cairn.mode;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.RefusedPair;
import io.cairn.error.InvalidModeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table of what each mode flag does to each operation. Stateless; {@code docs/modes.md} is
 * generated from it and from {@link RefusedPair}, the pairs of flags that are refused everywhere.
 */
public final class ModeRules {

    private static final String WAIT_REASON =
            "a plain call never waits; leave WAIT out and use await on the database, or Database.waiting()";
    private static final String KEYS_REASON =
            "a cursor always gives its keys; leave IGNORE_KEYS and KEEP_LAST out, or ask for a page with list";

    private static final Map<Operation, Row> TABLE = table();

    private ModeRules() {}

    /**
     * Looks a flag up.
     *
     * @param operation the kind of call
     * @param mode the flag
     * @return what the flag does to it
     */
    public static Effect effect(Operation operation, Mode mode) {
        return row(operation).effect(mode);
    }

    /**
     * Returns why a flag is refused.
     *
     * @param operation the kind of call
     * @param mode the flag
     * @return a sentence that says what to do instead, or null when the flag matters or is ignored
     */
    public static @Nullable String reason(Operation operation, Mode mode) {
        return switch (effect(operation, mode)) {
            case MATTERS, IGNORED -> null;
            case REFUSED -> mode == Mode.WAIT ? WAIT_REASON : KEYS_REASON;
        };
    }

    /**
     * Checks flags before anything is done.
     *
     * @param operation the kind of call
     * @param modes the flags
     * @throws InvalidModeException for a refused pair, or a flag the operation cannot honour
     */
    public static void check(Operation operation, Modes modes) {
        if (!modes.isEmpty()) {
            checkPairs(operation, modes);
            checkFlags(operation, modes);
        }
    }

    /**
     * Checks flags of a call on something that cannot be written, where CONSUME is refused wherever
     * it matters.
     *
     * @param operation the kind of call
     * @param modes the flags
     * @throws InvalidModeException as {@link #check} does, and for CONSUME
     */
    public static void checkReadOnly(Operation operation, Modes modes) {
        check(operation, modes);
        if (consumes(operation, modes)) {
            throw new InvalidModeException(
                    "CONSUME removes what it reads and nothing can be written here; use a read-write transaction",
                    "operation",
                    operation,
                    "modes",
                    modes);
        }
    }

    /**
     * Tells whether a call with these flags removes what it delivers, and so needs something that
     * can be written.
     *
     * @param operation the kind of call
     * @param modes the flags
     * @return true when CONSUME is set and matters
     */
    public static boolean consumes(Operation operation, Modes modes) {
        return modes.has(Mode.CONSUME) && effect(operation, Mode.CONSUME) == Effect.MATTERS;
    }

    private static void checkPairs(Operation operation, Modes modes) {
        Optional<RefusedPair> pair = RefusedPair.in(modes);
        if (pair.isPresent()) {
            throw new InvalidModeException(
                    pair.get().reason(), "operation", operation, "modes", modes);
        }
    }

    private static void checkFlags(Operation operation, Modes modes) {
        Row row = row(operation);
        if ((modes.bits() & row.refusedBits()) == 0) {
            return;
        }
        for (Mode mode : row.refused()) {
            if (modes.has(mode)) {
                String text = Objects.requireNonNull(reason(operation, mode));
                throw new InvalidModeException(text, "operation", operation, "modes", modes);
            }
        }
    }

    private static Row row(Operation operation) {
        return Objects.requireNonNull(TABLE.get(operation));
    }

    private static Map<Operation, Row> table() {
        Map<Operation, Row> table = new EnumMap<>(Operation.class);
        Set<Mode> none = Set.of();
        Set<Mode> wait = Set.of(Mode.WAIT);
        Set<Mode> scan =
                Set.of(
                        Mode.INCLUSIVE,
                        Mode.CONSUME,
                        Mode.NO_PREFIX,
                        Mode.SUFFIX,
                        Mode.LUA_FILTER,
                        Mode.LIB_FILTER,
                        Mode.FILTER_VALUE);
        Set<Mode> hidden = Set.of(Mode.IGNORE_KEYS, Mode.KEEP_LAST);
        Set<Mode> list = EnumSet.copyOf(scan);
        list.addAll(hidden);
        table.put(Operation.PUT, row(Set.of(Mode.APPEND, Mode.NEW_ONLY, Mode.EXIST_ONLY), none));
        table.put(Operation.GET, row(Set.of(Mode.CONSUME), wait));
        table.put(Operation.EXISTS, row(none, wait));
        table.put(Operation.LENGTH, row(none, wait));
        table.put(Operation.DELETE, row(none, wait));
        table.put(Operation.LIST, row(list, none));
        table.put(Operation.SCAN, row(scan, hidden));
        table.put(Operation.AWAIT, row(Set.of(Mode.CONSUME), none));
        return Collections.unmodifiableMap(table);
    }

    private static Row row(Set<Mode> matters, Set<Mode> refused) {
        Map<Mode, Effect> effects = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            effects.put(mode, Effect.IGNORED);
        }
        matters.forEach(mode -> effects.put(mode, Effect.MATTERS));
        refused.forEach(mode -> effects.put(mode, Effect.REFUSED));
        List<Mode> ordered = new ArrayList<>();
        int refusedBits = 0;
        for (Mode mode : Mode.values()) {
            if (refused.contains(mode)) {
                ordered.add(mode);
                refusedBits |= mode.bits();
            }
        }
        return new Row(effects, List.copyOf(ordered), refusedBits);
    }

    /** One line of the table: the effects, and in short form which flags are refused. */
    private record Row(Map<Mode, Effect> effects, List<Mode> refused, int refusedBits) {

        Effect effect(Mode mode) {
            return Objects.requireNonNull(effects.get(mode));
        }
    }
}
