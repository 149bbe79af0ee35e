package io.cairn.vectors.grpc.live;

import io.cairn.error.CairnException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The indexes that a server keeps, each in a directory of its name. Thread-safe; whoever opened
 * them closes them.
 *
 * <p>One that cannot be opened does not keep the server from starting: calls that name it are
 * answered with the reason.
 */
public final class LiveIndexes implements AutoCloseable {

    private static final Logger LOG = System.getLogger("io.cairn.vectors.grpc");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** What a dropped index is called until it is deleted; no index can have such a name. */
    private static final String DROPPED = ".dropped-";

    private final Path root;
    private final int most;
    private final LiveSettings settings;
    private final ExecutorService background;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    /** An index, or why there is none; exactly one is there. */
    private record Slot(@Nullable LiveIndex index, @Nullable CairnException failure) {}

    /** Tells that there is no index of a name. Immutable. */
    public static final class UnknownIndexException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownIndexException(String name) {
            super("there is no index of this name; create it first: " + name);
        }
    }

    /** Tells that an index cannot be created as things are. Immutable. */
    public static final class NotCreatedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotCreatedException(String message) {
            super(message);
        }
    }

    private LiveIndexes(Path root, int most, LiveSettings settings) {
        this.root = root;
        this.most = most;
        this.settings = settings;
        this.background =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("cairn-vectors-fold").factory());
    }

    /**
     * Opens all indexes of a directory.
     *
     * @param root the directory
     * @param most how many there may be
     * @return the indexes, to be closed
     * @throws LimitException when there are more
     * @throws io.cairn.error.UnavailableException when the directory cannot be read
     */
    public static LiveIndexes open(Path root, int most) {
        return open(root, most, LiveSettings.defaults());
    }

    static LiveIndexes open(Path root, int most, LiveSettings settings) {
        LiveIndexes indexes = new LiveIndexes(root, most, settings);
        boolean opened = false;
        try {
            indexes.openAll();
            opened = true;
            return indexes;
        } finally {
            if (!opened) {
                indexes.close();
            }
        }
    }

    private void openAll() {
        List<Path> found = new ArrayList<>();
        for (Path directory : directories()) {
            String name = directory.getFileName().toString();
            if (name.startsWith(DROPPED)) {
                new IndexFiles(directory).deleteAll();
            } else if (NAME.matcher(name).matches()
                    && Files.isRegularFile(directory.resolve(Definition.FILE))) {
                found.add(directory);
            }
        }
        if (found.size() > most) {
            throw new LimitException(
                    "there are more indexes than the server may keep; raise the limit",
                    "indexes",
                    found.size(),
                    "limit",
                    most);
        }
        for (Path directory : found) {
            String name = directory.getFileName().toString();
            try {
                slots.put(name, new Slot(LiveIndex.open(directory, settings, background), null));
            } catch (CairnException e) {
                LOG.log(Level.ERROR, "index " + name + " cannot be opened", e);
                slots.put(name, new Slot(null, e));
            }
        }
    }

    private List<Path> directories() {
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList();
        } catch (IOException e) {
            throw IndexFiles.failure(root, e);
        }
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidArgumentException(
                    "the name of an index is 1 to 64 letters, digits, _ and -", "name", name);
        }
    }

    /**
     * Makes an empty index.
     *
     * @param name its name
     * @param definition what it is
     * @return the index, not to be closed by the caller
     * @throws NotCreatedException when there is one of that name, or too many
     * @throws InvalidArgumentException when it is no name of an index
     * @throws io.cairn.error.UnavailableException when it cannot be written
     */
    public synchronized LiveIndex create(String name, Definition definition) {
        checkName(name);
        if (slots.containsKey(name)) {
            throw new NotCreatedException(
                    "an index of this name exists already; drop it first, or choose another name: "
                            + name);
        }
        if (slots.size() >= most) {
            throw new NotCreatedException(
                    "the server keeps as many indexes as it may, " + most + "; drop one first");
        }
        Path directory = root.resolve(name);
        try {
            Files.createDirectory(directory);
            DirectorySync.sync(root);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                    || !new IndexFiles(directory).isUnborn()) {
                throw new NotCreatedException(
                        "the root directory has something else of this name; choose another: "
                                + name);
            }
        } catch (IOException e) {
            throw IndexFiles.failure(directory, e);
        }
        LiveIndex index = LiveIndex.create(directory, definition, settings, background);
        slots.put(name, new Slot(index, null));
        return index;
    }

    /**
     * Finds an index.
     *
     * @param name its name
     * @return the index, not to be closed by the caller
     * @throws UnknownIndexException when there is none
     * @throws CairnException when it could not be opened
     */
    public LiveIndex get(String name) {
        checkName(name);
        Slot slot = slots.get(name);
        if (slot == null) {
            throw new UnknownIndexException(name);
        }
        if (slot.failure() != null) {
            throw slot.failure();
        }
        if (slot.index() == null) {
            throw new IllegalStateException("a slot without anything");
        }
        return slot.index();
    }

    /**
     * Tells why an index is of no use, or of less than it should be.
     *
     * @param name its name
     * @return the reason, null when all is well
     * @throws UnknownIndexException when there is none
     */
    public @Nullable CairnException trouble(String name) {
        checkName(name);
        Slot slot = slots.get(name);
        if (slot == null) {
            throw new UnknownIndexException(name);
        }
        return slot.index() == null ? slot.failure() : slot.index().trouble().orElse(null);
    }

    /**
     * Deletes an index with its files; waits for vectors that are being linked in.
     *
     * @param name its name
     * @throws UnknownIndexException when there is none
     * @throws io.cairn.error.UnavailableException when the files cannot be deleted
     */
    public synchronized void drop(String name) {
        LiveIndex index = get(name);
        Path directory = root.resolve(name);
        Path dropped = root.resolve(DROPPED + name + "-" + System.nanoTime());
        slots.remove(name);
        index.close();
        try {
            Files.move(directory, dropped);
            DirectorySync.sync(root);
        } catch (IOException e) {
            throw IndexFiles.failure(directory, e);
        }
        new IndexFiles(dropped).deleteAll();
    }

    /**
     * Returns the names of all indexes.
     *
     * @return the names, in order
     */
    public List<String> names() {
        return List.copyOf(new TreeMap<>(slots).keySet());
    }

    /** Closes all indexes. */
    @Override
    public synchronized void close() {
        for (Slot slot : slots.values()) {
            if (slot.index() != null) {
                slot.index().close();
            }
        }
        slots.clear();
        background.shutdown();
    }
}
