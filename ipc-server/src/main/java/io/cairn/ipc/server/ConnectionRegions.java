package io.cairn.ipc.server;

import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.server.region.LongBodies;
import io.cairn.ipc.server.region.RegionBudget;
import io.cairn.ipc.server.region.RegionSlice;
import io.cairn.ipc.server.region.RegionTable;
import io.cairn.ipc.server.session.Regions;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives a session the shared memory that the server lends. Thread-safe. */
final class ConnectionRegions implements Regions {

    private final RegionBudget budget;
    private final RegionTable table;

    ConnectionRegions(RegionBudget budget) {
        this.budget = budget;
        table = new RegionTable(budget);
    }

    @Override
    public long bytesMax() {
        return budget.connectionBytesMax();
    }

    @Override
    public Reply.Region open(long bytes) {
        return table.open(bytes);
    }

    @Override
    public void mapped(int region) {
        table.mapped(region);
    }

    @Override
    public void close(int region) {
        table.close(region);
    }

    @Override
    public <R extends @Nullable Object> R use(
            int region, long offset, long length, Function<MemorySegment, R> body) {
        try (RegionSlice slice = table.slice(region, offset, length)) {
            return slice.apply(body);
        }
    }

    @Override
    public Request read(RegionRequest.Spilled place) {
        return LongBodies.read(table, place, bytesMax());
    }

    @Override
    public Reply.Spilled spill(int code, long length, Consumer<WireWriter> body) {
        return LongBodies.write(table, code, length, body);
    }

    @Override
    public void close() {
        table.close();
    }
}
