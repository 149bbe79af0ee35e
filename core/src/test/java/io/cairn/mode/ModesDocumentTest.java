package io.cairn.mode;

import io.cairn.api.Mode;
import io.cairn.api.RefusedPair;
import io.cairn.config.GeneratedFile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/modes.md is written from the table that the code obeys. */
final class ModesDocumentTest {

    private static final String MODES_MD =
            """
            # Mode flags

            Generated from `io.cairn.mode.ModeRules`; to rewrite, run
            `./mvnw -q -pl core -am test -Dtest=ModesDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Dcairn.rewrite=true`.

            A flag changes what one call does; without flags a call does the plain thing. Flags are checked before anything is read or
            written, so a refused call has done nothing. Flags that read before they write (NEW_ONLY, EXIST_ONLY, APPEND, CONSUME) do both in
            one transaction: two callers never both create a key, lose an append, or take the same value.

            ## The flags

            %s
            ## What matters where

            **yes**: it changes what the call does. Empty: accepted, changes nothing. refused: `InvalidModeException`.

            %s
            | operation | calls |
            |---|---|
            %s
            The words of a refusal:

            %s
            ## Pairs that are refused everywhere

            | pair | reason |
            |---|---|
            %s
            ## Rules

            - **Put.** Of a repeated key in one `putAll` the last wins; with NEW_ONLY the first; with APPEND all are appended in order. A
              condition that does not hold is an outcome for that entry, not an exception, and the other entries are written.
            - **CONSUME** removes exactly what was delivered. What did not fit into the caller's memory was not delivered and stays. A key
              asked for twice is delivered twice.
            - **Start.** A listing starts after its start key, or at it with INCLUSIVE. The start key is always a full key, also with NO_PREFIX,
              and need not exist.
            - **Filter.** The filter is a prefix; the listing walks only that part of the keys. With SUFFIX it is a suffix, and the listing walks
              every key from its start on.
            - **LIB_FILTER.** The filter is a name, `library:filter:arguments`, of a Java filter that is registered where the data is: in the
              server's process, for its clients. Both colons are needed; the arguments may be any bytes. The filter selects entries and may
              rewrite the keys and values that are returned. An unknown name is an `InvalidFilterException`.
            - **LUA_FILTER.** The filter is a Lua script, run where the data is for each entry, with the key in `__key__`. Entries for which it
              returns neither false nor nil are returned: `return #__key__ %% 2 == 0`. It needs `cairn-filters-lua` there; a server may forbid it.
            - **FILTER_VALUE** shows values to such a filter: a script finds them in `__value__`. By itself it changes nothing.
            - **Failing filters.** A script that cannot be compiled, a filter that throws, or one that exceeds its budget is an
              `InvalidFilterException` of the call, never an empty result; nothing is returned or consumed. A cursor keeps what it has returned
              before, and cannot be moved over the entry.
            - **Walking.** With LIB_FILTER and LUA_FILTER, as with SUFFIX, a listing walks every key from its start on, a cursor every key of its
              range. What is returned may be rewritten, but start keys, resume keys, CONSUME and the byte limit of a cursor go by what is stored.
            - **NO_PREFIX** cuts the filter off the keys returned: the prefix, or with SUFFIX the suffix. A cursor needs a range made by
              `KeyRange.prefix` for it. With LIB_FILTER and LUA_FILTER there is nothing to cut off, and keys are returned as the filter says.
            - **IGNORE_KEYS** returns empty keys. **KEEP_LAST** returns empty keys but for the last one *returned*. Pages carry the full resume
              key in any case.
            - **Packed memory.** After the first key (value) that does not fit, no later key (value) is copied; keys and values are two
              streams. An absent key is reported as absent also then. Items with memory of their own do not influence each other.
            - **Sizes** in lists: -1 absent, -2 too small, -3 behind the end.
            - **WAIT** belongs to `Database.await` and `Database.waiting()`; a plain call refuses it. On a put the same bit means "notify", which
              every commit does anyway.
            """;

    @Test
    void theFileIsAsTheRulesSay() {
        GeneratedFile.check(
                "docs/modes.md",
                MODES_MD.formatted(flags(), matrix(), operations(), reasons(), pairs()),
                "ModesDocumentTest");
    }

    private static String flags() {
        return lines(
                "| flag | bits |\n|---|---|\n",
                Arrays.stream(Mode.values())
                        .map(mode -> "| %s | 0x%x |".formatted(mode, mode.bits())));
    }

    private static String matrix() {
        Operation[] operations = Operation.values();
        String head =
                "| flag | "
                        + Arrays.stream(operations)
                                .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(" | "))
                        + " |\n|---|"
                        + "---|".repeat(operations.length)
                        + "\n";
        return lines(
                head,
                Arrays.stream(Mode.values())
                        .map(mode ->
                                "| "
                                        + mode
                                        + " | "
                                        + Arrays.stream(operations)
                                                .map(operation ->
                                                        cell(ModeRules.effect(operation, mode)))
                                                .collect(Collectors.joining(" | "))
                                        + " |"));
    }

    private static String cell(Effect effect) {
        return switch (effect) {
            case MATTERS -> "**yes**";
            case IGNORED -> "";
            case REFUSED -> "refused";
        };
    }

    private static String operations() {
        return lines(
                "",
                Arrays.stream(Operation.values())
                        .map(operation ->
                                "| %s | %s |"
                                        .formatted(
                                                operation.name().toLowerCase(Locale.ROOT),
                                                operation.calls())));
    }

    private static String reasons() {
        Map<String, String> byText = new LinkedHashMap<>();
        for (Mode mode : Mode.values()) {
            for (Operation operation : Operation.values()) {
                String reason = ModeRules.reason(operation, mode);
                if (reason != null) {
                    String cell = mode + " on " + operation.name().toLowerCase(Locale.ROOT);
                    byText.merge(reason, cell, (all, one) -> all + ", " + one);
                }
            }
        }
        return lines(
                "",
                byText.entrySet().stream()
                        .map(entry -> "- " + entry.getValue() + ": " + entry.getKey() + "."));
    }

    private static String pairs() {
        return lines(
                "",
                RefusedPair.all().stream()
                        .map(pair ->
                                "| %s, %s | %s |"
                                        .formatted(pair.first(), pair.second(), pair.reason())));
    }

    private static String lines(String head, java.util.stream.Stream<String> lines) {
        return head + lines.collect(Collectors.joining("\n")) + "\n";
    }
}
