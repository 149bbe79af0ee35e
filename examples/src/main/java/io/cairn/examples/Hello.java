package io.cairn.examples;

// @start region=hello
import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.bytes.KeyRange;

class Hello {
    public static void main(String[] args) {
        try (Database db = Cairn.open(args[0])) { // rocksdb:/some/directory or memory:
            db.put(utf8("user:1"), utf8("Alice"));
            db.transact(tx -> { // all or nothing, run again on conflict
                tx.put(utf8("user:2"), utf8("Bob"));
                return tx.take(utf8("user:3"));
            });
            try (Cursor users = db.scan(KeyRange.prefix(utf8("user:")))) {
                while (users.next()) {
                    System.out.println(text(users.key()) + " is " + text(users.value()));
                }
            }
        }
    }
}
// @end
