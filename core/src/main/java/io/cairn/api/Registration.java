package io.cairn.api;

/** Undoes a registration when closed. Thread-safe. */
public interface Registration extends AutoCloseable {

    /** Ends the registration. Calling it again does nothing. */
    @Override
    void close();
}
