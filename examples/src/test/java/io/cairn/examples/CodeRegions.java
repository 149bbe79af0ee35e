package io.cairn.examples;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The named regions of the examples' sources, between start and end comments as in Javadoc's
 * snippets. Immutable.
 */
final class CodeRegions {

    private static final Pattern START = Pattern.compile("\\s*// @start region=(\\S+)");
    private static final Pattern END = Pattern.compile("\\s*// @end");

    private final Map<String, String> textByName = new HashMap<>();

    /** Reads all sources of this module, of the programs and of the tests. */
    CodeRegions() {
        for (Path source :
                ProjectFiles.below(ProjectFiles.root().resolve("examples/src"), ".java")) {
            read(source);
        }
    }

    /** A region's lines without the indentation they share. */
    String text(String name) {
        String text = textByName.get(name);
        if (text == null) {
            throw new IllegalArgumentException(
                    "no region '" + name + "', only " + textByName.keySet());
        }
        return text;
    }

    private void read(Path source) {
        Deque<String> names = new ArrayDeque<>();
        Deque<StringBuilder> open = new ArrayDeque<>();
        for (String line : ProjectFiles.text(source).lines().toList()) {
            Matcher start = START.matcher(line);
            if (start.matches()) {
                names.push(start.group(1));
                open.push(new StringBuilder());
            } else if (END.matcher(line).matches()) {
                if (open.isEmpty()) {
                    throw new IllegalStateException("an @end without @start in " + source);
                }
                add(names.pop(), open.pop().toString(), source);
            } else {
                open.forEach(region -> region.append(line).append('\n'));
            }
        }
        if (!open.isEmpty()) {
            throw new IllegalStateException("no @end for " + names + " in " + source);
        }
    }

    private void add(String name, String text, Path source) {
        if (textByName.put(name, text.stripIndent().strip()) != null) {
            throw new IllegalStateException("a second region '" + name + "' in " + source);
        }
    }
}
