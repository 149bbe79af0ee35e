package io.cairn.hnsw.file;

import io.cairn.error.CairnException;
import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.error.UnavailableException;
import io.cairn.hnsw.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Exchanges indexes with hnswlib, by the file that its {@code saveIndex} writes and its {@code
 * loadIndex} reads. Stateless.
 *
 * <p>Such a file holds the graph, the vectors as float32, a label for each, and marks on deleted
 * ones. It does not say how distances are measured; whoever reads it must know:
 *
 * <table>
 *   <caption>Spaces of hnswlib</caption>
 *   <tr><th>metric here</th><th>space in C++</th><th>space in Python</th></tr>
 *   <tr><td>{@link Metric#L2}</td><td>{@code L2Space}</td><td>{@code l2}</td></tr>
 *   <tr><td>{@link Metric#IP}</td><td>{@code InnerProductSpace}</td><td>{@code ip}</td></tr>
 *   <tr><td>{@link Metric#COSINE}</td><td>{@code InnerProductSpace}, vectors scaled to length 1
 *     </td><td>{@code cosine}, which scales them when they are added</td></tr>
 * </table>
 *
 * <p>hnswlib's distances are other functions of the same order: the square of ours for L2, one more
 * than ours for IP.
 */
public final class HnswlibFile {

    private HnswlibFile() {}

    /**
     * Writes an index for hnswlib. Components stored in 16 bits are written as the 32-bit numbers
     * that they stand for; ids become labels.
     *
     * @param source the index
     * @param target where to write; appears when it is complete
     * @param overwrite whether a file that is there may be replaced
     * @throws InvalidArgumentException when the target is there and may not be replaced, or is a
     *     directory
     * @throws CorruptionException when the index is damaged so that it cannot be written
     * @throws UnavailableException when the disk is full, fails or denies access
     */
    public static void write(IndexFile source, Path target, boolean overwrite) {
        checkFree(target, overwrite);
        try (PartialFile file = PartialFile.create(target)) {
            new HnswlibWriter(source, file.channel()).write();
            checkFree(target, overwrite);
            file.takePlace();
        } catch (IOException e) {
            throw FileFailures.of(e, target);
        } catch (InternalError fault) {
            throw source.explain(fault);
        }
    }

    private static void checkFree(Path target, boolean overwrite) {
        if (!overwrite && Files.exists(target)) {
            throw new InvalidArgumentException(
                    "the file is there already; choose another name or ask for it to be replaced",
                    "file",
                    target);
        }
    }

    /**
     * Reads a file of hnswlib into a new index. Labels become ids, marks of deletion tombstones.
     *
     * @param source the file
     * @param metric how its distances were measured, which it does not say
     * @param out where all sections go; the caller commits it with the header that is returned, or
     *     closes it
     * @return the header of the index; an {@code efConstruction} above 10,000 becomes 10,000
     * @throws CorruptionException when the file is not hnswlib's or is damaged
     * @throws LimitException when it has more, or longer, vectors or lists than an index may have
     * @throws InvalidArgumentException for {@link Metric#COSINE} when vectors are not of length 1
     * @throws UnavailableException when a file cannot be read or written
     * @throws CairnException as {@link IndexFileWriter#reserve}
     */
    public static IndexHeader read(Path source, Metric metric, IndexFileWriter out) {
        try {
            return HnswlibReader.read(source, metric, out);
        } catch (IOException e) {
            throw FileFailures.of(e, source);
        }
    }
}
