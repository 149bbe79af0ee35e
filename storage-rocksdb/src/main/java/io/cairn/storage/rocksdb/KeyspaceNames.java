package io.cairn.storage.rocksdb;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;

/**
 * Maps keyspace names to column family names and back: the empty name is RocksDB's {@code default},
 * any other gets the prefix {@code ks-} and every character but ASCII letters, digits, dot and
 * minus becomes {@code _} and its four hexadecimal digits.
 */
final class KeyspaceNames {

    private static final String PREFIX = "ks-";
    private static final char ESCAPE = '_';

    private KeyspaceNames() {}

    static byte[] toFamily(String keyspace) {
        if (keyspace.isEmpty()) {
            return RocksDB.DEFAULT_COLUMN_FAMILY;
        }
        StringBuilder name = new StringBuilder(PREFIX);
        for (int i = 0; i < keyspace.length(); i++) {
            char c = keyspace.charAt(i);
            if (plain(c)) {
                name.append(c);
            } else {
                name.append(ESCAPE).append(String.format("%04x", (int) c));
            }
        }
        return name.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the keyspace's name, or null when the column family is not a keyspace. */
    static @Nullable String toKeyspace(byte[] family) {
        if (Arrays.equals(family, RocksDB.DEFAULT_COLUMN_FAMILY)) {
            return "";
        }
        String name = new String(family, StandardCharsets.ISO_8859_1);
        if (!name.startsWith(PREFIX)) {
            return null;
        }
        StringBuilder keyspace = new StringBuilder();
        for (int i = PREFIX.length(); i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ESCAPE) {
                if (i + 4 >= name.length()) {
                    return null;
                }
                keyspace.append((char) Integer.parseInt(name, i + 1, i + 5, 16));
                i += 4;
            } else {
                keyspace.append(c);
            }
        }
        return keyspace.toString();
    }

    private static boolean plain(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '.'
                || c == '-';
    }
}
