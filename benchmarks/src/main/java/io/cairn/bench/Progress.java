package io.cairn.bench;

/** A dot on standard error for each round, when somebody is watching. */
final class Progress {

    private static final boolean WATCHED = Boolean.getBoolean("bench.progress");

    private Progress() {}

    static void tick() {
        if (WATCHED) {
            System.err.print('.');
            System.err.flush();
        }
    }
}
