package io.cairn.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules about the code itself; comments and strings do not count. */
final class CodeRules {
    static final int MAX_METHOD_LINES = 60;

    private static final Set<String> AMBIENT =
            Set.of(
                    "System.nanoTime",
                    "System.currentTimeMillis",
                    "Math.random",
                    "ThreadLocalRandom.current",
                    "Instant.now");
    private static final Set<String> SKIPPING =
            Set.of("Disabled", "assumeTrue", "assumeFalse", "assumeThat", "assumingThat");
    private static final Pattern EMPTY_NAME =
            Pattern.compile("(?i)utils?|common|impl|managers?|helpers?");
    private static final Pattern EMPTY_CLASS_NAME =
            Pattern.compile(".*(Util|Utils|Common|Impl|Manager|Helper)");

    private CodeRules() {}

    /** Collects findings while it walks one file. */
    private abstract static class Walk extends TreeScanner<@Nullable Void, JavaTree> {
        final List<Finding> findings = new ArrayList<>();
    }

    private static Rule rule(String name, Predicate<SourceFile> where, WalkFactory walk) {
        return new Rule(
                name,
                files -> {
                    List<Finding> findings = new ArrayList<>();
                    for (JavaTree tree : JavaTree.parse(files)) {
                        if (where.test(tree.file())) {
                            Walk w = walk.create();
                            w.scan(tree.unit(), tree);
                            findings.addAll(w.findings);
                        }
                    }
                    return findings;
                });
    }

    private interface WalkFactory {
        Walk create();
    }

    /** Reports every mention of one of the dotted names, called or referred to. */
    private static Rule mentions(
            String name, Predicate<SourceFile> where, Set<String> names, String message) {
        return rule(
                name,
                where,
                () ->
                        new Walk() {
                            private void look(Tree at, String dotted, JavaTree tree) {
                                boolean hit =
                                        names.stream()
                                                .anyMatch(n ->
                                                        dotted.equals(n)
                                                                || dotted.endsWith("." + n));
                                if (hit) {
                                    findings.add(tree.finding(at, dotted + ": " + message));
                                }
                            }

                            @Override
                            public @Nullable Void visitMemberSelect(
                                    MemberSelectTree node, JavaTree tree) {
                                look(node, node.toString(), tree);
                                return super.visitMemberSelect(node, tree);
                            }

                            @Override
                            public @Nullable Void visitMemberReference(
                                    MemberReferenceTree node, JavaTree tree) {
                                look(
                                        node,
                                        node.getQualifierExpression() + "." + node.getName(),
                                        tree);
                                return super.visitMemberReference(node, tree);
                            }

                            @Override
                            public @Nullable Void visitNewClass(NewClassTree node, JavaTree tree) {
                                look(node, "new " + node.getIdentifier(), tree);
                                return super.visitNewClass(node, tree);
                            }

                            @Override
                            public @Nullable Void visitIdentifier(
                                    IdentifierTree node, JavaTree tree) {
                                look(node, node.getName().toString(), tree);
                                return super.visitIdentifier(node, tree);
                            }
                        });
    }

    static final Rule METHOD_LENGTH =
            rule(
                    "methods have at most 60 lines",
                    f -> true,
                    () ->
                            new Walk() {
                                @Override
                                public @Nullable Void visitMethod(MethodTree node, JavaTree tree) {
                                    if (node.getBody() != null) {
                                        long lines = tree.lines(node);
                                        if (lines > MAX_METHOD_LINES) {
                                            findings.add(
                                                    tree.finding(
                                                            node,
                                                            node.getName()
                                                                    + " has "
                                                                    + lines
                                                                    + " lines: split it"));
                                        }
                                    }
                                    return super.visitMethod(node, tree);
                                }
                            });

    static final Rule NO_SKIPPED_TESTS =
            mentions(
                    "no test is skipped",
                    f -> true,
                    SKIPPING,
                    "a test runs everywhere or does not exist");

    static final Rule NO_SLEEP =
            mentions(
                    "main code does not sleep",
                    SourceFile::isMain,
                    Set.of("Thread.sleep"),
                    "wait for the thing itself, with a limit");

    static final Rule NO_AMBIENT_CLOCK =
            mentions(
                    "core takes time and chance from Components",
                    f ->
                            f.path().startsWith("core/src/main/")
                                    && !f.path().endsWith("io/cairn/config/Components.java"),
                    with(AMBIENT, "new Random", "new SecureRandom"),
                    "ask io.cairn.config.Components");

    static final Rule LIBRARIES_DO_NOT_PRINT =
            mentions(
                    "libraries do not print",
                    SourceFile::isLibrary,
                    Set.of("System.out", "System.err", "printStackTrace"),
                    "use System.Logger");

    static final Rule NAMES_SAY_SOMETHING =
            rule(
                    "names of packages and classes say something",
                    f -> true,
                    () ->
                            new Walk() {
                                @Override
                                public @Nullable Void visitPackage(
                                        PackageTree node, JavaTree tree) {
                                    String name = node.getPackageName().toString();
                                    for (String part : name.split("\\.", -1)) {
                                        if (EMPTY_NAME.matcher(part).matches()) {
                                            findings.add(
                                                    tree.finding(
                                                            node, name + ": name what it holds"));
                                        }
                                    }
                                    return super.visitPackage(node, tree);
                                }

                                @Override
                                public @Nullable Void visitClass(ClassTree node, JavaTree tree) {
                                    String name = node.getSimpleName().toString();
                                    if (EMPTY_CLASS_NAME.matcher(name).matches()) {
                                        findings.add(
                                                tree.finding(node, name + ": name what it does"));
                                    }
                                    return super.visitClass(node, tree);
                                }
                            });

    private static Set<String> with(Set<String> some, String... more) {
        var all = new java.util.HashSet<>(some);
        all.addAll(List.of(more));
        return all;
    }

    static final List<Rule> ALL =
            List.of(
                    METHOD_LENGTH,
                    NO_SKIPPED_TESTS,
                    NO_SLEEP,
                    NO_AMBIENT_CLOCK,
                    LIBRARIES_DO_NOT_PRINT,
                    NAMES_SAY_SOMETHING);
}
