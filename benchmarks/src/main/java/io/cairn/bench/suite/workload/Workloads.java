package io.cairn.bench.suite.workload;

import java.util.List;

/** All workloads but the filling. Stateless. */
public final class Workloads {

    /** Random keys, copied. */
    public static final Workload GET_HIT = new Gets(Gets.Kind.HIT);

    /** Everything in order, read where it lies. */
    public static final Workload SCAN_FORWARD_LENT = new FullScan(false, true);

    /** A random key and the nine behind it. */
    public static final Workload SEEK_10 = new Seek(10);

    /** A random key and the 99 behind it. */
    public static final Workload SEEK_100 = new Seek(100);

    /** Half reads, half updates. */
    public static final Workload YCSB_A = new Ycsb("ycsb-a", 50, 50, 0, 0, false);

    /** Reads of all kinds, and one that removes and stores again. */
    public static final List<Workload> READS =
            List.of(
                    GET_HIT,
                    new Gets(Gets.Kind.HIT_LENT),
                    new Gets(Gets.Kind.MISS),
                    new Gets(Gets.Kind.SEQUENCE),
                    new FullScan(false, false),
                    SCAN_FORWARD_LENT,
                    new FullScan(true, false),
                    new FullScan(true, true),
                    SEEK_10,
                    SEEK_100,
                    new PrefixScan(),
                    new DeleteAndPut());

    /** YCSB in the order its authors advise: what inserts comes last. */
    public static final List<Workload> YCSB =
            List.of(
                    YCSB_A,
                    new Ycsb("ycsb-b", 95, 5, 0, 0, false),
                    new Ycsb("ycsb-c", 100, 0, 0, 0, false),
                    new Ycsb("ycsb-f", 50, 0, 0, 0, false),
                    new Ycsb("ycsb-d", 95, 0, 5, 0, true),
                    new Ycsb("ycsb-e", 0, 0, 5, 95, false));

    /** Transactions. */
    public static final List<Workload> TRANSACTIONS =
            List.of(new Transactions(1, 1), new Transactions(10, 10), new HotCounters());

    private Workloads() {}
}
