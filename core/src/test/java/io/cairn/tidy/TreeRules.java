package io.cairn.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules that look at several files together. */
final class TreeRules {
    static final int MAX_MEDIAN_LINES = 150;

    private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");
    private static final Pattern VERSION = Pattern.compile("<version>(.*?)</version>");
    private static final Pattern CAIRN_ARTIFACT =
            Pattern.compile("<artifactId>(cairn-[\\w-]+)</artifactId>");

    private TreeRules() {}

    static final Rule PACKAGES_ARE_DESCRIBED =
            new Rule(
                    "every package has a package-info.java, null-marked",
                    files -> {
                        Set<String> described =
                                files.stream()
                                        .filter(f -> f.name().equals("package-info.java"))
                                        .filter(f -> f.text().contains("@NullMarked"))
                                        .map(f -> javaFolder(f))
                                        .collect(Collectors.toSet());
                        return files.stream()
                                .filter(f -> f.isJava() && !f.name().equals("module-info.java"))
                                .map(f -> Map.entry(f.folder(), javaFolder(f)))
                                .distinct()
                                .filter(e -> !described.contains(e.getValue()))
                                .map(e ->
                                        new Finding(
                                                e.getKey() + "/package-info.java",
                                                0,
                                                "missing, or without @NullMarked"))
                                .toList();
                    });

    static final Rule MODULES_ARE_DECLARED =
            new Rule(
                    "every module has a module-info.java, or a name in its pom.xml where it cannot have one",
                    files -> {
                        Set<String> with =
                                files.stream()
                                        .filter(f -> declaresModule(f))
                                        .map(SourceFile::module)
                                        .collect(Collectors.toSet());
                        return files.stream()
                                .filter(f -> f.isJava() && f.isMain())
                                .map(SourceFile::module)
                                .distinct()
                                .filter(m -> !with.contains(m))
                                .map(m ->
                                        new Finding(
                                                m + "/src/main/java/module-info.java",
                                                0,
                                                "missing"))
                                .toList();
                    });

    private static boolean declaresModule(SourceFile file) {
        return file.path().endsWith("java/module-info.java")
                || file.path().equals(file.module() + "/pom.xml")
                        && file.text().contains("<Automatic-Module-Name>");
    }

    static final Rule FILES_ARE_SHORT =
            new Rule(
                    "the median Java file of a module has under 150 lines",
                    files -> {
                        var lengths = new TreeMap<String, List<Long>>();
                        files.stream()
                                .filter(f -> f.isJava() && f.isMain())
                                .forEach(f ->
                                        lengths.computeIfAbsent(f.module(), m -> new ArrayList<>())
                                                .add(f.text().lines().count()));
                        List<Finding> findings = new ArrayList<>();
                        lengths.forEach((module, all) -> {
                            all.sort(null);
                            long median = all.get(all.size() / 2);
                            if (median >= MAX_MEDIAN_LINES) {
                                findings.add(
                                        new Finding(
                                                module,
                                                0,
                                                "median of " + median + ": split files"));
                            }
                        });
                        return findings;
                    });

    static final Rule BOM_IS_COMPLETE =
            new Rule(
                    "the BOM lists every library at the project's version",
                    files -> {
                        String bom = text(files, "bom/pom.xml");
                        String parent = text(files, "pom.xml");
                        List<Finding> findings = new ArrayList<>();
                        for (String module : all(MODULE, parent)) {
                            SourceFile pom = file(files, module + "/pom.xml");
                            if (!all(VERSION, pom.text())
                                    .getFirst()
                                    .equals(all(VERSION, parent).getFirst())) {
                                findings.add(
                                        new Finding(pom.path(), 0, "not the parent's version"));
                            }
                            boolean library =
                                    pom.text().contains("<javadoc.skip>false</javadoc.skip>");
                            boolean listed = all(CAIRN_ARTIFACT, bom).contains("cairn-" + module);
                            if (library && !listed) {
                                findings.add(
                                        new Finding(
                                                "bom/pom.xml", 0, "cairn-" + module + " missing"));
                            }
                        }
                        return findings;
                    });

    static final List<Rule> ALL =
            List.of(PACKAGES_ARE_DESCRIBED, MODULES_ARE_DECLARED, FILES_ARE_SHORT, BOM_IS_COMPLETE);

    private static String javaFolder(SourceFile file) {
        return file.folder().substring(file.folder().indexOf("/java/") + 1);
    }

    private static SourceFile file(List<SourceFile> files, String path) {
        return files.stream()
                .filter(f -> f.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(path + " is missing"));
    }

    private static String text(List<SourceFile> files, String path) {
        return file(files, path).text();
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult m) -> m.group(1)).toList();
    }
}
