package io.cairn.hnsw.file;

import io.cairn.error.CairnException;
import io.cairn.error.CorruptionException;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An index file, mapped into memory and never changed. Thread-safe. Whoever opens it closes it;
 * after that, what {@link #section} returned throws {@link IllegalStateException}.
 *
 * <p>A file that is replaced by an {@link IndexFileWriter} while it is open stays as it was. When
 * something else cuts the file short, or the disk fails, reading a section throws {@link
 * InternalError}; {@link #explain} says what it means.
 */
public final class IndexFile implements AutoCloseable {

    private final Path path;
    private final FileLayout layout;
    private final Arena arena;
    private final MemorySegment mapped;
    private final @Nullable MemorySegment[] sections =
            new @Nullable MemorySegment[SectionKind.values().length];
    private final AtomicBoolean closed = new AtomicBoolean();

    private IndexFile(Path path, FileLayout layout, Arena arena, MemorySegment mapped) {
        this.path = path;
        this.layout = layout;
        this.arena = arena;
        this.mapped = mapped;
        MemorySegment view = NativeView.of(mapped, arena);
        for (SectionKind kind : SectionKind.values()) {
            SectionEntry entry = layout.entry(kind);
            if (entry != null) {
                sections[kind.ordinal()] = view.asSlice(entry.offset(), entry.length());
            }
        }
    }

    /**
     * Opens a file. Checks its header and that all sections are where they belong, but reads none
     * of them: it takes the same time for a file of any size.
     *
     * @param path the file
     * @return the file, to be closed
     * @throws CorruptionException naming the field or the section, when the file is not an index,
     *     is of a version or needs features not known here, was cut short, or has a damaged header
     * @throws UnavailableException when there is no such file or it cannot be read
     */
    public static IndexFile open(Path path) {
        Damage damage = new Damage(path);
        Arena arena = Arena.ofShared();
        boolean opened = false;
        try {
            MemorySegment mapped = map(path, arena, damage);
            ByteBuffer header = ByteBuffer.allocate(HeaderField.BYTES);
            MemorySegment.copy(mapped, 0, MemorySegment.ofBuffer(header), 0, HeaderField.BYTES);
            FileLayout layout =
                    HeaderCodec.decode(
                            header.order(ByteOrder.LITTLE_ENDIAN), mapped.byteSize(), damage);
            layout.check(damage);
            IndexFile file = new IndexFile(path, layout, arena, mapped.asReadOnly());
            opened = true;
            return file;
        } catch (InternalError fault) {
            throw MappedFaults.explain(fault, path, HeaderField.BYTES);
        } catch (IOException e) {
            throw FileFailures.of(e, path);
        } finally {
            if (!opened) {
                arena.close();
            }
        }
    }

    private static MemorySegment map(Path path, Arena arena, Damage damage) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        if (!Files.isRegularFile(path)) {
            throw damage.section("this is not an index file, nor any file", "header");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long bytes = channel.size();
            if (bytes < HeaderField.BYTES) {
                throw damage.section(
                        "this is not an index file, or what is left of one: it is shorter than the"
                                + " header",
                        "header",
                        "expected",
                        HeaderField.BYTES,
                        "actual",
                        bytes);
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena);
        }
    }

    /**
     * Returns what the file says about the whole.
     *
     * @return the header
     */
    public IndexHeader header() {
        return layout.header();
    }

    /**
     * Returns the bytes of a section, in little-endian order.
     *
     * @param kind which one
     * @return read-only memory exactly as long as the section, valid until the file is closed; null
     *     when the file does not have it, which only {@link SectionKind#IDS} and {@link
     *     SectionKind#TOMBSTONES} can be
     */
    public @Nullable MemorySegment section(SectionKind kind) {
        return sections[kind.ordinal()];
    }

    /**
     * Returns the bytes of a section that every file has.
     *
     * @param kind which one
     * @return as {@link #section}
     * @throws CorruptionException when the file does not have it
     */
    public MemorySegment require(SectionKind kind) {
        MemorySegment section = sections[kind.ordinal()];
        if (section == null) {
            throw new Damage(path).section("the section is missing", kind.name());
        }
        return section;
    }

    /**
     * Returns the length of the file.
     *
     * @return bytes
     */
    public long lengthBytes() {
        return layout.fileBytes();
    }

    /**
     * Returns where the file was when it was opened.
     *
     * @return the path that was given
     */
    public Path path() {
        return path;
    }

    /**
     * Reads every byte and checks it: checksums, that links lead to rows that are on the layer,
     * that levels, offsets and the entry point agree, that ids are distinct. Takes memory for a bit
     * per record of upper links and 32 MiB at most for ids, however large the file is.
     *
     * @throws CorruptionException naming the section and, where there is one, the row that is wrong
     */
    public void verify() {
        try {
            IndexVerifier.verify(this, mapped, layout);
        } catch (InternalError fault) {
            throw explain(fault);
        }
    }

    /**
     * Touches every page, so that later reads wait for none, as far as memory suffices.
     *
     * @throws CorruptionException when the file was cut short
     */
    public void prefault() {
        try {
            mapped.load();
        } catch (InternalError fault) {
            throw explain(fault);
        }
    }

    /**
     * Says what an error means that reading a section threw. For use in {@code catch (InternalError
     * e) {throw file.explain(e);}} around what reads a lot.
     *
     * @param fault the error; thrown again when it is about something else than mapped memory
     * @return a {@link CorruptionException} when the file was cut short, {@link
     *     UnavailableException} when the device failed; not yet thrown
     */
    public CairnException explain(InternalError fault) {
        return MappedFaults.explain(fault, path, lengthBytes());
    }

    /** Unmaps the file. Does nothing the second time. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            arena.close();
        }
    }
}
