package io.cairn.hnsw;

import io.cairn.error.ClosedException;
import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import io.cairn.hnsw.file.IndexFile;
import io.cairn.hnsw.vector.VectorSource;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongPredicate;

/**
 * An index of vectors, in a file that is mapped: opened in milliseconds whatever its size, unless
 * {@link HnswOpenOptions} ask for more, and searched at once.
 *
 * <p>Thread-safe. Whoever opens it closes it; closing waits for no search, and searches that are
 * under way then end with {@link ClosedException}, as do later calls. What is returned stays valid.
 * The file must not be changed while it is open; builds and updates do not, as they put a new file
 * in its place, and an open index goes on with the one that it opened.
 *
 * <p>Every search throws {@link InvalidArgumentException} when the query has another dimension than
 * the index, a component that is not finite or, except with {@link Metric#COSINE}, is longer than
 * 1e18, or when a number is out of its range, and {@link CorruptionException} when the file turns
 * out to be damaged. Searching is fast only in a JVM that was started with {@code --add-modules
 * jdk.incubator.vector}; without it distances take some five times as long.
 */
public final class HnswIndex implements AutoCloseable {

    /** The most neighbours, and the widest search. */
    private static final int WIDTH_MAX = 1_000_000;

    private final IndexFile file;
    private final SearchPool pool;
    private final MappedReads reads;

    private HnswIndex(IndexFile file, HnswOpenOptions options) {
        this.file = file;
        this.pool = new SearchPool(file, options);
        this.reads = new MappedReads(file);
    }

    /**
     * Builds an index file; see the other form.
     *
     * @param source the vectors; read to its end, not closed
     * @param target where the file is to be
     * @param options how to build
     * @return what was done
     */
    public static BulkBuildStats build(VectorSource source, Path target, HnswBuildOptions options) {
        return build(source, target, options, BuildProgress.NONE);
    }

    /**
     * Builds an index file. One that is there is replaced when the new one is complete and safe on
     * disk; when the build fails or is killed, it stays. The same vectors and options give the same
     * bytes.
     *
     * <p>Takes memory for the links: some 1,000 bytes a vector with 16 connections while building,
     * besides the JVM's heap and mapped files, whose pages the system takes back when it wants.
     * Mapped is the new file; or, in its place, the one that the vectors come from, where that is a
     * .npy or raw file of 128 MiB or more which is opened without {@code direct}, a vector has a
     * multiple of 16 components, and each is stored as it comes. That is so unless the metric is
     * cosine and one's length differs from 1 by more than 1e-6 (a vector of zeros does not count).
     * Such a file must not change before the build ends: one that is shortened is reported, other
     * changes are not.
     *
     * @param source the vectors; read to its end, not closed
     * @param target where the file is to be; its directory must exist
     * @param options how to build
     * @param progress is told how far it is
     * @return what was done
     * @throws InvalidArgumentException when a vector has a component that is not finite or, except
     *     with {@link Metric#COSINE}, is longer than 1e18, or when two have the same id; it names
     *     the row
     * @throws UnavailableException when the file cannot be written
     */
    public static BulkBuildStats build(
            VectorSource source, Path target, HnswBuildOptions options, BuildProgress progress) {
        return new IndexBuild(source, options, progress).run(Objects.requireNonNull(target));
    }

    /**
     * Opens an index file by mapping it. Its header is checked, the rest only by {@link #verify}.
     *
     * @param path the file
     * @return the index, to be closed
     * @throws CorruptionException when it is no index file, or damaged; it names the part
     * @throws UnavailableException when it cannot be read
     */
    public static HnswIndex open(Path path) {
        return open(path, HnswOpenOptions.defaults());
    }

