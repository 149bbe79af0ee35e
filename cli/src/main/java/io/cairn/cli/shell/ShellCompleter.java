package io.cairn.cli.shell;

import io.cairn.api.Cursor;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CairnException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes commands, options, and keys up to their next slash. Used by one thread. */
final class ShellCompleter implements Completer {

    private static final int CANDIDATES_MAX = 100;
    private static final List<String> RANGE = List.of("--prefix", "--from", "--to");

    private final ShellSession session;

    ShellCompleter(ShellSession session) {
        this.session = session;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String word = line.word().substring(0, Math.min(line.wordCursor(), line.word().length()));
        if (line.wordIndex() == 0) {
            for (ShellVerb verb : ShellVerb.values()) {
                candidates.add(
                        new Candidate(
                                verb.word(), verb.word(), null, verb.meaning(), null, null, true));
            }
            return;
        }
        Optional<ShellVerb> verb = ShellVerb.named(line.words().getFirst());
        if (verb.isEmpty()) {
            return;
        }
        if (word.startsWith("-")) {
            options(verb.get()).forEach(option -> candidates.add(new Candidate(option)));
        } else {
            words(verb.get(), word).forEach(found -> candidates.add(candidate(found)));
        }
    }

    /** A key that goes on after a slash is not complete: no blank is added after it. */
    private static Candidate candidate(String found) {
        return new Candidate(found, found, null, null, null, null, !found.endsWith("/"));
    }

    static List<String> options(ShellVerb verb) {
        return switch (verb) {
            case PUT -> List.of("--append", "--if-absent", "--if-present", "--file");
            case DELETE -> List.of("--prefix", "--from", "--to", "--all");
            case SCAN ->
                    List.of(
                            "--prefix",
                            "--from",
                            "--to",
                            "--reverse",
                            "--limit",
                            "--keys-only",
                            "--format");
            case COUNT -> RANGE;
            case GET, TAKE -> List.of("--format");
            default -> List.of();
        };
    }

    Set<String> words(ShellVerb verb, String word) {
        return switch (verb) {
            case GET, PUT, DELETE, TAKE, SCAN, COUNT, LS -> keys(word);
            case BEGIN -> Set.of("snapshot", "readonly");
            case KEYSPACE -> session.keyspaceNames();
            case HELP -> names();
            default -> Set.of();
        };
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (ShellVerb verb : ShellVerb.values()) {
            names.add(verb.word());
        }
        return names;
    }

    /**
     * Finds what keys with this beginning go on to, skipping from one next segment to the
     * following.
     */
    private Set<String> keys(String begun) {
        Set<String> found = new TreeSet<>();
        KeyRange range = KeyRange.prefix(Bytes.utf8(begun));
        try {
            while (found.size() < CANDIDATES_MAX) {
                byte[] key = first(range);
                if (key.length == 0) {
                    break;
                }
                String text = Bytes.text(key);
                int slash = text.indexOf('/', begun.length());
                String candidate = slash < 0 ? text : text.substring(0, slash + 1);
                found.add(candidate);
                byte[] end = slash < 0 ? Bytes.after(key) : Bytes.prefixEnd(Bytes.utf8(candidate));
                if (end == null) {
                    break;
                }
                range = range.startingAt(end);
            }
        } catch (CairnException _) {
            return found;
        }
        return found;
    }

    private byte[] first(KeyRange range) {
        try (Cursor cursor = session.completionView().scan(range, ScanOptions.all().limit(1))) {
            return cursor.next() ? cursor.key() : Bytes.EMPTY;
        }
    }
}
