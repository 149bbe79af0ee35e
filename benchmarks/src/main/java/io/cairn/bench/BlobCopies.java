package io.cairn.bench;

import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.api.Keyspace;
import io.cairn.layer.blob.BlobId;
import io.cairn.layer.blob.Blobs;
import io.cairn.layer.tuple.Subspace;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** A long blob against the same chunks put and got by hand, in the same transactions. */
final class BlobCopies {

    private static final int BYTES =
            Integer.getInteger("bench.blob.bytes", Data.BRIEF ? 9_000_000 : 256 << 20);
    private static final int PIECE_BYTES = 4 << 20;
    private static final int SAMPLES = 1_000;
    private static final Subspace RAW = Subspace.of("content");

    private final Database db;
    private final Keyspace raw;
    private final Blobs blobs;
    private final byte[] content = new byte[BYTES];
    private final byte[] target = new byte[BYTES];

    BlobCopies(Database db) {
        this.db = db;
        raw = db.keyspace("raw");
        blobs = new Blobs(db.keyspace("blobs"), Subspace.of());
        new Random(1).nextBytes(content);
    }

    void run() throws Exception {
        Rounds.Medians written =
                new Rounds(1, 5)
                        .add(
                                "chunks put",
                                () -> {
                                    putRaw();
                                    return removeRaw();
                                })
                        .add(
                                "blob put",
                                () -> {
                                    blobs.delete(db, blobs.put(db, content));
                                    return BYTES;
                                })
                        .run();
        report("put and delete", "blob put", "chunks put", written);
        putRaw();
        BlobId id = blobs.put(db, content);
        db.checkpoint();
        Rounds.Medians read =
                new Rounds(1, 5)
                        .add("chunks got", this::getRaw)
                        .add(
                                "blob read",
                                () -> {
                                    Arrays.fill(target, 0, SAMPLES, (byte) 0);
                                    blobs.getInto(db, id, MemorySegment.ofArray(target));
                                    return sampled("blob");
                                })
                        .run();
        report("read", "blob read", "chunks got", read);
    }

    private static void report(String what, String ours, String peer, Rounds.Medians medians) {
        medians.report("blob of " + (BYTES >> 20) + " MiB, a byte: " + what, ours, peer, 0.7);
    }

    private void putRaw() {
        for (int from = 0; from < BYTES; from += PIECE_BYTES) {
            int begin = from;
            db.transact(tx -> {
                List<Entry> piece = new ArrayList<>();
                int end = Math.min(BYTES, begin + PIECE_BYTES);
                for (int at = begin; at < end; at += Blobs.CHUNK_BYTES) {
                    int to = Math.min(end, at + Blobs.CHUNK_BYTES);
                    piece.add(new Entry(key(at), Arrays.copyOfRange(content, at, to)));
                }
                tx.in(raw).putAll(piece);
                return null;
            });
        }
    }

    private static byte[] key(int at) {
        return RAW.key(at / Blobs.CHUNK_BYTES);
    }

    private long removeRaw() {
        db.in(raw).deleteRange(RAW.range());
        return BYTES;
    }

    private long getRaw() {
        Arrays.fill(target, 0, SAMPLES, (byte) 0);
        db.read(view -> {
            for (int at = 0; at < BYTES; at += Blobs.CHUNK_BYTES) {
                byte[] chunk = Objects.requireNonNull(view.in(raw).get(key(at)));
                System.arraycopy(chunk, 0, target, at, chunk.length);
            }
            return null;
        });
        return sampled("chunks");
    }

    private long sampled(String what) {
        Random random = new Random(BYTES);
        for (int i = 0; i < SAMPLES; i++) {
            int at = i % 2 == 0 ? i : random.nextInt(BYTES);
            Data.same(what, target[at], content[at]);
        }
        return BYTES;
    }
}
