package io.cairn.hnsw.file;

import io.cairn.error.ClosedException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes an index file beside its target and puts it in the target's place when it is complete: a
 * reader sees the old file or the new one, whatever happens in between. When several write the same
 * target at once, the last to commit wins.
 *
 * <p>Used by one thread, except that reserved memory may be used by any. Whoever creates it closes
 * it; closing without a commit removes what was written. Every method throws {@link
 * UnavailableException} naming the file when the disk is full, fails or denies access, and {@link
 * ClosedException} after a commit or a close.
 */
public final class IndexFileWriter implements AutoCloseable {

    /** Half of the largest offset: sums of two cannot overflow. */
    private static final long SECTION_BYTES_MAX = Long.MAX_VALUE / 2;

    private final PartialFile file;
    private final Arena arena = Arena.ofShared();
    private final SlicedCopy copy = new SlicedCopy();
    private final Map<SectionKind, Written> sections = new EnumMap<>(SectionKind.class);
    private long end = HeaderField.BYTES;
    private boolean closed;

    /** A section; the checksum of reserved memory is computed when it no longer changes. */
    private record Written(
            long offset, long length, int checksum, @Nullable MemorySegment reserved) {}

    private IndexFileWriter(PartialFile file) {
        this.file = file;
    }

    /**
     * Begins a file. What killed builds of the same target left behind is removed.
     *
     * @param target where the file is to be; its directory must exist, and a file that is there is
     *     replaced by the commit
     * @return the writer, to be closed
     * @throws InvalidArgumentException when the target is a directory
     * @throws UnavailableException when the directory cannot be written
     */
    public static IndexFileWriter create(Path target) {
        try {
            return new IndexFileWriter(PartialFile.create(target));
        } catch (IOException e) {
            throw FileFailures.of(e, target);
        }
    }

    /**
     * Reserves the section of vectors; see {@link #reserve}.
     *
     * @param bytes its length, {@link IndexHeader#vectorBytes}
     * @return the memory
     */
    public MemorySegment reserveVectors(long bytes) {
        return reserve(SectionKind.VECTORS, bytes);
    }

    /**
     * Reserves a section, to be filled in place before the commit. The disk blocks are taken at
     * once, as a mapped page that finds no space later cannot be reported as a failed write.
     *
     * @param kind which one; each at most once
     * @param bytes its length
     * @return mapped memory full of zeros, which begins at a multiple of 4,096; it may be used by
     *     all threads and throws {@link IllegalStateException} after the commit or the close
     * @throws InvalidArgumentException when the section is there already
     */
    public MemorySegment reserve(SectionKind kind, long bytes) {
        long offset = begin(kind, bytes);
        try {
            // Reserving blocks without writing them would be quicker here, but then every page
            // costs a fault that allocates when it is filled: three times as long in all.
            end = writeZeros(offset, offset + bytes);
            return map(kind, offset, bytes);
        } catch (IOException e) {
            throw FileFailures.of(e, file.path());
        }
    }

    /**
     * Writes a section piece by piece and maps it: cheaper than to reserve it and to fill it in
     * place, as every page is written once.
     *
     * @param kind which one; each at most once
     * @param bytes its length
     * @param pieceBytes the length of a piece, except for the last
     * @param filler fills each piece in turn, which is full of zeros
     * @return mapped memory, as of {@link #reserve}
     * @throws InvalidArgumentException when the section is there already
     */
    public MemorySegment fill(
            SectionKind kind, long bytes, long pieceBytes, Consumer<MemorySegment> filler) {
        long offset = writePieces(kind, bytes, pieceBytes, filler);
        try {
            return map(kind, offset, bytes);
        } catch (IOException e) {
            throw FileFailures.of(e, file.path());
        }
    }

    /**
     * Writes a section piece by piece.
     *
     * @param kind which one; each at most once
     * @param bytes its length
     * @param pieceBytes the length of a piece, except for the last
     * @param filler fills each piece in turn, which is full of zeros
     * @throws InvalidArgumentException when the section is there already
     */
    public void stream(
            SectionKind kind, long bytes, long pieceBytes, Consumer<MemorySegment> filler) {
        CRC32C crc = new CRC32C();
        long offset =
                writePieces(
                        kind,
                        bytes,
                        pieceBytes,
                        piece -> {
                            filler.accept(piece);
                            crc.update(piece.asByteBuffer());
                        });
        sections.put(kind, new Written(offset, bytes, (int) crc.getValue(), null));
    }

