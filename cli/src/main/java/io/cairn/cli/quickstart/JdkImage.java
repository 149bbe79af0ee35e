package io.cairn.cli.quickstart;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The resources of the running JDK, from its {@code jrt:/} file system, in key order. Immutable,
 * thread-safe.
 */
final class JdkImage {

    /** Paths that the steps read; a limited image holds them first. */
    private static final List<String> NEEDED =
            List.of("java.base/java/lang/", "java.base/java/util/");

    private final List<Resource> resources;

    private JdkImage(List<Resource> resources) {
        this.resources = List.copyOf(resources);
    }

    /**
     * One resource.
     *
     * @param key the UTF-8 bytes of its path, such as {@code java.base/java/lang/String.class}; not
     *     to be changed
     * @param bytes its size in bytes
     * @param file where its content is
     */
    record Resource(byte[] key, long bytes, Path file) {

        byte[] read() {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Lists the image; a limit keeps the resources that the steps read and drops others. */
    static JdkImage running(int limit) throws IOException {
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        List<Resource> found = new ArrayList<>();
        Files.walkFileTree(
                modules,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        byte[] key = Bytes.utf8(modules.relativize(file).toString());
                        found.add(new Resource(key, attributes.size(), file));
                        return FileVisitResult.CONTINUE;
                    }
                });
        if (limit < found.size()) {
            found.sort(Comparator.comparing(resource -> !needed(resource)));
            found.subList(limit, found.size()).clear();
        }
        found.sort((a, b) -> Bytes.compare(a.key(), b.key()));
        return new JdkImage(found);
    }

    private static boolean needed(Resource resource) {
        String path = Bytes.text(resource.key());
        return NEEDED.stream()
                .anyMatch(prefix ->
                        path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0);
    }

    /** All resources in key order. */
    List<Resource> resources() {
        return resources;
    }

    long bytes() {
        return resources.stream().mapToLong(Resource::bytes).sum();
    }

    /** How many resources have their key in a range. */
    long count(KeyRange range) {
        return resources.stream().filter(resource -> range.contains(resource.key())).count();
    }

    /** The content of the resource at a path. */
    byte[] read(String path) {
        byte[] key = Bytes.utf8(path);
        for (Resource resource : resources) {
            if (Bytes.compare(resource.key(), key) == 0) {
                return resource.read();
            }
        }
        throw new IllegalStateException("this JDK's image has no " + path);
    }

    /** A number of resources, spread evenly. */
    List<Resource> sample(int count) {
        int wanted = Math.min(count, resources.size());
        List<Resource> sample = new ArrayList<>(wanted);
        for (int i = 0; i < wanted; i++) {
            sample.add(resources.get((int) ((long) i * resources.size() / wanted)));
        }
        return sample;
    }
}
