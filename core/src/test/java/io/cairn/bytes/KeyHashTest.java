package io.cairn.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Short keys that differ in length or in a single byte have different hashes. */
class KeyHashTest {

    @Test
    void allKeysOfUpToTwoBytesDiffer() {
        Set<Long> hashes = new HashSet<>();
        int count = 0;
        for (int keyspace = 0; keyspace < 3; keyspace++) {
            for (int first = 0; first < 256; first++) {
                count += hashes.add(KeyHash.of(keyspace, new byte[] {(byte) first})) ? 1 : 0;
                for (int second = 0; second < 256; second++) {
                    byte[] key = {(byte) first, (byte) second};
                    count += hashes.add(KeyHash.of(keyspace, key)) ? 1 : 0;
                }
            }
        }
        assertEquals(3 * (256 + 65536), count);
    }

    @Test
    void trailingZerosCount() {
        Set<Long> hashes = new HashSet<>();
        for (int length = 1; length < 200; length++) {
            assertTrue(hashes.add(KeyHash.of(0, new byte[length])), "length " + length);
        }
    }

    @Test
    void equalKeysHaveEqualHashes() {
        assertEquals(
                KeyHash.of(7, Bytes.utf8("the same key")),
                KeyHash.of(7, Bytes.utf8("the same key")));
    }
}
