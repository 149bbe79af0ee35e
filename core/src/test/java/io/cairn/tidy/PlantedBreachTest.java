package io.cairn.tidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows that each rule sees a breach, and does not see one where there is none. */
class PlantedBreachTest {
    private static final String MAIN = "core/src/main/java/io/cairn/bytes/A.java";
    private static final String TEST = "core/src/test/java/io/cairn/bytes/ATest.java";

    static Stream<Arguments> breaches() {
        return Stream.of(
                arguments(TextRules.FILE_LENGTH, MAIN, lines(501, "// x")),
                arguments(TextRules.UNFINISHED_WORK, "README.md", "TO" + "DO: more"),
                arguments(TextRules.UNFINISHED_WORK, MAIN, "// FIX" + "ME\n"),
                arguments(TextRules.NO_HISTORY, MAIN, "// see issue" + " 12\n"),
                arguments(TextRules.NO_HISTORY, "README.md", "written by an age" + "nt"),
                arguments(TextRules.NO_MACHINE_PATHS, "docs/a.md", "open /tm" + "p/db"),
                arguments(TextRules.NO_MACHINE_PATHS, "run.sh", "DIR=/wo" + "rk/x"),
                arguments(TextRules.ASCII, MAIN, "// caf\u00e9\n"),
                arguments(TextRules.ASCII, MAIN, "class A {\t}\n"),
                arguments(TextRules.STARTS_WITH_PACKAGE, MAIN, "// licence\npackage a;"),
                arguments(CodeRules.METHOD_LENGTH, MAIN, method(61)),
                arguments(CodeRules.NO_SKIPPED_TESTS, TEST, "@Dis" + "abled class A {}"),
                arguments(CodeRules.NO_SKIPPED_TESTS, TEST, body("assume" + "True(x);")),
                arguments(
                        CodeRules.NO_SKIPPED_TESTS, TEST, body("Assumptions.assume" + "True(x);")),
                arguments(CodeRules.NO_SLEEP, MAIN, body("Thread.sleep(1);")),
                arguments(CodeRules.NO_SLEEP, MAIN, body("java.lang.Thread.sleep(1);")),
                arguments(CodeRules.NO_AMBIENT_CLOCK, MAIN, body("System.nanoTime();")),
                arguments(CodeRules.NO_AMBIENT_CLOCK, MAIN, body("f(System::nanoTime);")),
                arguments(CodeRules.NO_AMBIENT_CLOCK, MAIN, body("System.currentTimeMillis();")),
                arguments(CodeRules.NO_AMBIENT_CLOCK, MAIN, body("new Random();")),
                arguments(CodeRules.NO_AMBIENT_CLOCK, MAIN, body("Math.random();")),
                arguments(CodeRules.LIBRARIES_DO_NOT_PRINT, MAIN, body("System.out.print(1);")),
                arguments(CodeRules.LIBRARIES_DO_NOT_PRINT, MAIN, body("e.printStackTrace();")),
                arguments(CodeRules.NAMES_SAY_SOMETHING, MAIN, "package io.cairn.util;"),
                arguments(CodeRules.NAMES_SAY_SOMETHING, MAIN, "package a; class LockManager {}"),
                arguments(TreeRules.PACKAGES_ARE_DESCRIBED, MAIN, "package io.cairn.bytes;"),
                arguments(TreeRules.MODULES_ARE_DECLARED, MAIN, "package io.cairn.bytes;"),
                arguments(TreeRules.FILES_ARE_SHORT, MAIN, lines(150, "// x")));
    }

