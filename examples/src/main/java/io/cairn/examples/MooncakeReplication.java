package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.compat.mooncake.MooncakeDistributedStore;
import io.cairn.compat.mooncake.ReplicateConfig;
import io.cairn.layer.objects.Segment;
import java.io.PrintStream;

/** Says where objects are and how long they stay, in the shape of Mooncake's. Stateless. */
public final class MooncakeReplication {

    private static final long MIB = 1024 * 1024;

    private MooncakeReplication() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        setups(out);
        // Two more segments, as other nodes would have them.
        MooncakeDistributedStore store =
                new MooncakeDistributedStore(builder ->
                        builder.segment(Segment.memory("localhost:12346", 512 * MIB))
                                .segment(Segment.memory("localhost:12347", 512 * MIB)));
        store.setup(
                "localhost:12345",
                "http://localhost:8080/metadata",
                512 * MIB,
                128 * MIB,
                "tcp",
                "",
                "localhost:50051");
        replicas(store, out);
        pins(store, out);
        segments(store, out);
        store.close();
    }

    /** What can be set up, and what is refused. */
    private static void setups(PrintStream out) {
        String metadata = "http://localhost:8080/metadata";
        MooncakeDistributedStore store = new MooncakeDistributedStore();
        String master = "localhost:50051";
        out.println("defaults: " + store.setup("localhost", metadata, master));
        store.close();
        out.println(
                "tcp: "
                        + store.setup(
                                "localhost", metadata, 1024 * MIB, 128 * MIB, "tcp", "", master));
        store.close();
        for (String devices : new String[] {"", "mlx5_0,mlx5_1"}) {
            int result =
                    store.setup(
                            "localhost", metadata, 512 * MIB, 128 * MIB, "rdma", devices, master);
            out.println("rdma: " + result);
        }
    }

    private static void replicas(MooncakeDistributedStore store, PrintStream out) {
        // @start region=mooncake-replicas
        ReplicateConfig config = new ReplicateConfig();
        config.replicaNum = 2; // on segments of their own
        store.put("important_data", utf8("Critical information"), config);
        out.println(text(store.get("important_data")));
        // @end
        config.replicaNum = 0;
        out.println("no replica: " + store.put("none", utf8("x"), config));
    }

    private static void pins(MooncakeDistributedStore store, PrintStream out) {
        ReplicateConfig config = new ReplicateConfig();
        config.withSoftPin = true; // evicted only when nothing else can be
        out.println("pinned: " + store.put("system_prompt", utf8("Be brief."), config));
    }

    private static void segments(MooncakeDistributedStore store, PrintStream out) {
        ReplicateConfig config = new ReplicateConfig();
        config.preferredSegment = "localhost:12346"; // a certain segment
        out.println("there: " + store.put("there", utf8("x"), config));
        config.preferredSegment = store.getHostname(); // this node's own
        out.println(
                "here, on " + store.getHostname() + ": " + store.put("here", utf8("x"), config));
    }
}
