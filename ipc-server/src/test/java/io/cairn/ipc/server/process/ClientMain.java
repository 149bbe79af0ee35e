package io.cairn.ipc.server.process;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Modes;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.api.Watch;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A client that holds one of everything until it is killed or its standard input ends. Argument:
 * the database's URL.
 */
final class ClientMain {

    private ClientMain() {}

    public static void main(String[] arguments) throws Exception {
        try (Database db = Cairn.open(arguments[0]);
                Transaction tx = db.begin();
                Snapshot snapshot = db.snapshot();
                Cursor ofDatabase = db.scan(KeyRange.all());
                Cursor ofSnapshot = snapshot.scan(KeyRange.all());
                Watch watch = db.watch(Bytes.utf8("never"))) {
            tx.put(Bytes.utf8("uncommitted"), Bytes.utf8("v"));
            tx.get(Bytes.utf8("k"));
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> {
                        try {
                            db.await(Bytes.utf8("never"), Modes.none(), Duration.ofHours(1));
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
            while (db.stats().get("open_watches") < 2) {
                Thread.onSpinWait();
            }
            System.out.println("holding");
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
