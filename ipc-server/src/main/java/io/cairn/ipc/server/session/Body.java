package io.cairn.ipc.server.session;

/** Writes the body of a reply whose length shows only as it is written. */
@FunctionalInterface
interface Body {

    /**
     * Writes it. Called again, with the same state behind it, when it did not fit a frame.
     *
     * @param out where to write
     */
    void write(BodyWriter out);
}
