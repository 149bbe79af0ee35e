package io.cairn.tidy;

import static io.cairn.tidy.Rule.perFile;

import java.util.List;
import java.util.regex.Pattern;

/** Rules that need no more than the lines of a file. */
final class TextRules {
    static final int MAX_FILE_LINES = 500;

    /* The words are written in pieces: this file obeys its own rules. */
    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b");
    private static final Pattern HISTORY =
            Pattern.compile(
                    "\\bissues?\\s+#?\\d+"
                            + "|(?<![-\\w.])age"
                            + "nts?(?![-\\w.])"
                            + "|\\b(cla"
                            + "ude|anth"
                            + "ropic|chat"
                            + "gpt|cop"
                            + "ilot)\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern MACHINE =
            Pattern.compile("(?<![\\w.~$}-])/(wo" + "rk|tm" + "p|ro" + "ot)/");

    private TextRules() {}

    static final Rule FILE_LENGTH =
            perFile(
                    "files over 500 lines state the reason",
                    f -> {
                        long lines = f.text().lines().count();
                        boolean excused =
                                f.text().lines().anyMatch(l -> l.matches("\\s*\\*? *Length: .+"));
                        return !f.isJava() || lines <= MAX_FILE_LINES || excused
                                ? List.of()
                                : List.of(
                                        new Finding(
                                                f.path(),
                                                0,
                                                lines
                                                        + " lines: split the file, or say why not in"
                                                        + " the class comment (Length: ...)"));
                    });

    static final Rule UNFINISHED_WORK =
            perFile(
                    "nothing is left for later",
                    f ->
                            f.findings(
                                    l -> UNFINISHED.matcher(l).find(),
                                    "finish it, or describe the limit in the documentation"));

    static final Rule NO_HISTORY =
            perFile(
                    "nothing tells how the code came to be",
                    f ->
                            f.findings(
                                    l -> HISTORY.matcher(l).find(),
                                    "say what is so and why, not where it came from"));

    static final Rule NO_MACHINE_PATHS =
            perFile(
                    "no paths of one machine",
                    f ->
                            f.isTest()
                                    ? List.of()
                                    : f.findings(
                                            l -> MACHINE.matcher(l).find(),
                                            "this folder exists on one machine only"));

    static final Rule ASCII =
            perFile(
                    "Java sources are ASCII",
                    f ->
                            f.isJava()
                                    ? f.findings(
                                            l -> l.chars().anyMatch(c -> c > 126 || c < 32),
                                            "use ASCII, or a unicode escape inside a string")
                                    : List.of());

    static final Rule STARTS_WITH_PACKAGE =
            perFile(
                    "Java sources start with their package",
                    f ->
                            !f.isJava()
                                            || f.name().endsWith("-info.java")
                                            || f.text().startsWith("package ")
                                    ? List.of()
                                    : List.of(
                                            new Finding(
                                                    f.path(), 1, "nothing stands before package")));

    static final List<Rule> ALL =
            List.of(
                    FILE_LENGTH,
                    UNFINISHED_WORK,
                    NO_HISTORY,
                    NO_MACHINE_PATHS,
                    ASCII,
                    STARTS_WITH_PACKAGE);
}
