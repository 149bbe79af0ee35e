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
        try (Database db = Cairn.open("rocksdb:" + args[0])) { // a directory; or Cairn.open("memory:")
            db.put(utf8("user:1"), utf8("Alice"));
            db.transact(tx -> tx.putIfAbsent(utf8("user:2"), utf8("Bob"))); // all or nothing, run again on conflict
            try (Cursor users = db.scan(KeyRange.prefix(utf8("user:")))) {
                while (users.next()) {
                    System.out.println(text(users.key()) + " is " + text(users.value()));
                }
            }
        }
    }
}
// @end
