package io.cairn.cli.shell;

import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into words: blanks separate, single and double quotes hold together, a backslash
 * takes the next character as it is. Stateless.
 */
final class ShellWords {

    private ShellWords() {}

    /**
     * Splits a line; what follows a # at the start of a word is a comment.
     *
     * @throws CliException when a quote is not closed or a backslash ends the line
     */
    static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quote != '\'') {
                if (++i == line.length()) {
                    throw new CliException(
                            ExitCode.USAGE,
                            "the line ends with a backslash; write \\\\ for a backslash");
                }
                word.append(line.charAt(i));
                inWord = true;
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else if (c == '#' && !inWord) {
                break;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != 0) {
            throw new CliException(ExitCode.USAGE, "a quote is not closed; add " + quote);
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
