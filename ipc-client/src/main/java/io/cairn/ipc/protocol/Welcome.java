package io.cairn.ipc.protocol;

import io.cairn.config.Limits;
import java.time.Duration;

/**
 * What a server says of itself when it agrees to speak the extended dialect. Immutable.
 *
 * @param version the version that both speak
 * @param instance a number that no other start of the server has: what was opened at another
 *     instance is gone
 * @param pid the server's process
 * @param engine the database's kind, such as {@code memory}
 * @param idleNanos how long a connection may be silent before the server closes it; 0 for ever
 * @param regionBytesMax how much shared memory the connection may have open, in bytes; 0 when the
 *     server has none to give
 * @param keyBytesMax the longest key
 * @param limits the database's limits
 */
public record Welcome(
        int version,
        long instance,
        long pid,
        String engine,
        long idleNanos,
        long regionBytesMax,
        int keyBytesMax,
        Limits limits) {

    void encode(WireWriter out) {
        out.u16(version);
        out.u64(instance);
        out.u64(pid);
        out.text(engine);
        out.u64(idleNanos);
        out.u64(regionBytesMax);
        out.u32(keyBytesMax);
        out.u32(limits.valueBytesMax());
        out.u64(limits.transactionBytesMax());
        out.u32(limits.transactionReadsMax());
        out.u32(limits.transactionsMax());
        out.u32(limits.cursorsMax());
        out.u32(limits.snapshotsMax());
        out.u32(limits.watchesMax());
        out.u64(limits.historyBytesMax());
        out.u64(ApiValues.nanos(limits.transactionAgeMax()));
        out.u32(limits.retriesMax());
        out.u64(ApiValues.nanos(limits.retryTimeMax()));
        out.u64(ApiValues.nanos(limits.waitMax()));
    }

    static Welcome decode(WireReader in) {
        int version = in.u16();
        long instance = in.u64();
        long pid = in.u64();
        String engine = in.text();
        long idleNanos = in.u64();
        long regionBytesMax = in.u64();
        int keyBytesMax = in.size();
        return new Welcome(
                version,
                instance,
                pid,
                engine,
                idleNanos,
                regionBytesMax,
                keyBytesMax,
                limits(in, keyBytesMax));
    }

    private static Limits limits(WireReader in, int keyBytesMax) {
        return new Limits(
                keyBytesMax,
                in.size(),
                in.u64(),
                in.size(),
                in.size(),
                in.size(),
                in.size(),
                in.size(),
                in.u64(),
                Duration.ofNanos(in.u64()),
                in.size(),
                Duration.ofNanos(in.u64()),
                Duration.ofNanos(in.u64()));
    }
}
