package io.cairn.bench.vector;

import io.cairn.hnsw.Encoding;
import java.nio.file.Path;
import java.util.List;

/**
 * Has hnswlib load what Cairn has exported, check it and search in it. It must find what Cairn
 * finds.
 *
 * @param data what is indexed
 */
record ExportRow(VectorData data) implements Row {

    private static final int EF = 64;
    private static final double AT_LEAST = 0.995;

    @Override
    public String name() {
        return "export of " + data.name() + " to hnswlib";
    }

    @Override
    public boolean isPossible() {
        return Library.HNSWLIB.isHere() && Shell.isHere();
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        VectorPeer.Plan plan = workshop.plan(data);
        Path index = workshop.cairnIndex(plan, Encoding.F32);
        Path exported = workshop.path();
        Shell.run(
                "bulk",
                "convert",
                "--input",
                index.toString(),
                "--from-format",
                "index",
                "--output",
                exported.toString(),
                "--to-format",
                "hnswlib");
        try (PeerProcess cairn = PeerProcess.start(Library.CAIRN, plan);
                PeerProcess hnswlib = PeerProcess.start(Library.HNSWLIB, plan)) {
            cairn.open(index);
            hnswlib.open(exported);
            long links = hnswlib.check();
            RecallTable ours = RecallTable.measure(cairn);
            RecallTable theirs = RecallTable.measure(hnswlib);
            workshop.note(
                    "hnswlib checked %,d links and found %s of Cairn's %s",
                    links, theirs.recalls(), ours.recalls());
            return List.of(
                    new Finding(
                            "hnswlib's search in Cairn's export of " + data.name() + ", ef " + EF,
                            "Cairn's search",
                            AT_LEAST,
                            theirs.at(EF) / ours.at(EF),
                            theirs.at(EF),
                            ours.at(EF),
                            "recall",
                            theirs.lackingTo(ours)));
        }
    }
}