    static Stream<Arguments> innocents() {
        return Stream.of(
                arguments(TextRules.FILE_LENGTH, MAIN, lines(500, "// x")),
                arguments(
                        TextRules.FILE_LENGTH, MAIN, "/**\n * Length: one.\n */" + lines(600, "")),
                arguments(TextRules.UNFINISHED_WORK, MAIN, "// the method is done\n"),
                arguments(TextRules.NO_HISTORY, "pom.xml", "<goal>prepare-age" + "nt</goal>"),
                arguments(TextRules.NO_MACHINE_PATHS, TEST, "\"/tm" + "p/x\""),
                arguments(TextRules.NO_MACHINE_PATHS, "a.sh", "$HOME/wo" + "rk/x"),
                arguments(CodeRules.METHOD_LENGTH, MAIN, method(60)),
                arguments(CodeRules.NO_SLEEP, TEST, body("Thread.sleep(1);")),
                arguments(
                        CodeRules.NO_SLEEP,
                        MAIN,
                        body("// Thread.sleep(1)\n f(\"Thread.sleep\");")),
                arguments(
                        CodeRules.NO_AMBIENT_CLOCK,
                        "core/src/main/java/io/cairn/config/Components.java",
                        body("System.nanoTime();")),
                arguments(
                        CodeRules.LIBRARIES_DO_NOT_PRINT,
                        "cli/src/main/java/io/cairn/cli/Main.java",
                        body("System.out.print(1);")),
                arguments(CodeRules.NAMES_SAY_SOMETHING, MAIN, "package a; class Implement {}"),
                arguments(TreeRules.FILES_ARE_SHORT, MAIN, lines(149, "// x")));
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void isSeen(Rule rule, String path, String text) {
        assertThat(rule.in(List.of(new SourceFile(path, text)))).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("innocents")
    void isNotBlamed(Rule rule, String path, String text) {
        assertThat(rule.in(List.of(new SourceFile(path, text)))).isEmpty();
    }

    @Test
    void aLibraryMissingFromTheBomIsSeen() {
        SourceFile parent =
                new SourceFile("pom.xml", "<version>1</version><module>bom</module><module>core");
        SourceFile bom = new SourceFile("bom/pom.xml", "<version>1</version>");
        SourceFile core =
                new SourceFile(
                        "core/pom.xml", "<version>1</version><javadoc.skip>false</javadoc.skip>");
        SourceFile whole = new SourceFile("pom.xml", parent.text() + "</module>");
        assertThat(TreeRules.BOM_IS_COMPLETE.in(List.of(whole, bom, core)))
                .extracting(Finding::message)
                .containsExactly("cairn-core missing");
        SourceFile old = new SourceFile("bom/pom.xml", "<version>0</version>cairn-core");
        assertThat(TreeRules.BOM_IS_COMPLETE.in(List.of(whole, old, core)))
                .extracting(Finding::message)
                .contains("not the parent's version");
    }

    @Test
    void aDescribedPackageIsNotBlamed() {
        SourceFile info =
                new SourceFile(
                        "core/src/main/java/io/cairn/bytes/package-info.java",
                        "/** Bytes. */ @NullMarked package io.cairn.bytes;");
        SourceFile module = new SourceFile("core/src/main/java/module-info.java", "module a {}");
        List<SourceFile> files = List.of(info, module, new SourceFile(MAIN, ""));
        assertThat(TreeRules.PACKAGES_ARE_DESCRIBED.in(files)).isEmpty();
        assertThat(TreeRules.MODULES_ARE_DECLARED.in(files)).isEmpty();
        SourceFile named =
                new SourceFile("core/pom.xml", "<Automatic-Module-Name>a</Automatic-Module-Name>");
        assertThat(TreeRules.MODULES_ARE_DECLARED.in(List.of(named, new SourceFile(MAIN, ""))))
                .isEmpty();
    }

    private static String lines(int count, String line) {
        return (line + "\n").repeat(count);
    }

    private static String body(String statement) {
        return "package a; class A { void f() { " + statement + " } }";
    }

    private static String method(int lines) {
        return "package a; class A {\n/** Not\n counted. */\n@X\nvoid f() {\n"
                + lines(lines - 2, "g();")
                + "}\n}";
    }
}