    /** Returns where the section begins. */
    private long writePieces(
            SectionKind kind, long bytes, long pieceBytes, Consumer<MemorySegment> filler) {
        long offset = begin(kind, bytes);
        try (Arena pieces = Arena.ofShared()) {
            BlockWrites blocks =
                    new BlockWrites(file.channel(), offset, Math.min(bytes, pieceBytes), pieces);
            for (long at = 0; at < bytes; at += pieceBytes) {
                blocks.write(Math.min(pieceBytes, bytes - at), filler);
            }
            blocks.end();
            end = writeZeros(offset + bytes, offset + bytes);
            return offset;
        } catch (IOException e) {
            throw FileFailures.of(e, file.path());
        }
    }

    private MemorySegment map(SectionKind kind, long offset, long bytes) throws IOException {
        MemorySegment mapped =
                file.channel().map(FileChannel.MapMode.READ_WRITE, offset, bytes, arena);
        sections.put(kind, new Written(offset, bytes, 0, mapped));
        return NativeView.of(mapped, arena);
    }

    /**
     * Writes a whole section.
     *
     * @param kind which one; each at most once
     * @param bytes what to write; not used after the call
     * @throws InvalidArgumentException when the section is there already
     */
    public void section(SectionKind kind, MemorySegment bytes) {
        long offset = begin(kind, bytes.byteSize());
        try {
            int checksum = copy.write(bytes, file.channel(), offset);
            end = writeZeros(offset + bytes.byteSize(), offset + bytes.byteSize());
            sections.put(kind, new Written(offset, bytes.byteSize(), checksum, null));
        } catch (IOException e) {
            throw FileFailures.of(e, file.path());
        }
    }

    /**
     * Completes the file and puts it in the target's place, safe on disk. Ends the writer, whether
     * it succeeds or not; when it fails, the target is as it was, unless only the last step failed:
     * making the new name itself safe.
     *
     * @param header what the file says about the whole
     * @return the length of the file in bytes
     * @throws InvalidArgumentException when the header is out of range or the sections are not
     *     those, or not as long as, it implies
     */
    public long commit(IndexHeader header) {
        checkOpen();
        try (this) {
            HeaderCodec.check(header);
            List<SectionEntry> entries = entries();
            for (SectionKind kind : SectionKind.values()) {
                checkSection(header, kind, entries);
            }
            arena.close();
            ByteBuffer bytes = HeaderCodec.encode(header, end, entries);
            SlicedCopy.writeAll(bytes, file.channel(), 0);
            file.takePlace();
            return end;
        } catch (IOException e) {
            throw FileFailures.of(e, file.path());
        } catch (UncheckedIOException e) {
            throw FileFailures.of(Objects.requireNonNull(e.getCause()), file.path());
        } catch (InternalError fault) {
            throw MappedFaults.explain(fault, file.path(), end);
        }
    }

    /** Gives up what was not committed, and removes it. Does nothing the second time. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (file) {
            if (arena.scope().isAlive()) {
                arena.close();
            }
        } catch (IOException e) {
            throw FileFailures.of(e, file.path());
        }
    }

    private long begin(SectionKind kind, long bytes) {
        checkOpen();
        if (sections.containsKey(kind)) {
            throw new InvalidArgumentException(
                    "the section is there already; each is written once", "section", kind);
        }
        if (bytes < 0 || bytes > SECTION_BYTES_MAX - end) {
            throw new InvalidArgumentException(
                    "no section can have this length", "section", kind, "bytes", bytes);
        }
        return end;
    }

    /** Writes zeros up to a multiple of 4,096 that is not before {@code to}, and returns it. */
    private long writeZeros(long from, long to) throws IOException {
        long padded = Math.ceilDiv(to, HeaderField.BYTES) * HeaderField.BYTES;
        copy.writeZeros(file.channel(), from, padded - from);
        return padded;
    }

    private List<SectionEntry> entries() {
        List<SectionEntry> entries = new ArrayList<>();
        sections.forEach((kind, written) -> {
            int checksum = written.checksum();
            if (written.reserved() != null) {
                checksum = copy.checksum(written.reserved());
                written.reserved().force();
            }
            entries.add(
                    new SectionEntry(kind.number(), checksum, written.offset(), written.length()));
        });
        return entries;
    }

    private static void checkSection(
            IndexHeader header, SectionKind kind, List<SectionEntry> entries) {
        SectionEntry entry =
                entries.stream().filter(e -> e.kind() == kind.number()).findFirst().orElse(null);
        String fault = FileLayout.fault(header, kind, entry);
        if (fault != null) {
            throw new InvalidArgumentException(
                    fault, "section", kind, "bytes", entry == null ? null : entry.length());
        }
    }

    private void checkOpen() {
        if (closed) {
            throw ClosedException.closed("index file writer");
        }
    }
}
