package io.cairn.ipc.client;

import io.cairn.error.CairnException;
import io.cairn.error.ConfigException;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Why a connection could not be opened, in the user's words.
 *
 * @param kind how it may go on
 * @param error what to throw in the end
 */
record ConnectFailure(Kind kind, CairnException error) {

    /** How it may go on. */
    enum Kind {
        /** There is no socket: nothing to wait for unless a server was here before. */
        MISSING,
        /** Nobody listens, or the server went away: soon over, or a server is starting. */
        ABSENT,
        /** The server is there but has no time. */
        BUSY,
        /** Waiting will not help. */
        FINAL
    }

    /** Explains a failure below the protocol. */
    static ConnectFailure of(Path socket, IOException failure) {
        if (failure instanceof BusyListenerException) {
            return new ConnectFailure(
                    Kind.BUSY,
                    disconnected("the server is too busy to accept a connection", socket, failure));
        }
        try {
            if (!Files.readAttributes(socket, BasicFileAttributes.class).isOther()) {
                return new ConnectFailure(
                        Kind.FINAL,
                        disconnected(
                                "there is a file at this path, but no socket", socket, failure));
            }
        } catch (NoSuchFileException e) {
            return new ConnectFailure(
                    Kind.MISSING,
                    disconnected(
                            "there is no socket at this path; start a server with: cairn server --db DIRECTORY",
                            socket,
                            failure));
        } catch (AccessDeniedException e) {
            return denied(socket, failure);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return refused(socket, failure);
    }

    /** Explains what happened while client and server greeted each other. */
    static ConnectFailure of(CairnException failure) {
        boolean lost =
                failure.text().equals(Loss.CLOSED_BY_SERVER) || failure.text().equals(Loss.BROKEN);
        return new ConnectFailure(lost ? Kind.ABSENT : Kind.FINAL, failure);
    }

    /** Explains that a transport's library does not work here. */
    static ConnectFailure of(TransportKind transport, LinkageError failure) {
        ConfigException error =
                new ConfigException(
                        "/transport: its native library cannot be loaded; use JDK",
                        "transport",
                        transport,
                        "failure",
                        failure);
        error.initCause(failure);
        return new ConnectFailure(Kind.FINAL, error);
    }

    private static ConnectFailure refused(Path socket, IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("ermission denied") || message.contains("EACCES")) {
            return denied(socket, failure);
        }
        if (message.contains("refused") || message.contains("ECONNREFUSED")) {
            return new ConnectFailure(
                    Kind.ABSENT,
                    disconnected(
                            "no server is listening on this socket; start one with: cairn server --db DIRECTORY",
                            socket,
                            failure));
        }
        return new ConnectFailure(
                Kind.ABSENT, disconnected("connecting to the server failed", socket, failure));
    }

    private static ConnectFailure denied(Path socket, IOException failure) {
        return new ConnectFailure(
                Kind.FINAL,
                new UnavailableException(
                        ErrorCode.PERMISSION,
                        "this user may not connect to the socket; the server decides by its directory, its mode and the option --allow-uid",
                        failure,
                        "socket",
                        socket,
                        Loss.SENT,
                        Loss.NO));
    }

    private static UnavailableException disconnected(
            String text, Path socket, IOException failure) {
        return new UnavailableException(
                ErrorCode.DISCONNECTED, text, failure, "socket", socket, Loss.SENT, Loss.NO);
    }
}
