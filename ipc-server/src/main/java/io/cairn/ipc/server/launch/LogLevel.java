package io.cairn.ipc.server.launch;

import java.util.logging.Level;

/** How much the server writes to its log. */
public enum LogLevel {
    /** Everything, of the libraries as well. */
    TRACE(Level.FINER),
    /** What helps to find a fault in the server. */
    DEBUG(Level.FINE),
    /** What an operator wants to know. */
    INFO(Level.INFO),
    /** What an operator should look at. */
    WARN(Level.WARNING),
    /** What went wrong. */
    ERROR(Level.SEVERE);

    private final Level level;

    LogLevel(Level level) {
        this.level = level;
    }

    /** The JDK's name of the level; System.Logger maps to the same ones. */
    Level level() {
        return level;
    }

    /** How much the libraries write that the server is made of. */
    LogLevel forLibraries() {
        return this == DEBUG ? INFO : this;
    }

    /** What a line of the log bears. */
    static LogLevel of(Level level) {
        LogLevel found = TRACE;
        for (LogLevel candidate : values()) {
            if (candidate.level.intValue() <= level.intValue()) {
                found = candidate;
            }
        }
        return found;
    }
}
