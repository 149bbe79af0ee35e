package io.cairn.compat.mooncake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an object is stored, as properties that are set after construction. Used by one thread at a
 * time; a call reads it and keeps nothing of it.
 */
public final class ReplicateConfig {

    /** The total number of copies, each on a segment of its own; as many as possible are made. */
    public int replicaNum = 1;

    /** Whether the object is evicted only when no other can be. */
    public boolean withSoftPin;

    /** The segment to try first, as {@link MooncakeDistributedStore#getHostname} names it. */
    public String preferredSegment = "";

    /** Makes a configuration of one copy anywhere, without a pin. */
    public ReplicateConfig() {}

    static io.cairn.layer.objects.ReplicateConfig of(@Nullable ReplicateConfig config) {
        if (config == null) {
            return io.cairn.layer.objects.ReplicateConfig.standard();
        }
        io.cairn.layer.objects.ReplicateConfig.Builder builder =
                io.cairn.layer.objects.ReplicateConfig.builder().replicas(config.replicaNum);
        if (config.withSoftPin) {
            builder.softPin(io.cairn.layer.objects.ReplicateConfig.SOFT_PIN);
        }
        List<String> preferred =
                config.preferredSegment.isEmpty() ? List.of() : List.of(config.preferredSegment);
        return builder.preferred(preferred.toArray(String[]::new)).build();
    }
}