    /**
     * Opens an index file; with codes, reads all vectors and makes their codes with all processors.
     *
     * @param path the file
     * @param options how to open it
     * @return the index, to be closed
     * @throws CorruptionException when it is no index file, or damaged; it names the part
     * @throws UnavailableException when it cannot be read
     */
    public static HnswIndex open(Path path, HnswOpenOptions options) {
        Objects.requireNonNull(options, "options");
        IndexFile file = IndexFile.open(path);
        boolean opened = false;
        try {
            HnswIndex index = new HnswIndex(file, options);
            opened = true;
            return index;
        } catch (InternalError fault) {
            throw file.explain(fault);
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    /**
     * Finds the nearest vectors.
     *
     * @param query {@code float32[dimension]}; of any length with {@link Metric#COSINE}
     * @param k how many to find, 1 to 1,000,000
     * @param ef how many candidates to look behind, 1 to 1,000,000; at least {@code k} is used.
     *     More find more, and take longer
     * @return the nearest, nearest first; fewer than {@code k} where there are not so many
     */
    public List<Neighbor> search(float[] query, int k, int ef) {
        return search(MemorySegment.ofArray(query), k, ef);
    }

    /**
     * Finds the nearest vectors.
     *
     * @param query {@code float32[dimension]}, little-endian
     * @param k how many to find, 1 to 1,000,000
     * @param ef how many candidates to look behind, 1 to 1,000,000
     * @return the nearest, nearest first
     */
    public List<Neighbor> search(MemorySegment query, int k, int ef) {
        checkWidth("k", k);
        checkWidth("ef", ef);
        return reads.read(() -> pool.search(query, k, ef));
    }

    /**
     * Finds the nearest of those vectors whose ids a filter accepts. Widens the search until it has
     * come upon {@code ef} that are accepted; where the filter accepts few, all are compared.
     *
     * @param query {@code float32[dimension]}
     * @param k how many to find, 1 to 1,000,000
     * @param ef how many accepted candidates to look behind, 1 to 1,000,000
     * @param ids tells which ids are accepted; asked more than once for the same
     * @return the nearest, nearest first
     */
    public List<Neighbor> search(float[] query, int k, int ef, LongPredicate ids) {
        LongPredicate accepted = MappedReads.callers(Objects.requireNonNull(ids, "ids"));
        checkWidth("k", k);
        checkWidth("ef", ef);
        return reads.read(() -> pool.search(MemorySegment.ofArray(query), k, ef, accepted));
    }

    /**
     * Finds the nearest of those vectors that have one of the given ids.
     *
     * @param query {@code float32[dimension]}
     * @param k how many to find, 1 to 1,000,000
     * @param ef how many accepted candidates to look behind, 1 to 1,000,000
     * @param ids the ids; those that the index does not have are ignored
     * @return the nearest, nearest first
     */
    public List<Neighbor> search(float[] query, int k, int ef, long[] ids) {
        checkWidth("k", k);
        checkWidth("ef", ef);
        long[] chosen = Arrays.stream(ids).sorted().distinct().toArray();
        return reads.read(() -> pool.searchAmong(MemorySegment.ofArray(query), k, ef, chosen));
    }

    /**
     * Searches for many vectors with several threads.
     *
     * @param queries {@code float32[count][dimension]}, little-endian, in memory that any thread
     *     may read
     * @param count how many
     * @param k how many to find of each, 1 to 1,000,000
     * @param ef how many candidates to look behind, 1 to 1,000,000
     * @param threads how many threads, 0 to 1,024; 0 for as many as there are processors
     * @return the nearest of each, in the order of the queries
     */
    public List<List<Neighbor>> searchAll(
            MemorySegment queries, int count, int k, int ef, int threads) {
        checkWidth("k", k);
        checkWidth("ef", ef);
        long bytes = (long) file.header().dimension() * Float.BYTES;
        if (count < 0 || queries.byteSize() != count * bytes) {
            throw new InvalidArgumentException(
                    "the queries do not have the size of so many vectors",
                    "count",
                    count,
                    "dimension",
                    file.header().dimension(),
                    "bytes",
                    queries.byteSize());
        }
        if (!queries.isAccessibleBy(Thread.ofPlatform().unstarted(() -> {}))) {
            throw new InvalidArgumentException(
                    "only one thread may read the queries; allocate them in a shared arena");
        }
        HnswBuildOptions checked = HnswBuildOptions.defaults().withThreads(threads);
        return reads.read(() -> pool.searchAll(queries, count, k, ef, checked.threads()));
    }

    /**
     * Finds the nearest vectors by comparing with all of them.
     *
     * @param query {@code float32[dimension]}
     * @param k how many to find, 1 to 1,000,000
     * @return the nearest, nearest first
     */
    public List<Neighbor> searchExactly(float[] query, int k) {
        checkWidth("k", k);
        return reads.read(() -> pool.searchExactly(MemorySegment.ofArray(query), k));
    }

    /**
     * Measures which part of the nearest neighbours searches find: stored vectors are searched for,
     * and the result is compared with that of {@link #searchExactly}.
     *
     * @param sample how many vectors, at least 1
     * @param k how many neighbours of each
     * @param ef how wide to search
     * @param seed chooses the vectors
     * @return 0 to 1; 1 for an index without vectors
     */
    public double recall(int sample, int k, int ef, long seed) {
        checkWidth("sample", sample);
        checkWidth("k", k);
        checkWidth("ef", ef);
        return reads.read(() -> pool.recall(sample, k, ef, seed));
    }

    /**
     * Returns a vector.
     *
     * @param id its id
     * @return {@code float32[dimension]} as the index has it: scaled to length 1 with {@link
     *     Metric#COSINE}, rounded with {@link Encoding#BF16}
     * @throws InvalidArgumentException when there is no vector of that id
     */
    public float[] vector(long id) {
        return reads.read(() -> pool.vector(id));
    }

    /**
     * Tells whether there is a vector of an id.
     *
     * @param id the id
     * @return whether there is one that is not deleted
     */
    public boolean contains(long id) {
        return reads.read(() -> pool.contains(id));
    }

    /**
     * Begins an update: vectors that are added or deleted, and then saved as a new version of the
     * file. This index stays as it is, and can be searched meanwhile.
     *
     * @param threads how many threads link new vectors, 0 to 1,024; 0 for as many as there are
     *     processors
     * @return the update; this index must not be closed before it is saved
     */
    public HnswUpdate update(int threads) {
        HnswBuildOptions checked = HnswBuildOptions.defaults().withThreads(threads);
        return reads.read(() -> new HnswUpdate(file, pool, reads, checked.threads()));
    }

    /**
     * Offers the stored vectors, without deleted ones, as a source: to build another index from, or
     * to write to a file.
     *
     * @return the vectors; closing it does nothing, and it ends with this index
     */
    public VectorSource vectors() {
        return reads.read(() -> new IndexVectors(file, pool, reads));
    }

    /**
     * Builds the index again from its vectors, without those that are deleted, with the options
     * with which it was built. Deleted vectors then take no place, and their ids are free.
     *
     * @param target where the file is to be; the file of this index may be replaced
     * @param threads how many threads build, 0 to 1,024; 0 for as many as there are processors
     * @return what was done
     * @throws UnavailableException when the file cannot be written
     */
    public BulkBuildStats compact(Path target, int threads) {
        IndexInfo info = info();
        HnswBuildOptions options =
                HnswBuildOptions.defaults()
                        .withMetric(info.metric())
                        .withMaxConnections(info.maxConnections())
                        .withEfConstruction(info.efConstruction())
                        .withThreads(threads)
                        .withOrdering(info.ordering())
                        .withAlgorithm(info.algorithm())
                        .withEncoding(info.encoding())
                        .withSeed(info.seed());
        return build(vectors(), target, options);
    }

    /**
     * Returns the number of a vector's components, without reading anything.
     *
     * @return components of a vector
     */
    public int dimension() {
        return file.header().dimension();
    }

    /**
     * Describes the index; reads a part of its links for that.
     *
     * @return what the file says about itself
     */
    public IndexInfo info() {
        return reads.read(pool::info);
    }

    /**
     * Reads every byte and checks it.
     *
     * @throws CorruptionException when something is wrong; it names the section
     */
    public void verify() {
        reads.read(() -> {
            file.verify();
            return true;
        });
    }

    /** Touches all of the mapping, so that later searches wait for no page. */
    public void prefault() {
        reads.read(() -> {
            file.prefault();
            return true;
        });
    }

    /** Unmaps the file and frees codes. Does nothing the second time. */
    @Override
    public void close() {
        reads.close();
        pool.close();
    }

    private static void checkWidth(String name, int value) {
        if (value < 1 || value > WIDTH_MAX) {
            throw new InvalidArgumentException(
                    "a search option is out of its range",
                    "option",
                    name,
                    "value",
                    value,
                    "min",
                    1,
                    "max",
                    WIDTH_MAX);
        }
    }
}
