package io.cairn.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Finds the repository and reads its text files, without what a build or an editor leaves behind.
 */
final class SourceTree {
    private static final Set<String> SKIPPED =
            Set.of("target", ".git", ".idea", ".vscode", ".settings");
    private static final Set<String> BINARY =
            Set.of("jar", "png", "gif", "ico", "class", "zip", "gz", "bin", "exec", "iml");

    private SourceTree() {}

    /** The repository's folder: the nearest one upwards that holds the wrapper and the BOM. */
    static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("mvnw")) && Files.exists(at.resolve("bom/pom.xml"))) {
                return at;
            }
        }
        throw new IllegalStateException(
                "no repository above " + Path.of("").toAbsolutePath() + "; run the tests from it");
    }

    static List<SourceFile> read() throws IOException {
        Path root = root();
        List<SourceFile> files = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attrs) {
                        return SKIPPED.contains(dir.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attrs) {
                        if (attrs.isRegularFile() && isText(file)) {
                            files.add(load(root, file));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        files.sort(Comparator.comparing(SourceFile::path));
        return files;
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        return !SKIPPED.contains(name)
                && !BINARY.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static SourceFile load(Path root, Path file) {
        try {
            String path = root.relativize(file).toString().replace('\\', '/');
            return new SourceFile(path, Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is not readable as UTF-8 text", e);
        }
    }
}
