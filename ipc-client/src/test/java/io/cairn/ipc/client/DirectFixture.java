package io.cairn.ipc.client;

import io.cairn.api.Database;
import io.cairn.testing.contract.DatabaseFixture;
import io.cairn.testing.model.ModelFixture;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remote databases whose server is the thread that asks, over the model engine. */
public final class DirectFixture implements DatabaseFixture {

    private final ModelFixture model = new ModelFixture();
    private Settings settings = Settings.usual();
    private @Nullable Database behind;

    /** Creates the fixture {@code remote-direct}. */
    public DirectFixture() {}

    @Override
    public String name() {
        return "remote-direct";
    }

    @Override
    public Promises promises() {
        return new Promises(true, false, false);
    }

    @Override
    public Database open(Settings wanted) {
        settings = wanted;
        return connect(model.open(wanted));
    }

    @Override
    public Database reopen(Database current) {
        current.close();
        Database former = behind;
        if (former == null) {
            throw new IllegalStateException("nothing was opened");
        }
        return connect(model.reopen(former));
    }

    @Override
    public Database openExport(Path directory) {
        return model.openExport(directory);
    }

    @Override
    public List<String> faults() {
        return model.faults();
    }

    @Override
    public void close() {
        model.close();
    }

    private Database connect(Database database) {
        behind = database;
        DirectLines lines = new DirectLines(database, settings.limits(), database::close);
        return RemoteDatabase.over(lines, settings.components());
    }
}
