package io.cairn.tidy;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A text file of the repository.
 *
 * @param path relative to the repository, with slashes
 * @param text its content
 */
record SourceFile(String path, String text) {
    private static final Pattern LIBRARY = Pattern.compile("(core|storage-\\w+)/.*");

    boolean isJava() {
        return path.endsWith(".java");
    }

    boolean isMain() {
        return path.contains("src/main/");
    }

    boolean isTest() {
        return path.contains("src/test/");
    }

    /** Main code of a module that others use as a library. */
    boolean isLibrary() {
        return isMain() && LIBRARY.matcher(path).matches();
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The folder that holds the file, relative to the repository. */
    String folder() {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }

    /** The first folder of the path: the module. */
    String module() {
        return path.contains("/") ? path.substring(0, path.indexOf('/')) : "";
    }

    List<String> lines() {
        return text.lines().toList();
    }

    /** One finding for every line that the predicate accepts. */
    List<Finding> findings(Predicate<String> breach, String message) {
        List<String> lines = lines();
        return java.util.stream.IntStream.range(0, lines.size())
                .filter(i -> breach.test(lines.get(i)))
                .mapToObj(i -> new Finding(path, i + 1L, message))
                .toList();
    }
}
