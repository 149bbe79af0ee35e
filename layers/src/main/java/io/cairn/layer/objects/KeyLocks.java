package io.cairn.layer.objects;

import java.util.concurrent.locks.ReentrantLock;

/** Locks for keys: one key has one lock, several keys may share it. Thread-safe. */
final class KeyLocks {

    private static final int LOCKS = 256;

    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    KeyLocks() {
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    ReentrantLock of(String key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return locks[hash >>> 24];
    }
}
