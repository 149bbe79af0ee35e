package io.cairn.testing.isolation;

import io.cairn.testing.isolation.Step.Add;
import io.cairn.testing.isolation.Step.Delete;
import io.cairn.testing.isolation.Step.DeleteRange;
import io.cairn.testing.isolation.Step.Read;
import io.cairn.testing.isolation.Step.Scan;
import io.cairn.testing.isolation.Step.Write;
import java.util.List;

/**
 * The named anomalies, each as programs in some interleaving of which a weaker database shows it.
 * The initial state of all is {@code a=10 b=10}.
 */
public enum Anomalies {
    /** G0: two writers of the same two keys interleave. */
    DIRTY_WRITE(
            Program.of(new Write("a", "11"), new Write("b", "12")),
            Program.of(new Write("a", "21"), new Write("b", "22")),
            Program.of(new Read("a"), new Read("b"))),
    /** G1a: a value is read whose writer aborts. */
    ABORTED_READ(
            Program.aborting(new Write("a", "99")),
            Program.of(new Read("a"), new Write("c", "1"), new Read("a"))),
    /** G1b: a value is read that its writer overwrites before it commits. */
    INTERMEDIATE_READ(
            Program.of(new Write("a", "98"), new Write("a", "11")),
            Program.of(new Read("a"), new Write("c", "1"), new Read("a"))),
    /** G1c: two transactions each read what the other wrote. */
    CIRCULAR_INFORMATION_FLOW(
            Program.of(new Write("a", "11"), new Read("b")),
            Program.of(new Write("b", "22"), new Read("a"))),
    /** OTV: a reader sees one write of a transaction and then its state before. */
    OBSERVED_TRANSACTION_VANISHES(
            Program.of(new Write("a", "11"), new Write("b", "19")),
            Program.of(new Write("a", "12"), new Write("b", "18")),
            Program.of(new Read("a"), new Read("b"), new Read("a"))),
    /** P4: two increments of one key, of which one is lost. */
    LOST_UPDATE(
            Program.of(new Add("a", 1)), Program.of(new Add("a", 2)), Program.of(new Add("a", 4))),
    /** P2: the same key read twice. */
    FUZZY_READ(
            Program.of(new Read("a"), new Read("a"), new Write("c", "1")),
            Program.of(new Write("a", "11"))),
    /** G-single: two keys read from different states. */
    READ_SKEW(
            Program.of(new Read("a"), new Read("b"), new Write("c", "1")),
            Program.of(new Write("a", "12"), new Write("b", "18"))),
    /** G2-item: each reads both keys and writes the other one. */
    WRITE_SKEW(
            Program.of(new Read("a"), new Read("b"), new Write("a", "0")),
            Program.of(new Read("a"), new Read("b"), new Write("b", "0"))),
    /** PMP: a predicate read twice around an insert. */
    PREDICATE_MANY_PRECEDERS(
            Program.of(
                    new Scan("a", "z", false, 99),
                    new Scan("a", "z", false, 99),
                    new Write("zz", "1")),
            Program.of(new Write("c", "30"))),
    /** G2: each scans for the other's insert and inserts. */
    PREDICATE_WRITE_SKEW(
            Program.of(new Scan("c", "e", false, 99), new Write("c", "1")),
            Program.of(new Scan("c", "e", false, 99), new Write("d", "2"))),
    /** A phantom in the gap between delivered keys, walking up. */
    PHANTOM_FORWARD(
            Program.of(new Scan("a", "z", false, 2), new Write("x1", "1")),
            Program.of(new Read("x1"), new Write("aa", "2"))),
    /** A phantom in the gap between delivered keys, walking down. */
    PHANTOM_REVERSE(
            Program.of(new Scan("a", "z", true, 2), new Write("zz", "1")),
            Program.of(new Read("zz"), new Write("aa", "2"))),
    /** A phantom before the first key of a limited scan. */
    PHANTOM_BEFORE_FIRST(
            Program.of(new Scan("A", "z", false, 1), new Write("y", "1")),
            Program.of(new Read("y"), new Write("B", "2"))),
    /** A key of a scanned range is removed. */
    DELETE_PHANTOM(
            Program.of(new Scan("a", "c", false, 99), new Write("x", "1")),
            Program.of(new Read("x"), new Delete("b"))),
    /** A scanned range is removed as a range. */
    RANGE_DELETE_PHANTOM(
            Program.of(new Scan("a", "c", false, 99), new Write("x", "1")),
            Program.of(new Read("x"), new DeleteRange("a", "b"))),
    /** A key read as absent lies in a range that is removed and then written. */
    RANGE_DELETE_OF_A_READ_KEY(
            Program.of(new Read("a"), new Write("x", "1")),
            Program.of(new Read("x"), new DeleteRange("a", "z"))),
    /** A range delete meets an insert into the range. */
    INSERT_INTO_A_REMOVED_RANGE(
            Program.of(new DeleteRange("a", "z"), new Read("zz")),
            Program.of(new Write("c", "1"), new Write("zz", "1")),
            Program.of(new Scan("a", "z", false, 99))),
    /**
     * Fekete, O'Neil and O'Neil (SIGMOD Record 33(3), 2004): a reader makes two skewed writers
     * inconsistent.
     */
    READ_ONLY_ANOMALY(
            Program.of(new Read("a"), new Read("b"), new Write("a", "-1")),
            Program.of(new Add("b", 20)),
            Program.of(new Read("a"), new Read("b")));

    private final List<Program> programs;

    Anomalies(Program... programs) {
        this.programs = List.of(programs);
    }

    /** Returns what the clients do. */
    public List<Program> programs() {
        return programs;
    }
}
