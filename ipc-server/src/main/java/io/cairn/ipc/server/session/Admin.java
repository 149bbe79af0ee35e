package io.cairn.ipc.server.session;

import io.cairn.error.InvalidArgumentException;
import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.Reply;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Serves requests about the connection and the database as a whole. Stateless but for its desk. */
final class Admin {

    private final Desk desk;

    Admin(Desk desk) {
        this.desk = desk;
    }

    /** Serves a request on the connection's own thread, or starts it. */
    void serve(int number, AdminRequest request) {
        switch (request) {
            case AdminRequest.Hello _ ->
                    throw new InvalidArgumentException(
                            "the connection speaks the extended dialect already");
            case AdminRequest.Ping _ ->
                    desk.runner()
                            .here(
                                    number,
                                    null,
                                    answer -> answer.number(System.currentTimeMillis()));
            case AdminRequest.Checkpoint _ ->
                    desk.runner()
                            .away(
                                    number,
                                    null,
                                    false,
                                    answer -> answer.number(desk.database().checkpoint()));
            case AdminRequest.Counters _ ->
                    desk.runner()
                            .away(
                                    number,
                                    null,
                                    false,
                                    answer ->
                                            answer.reply(
                                                    new Reply.Counters(
                                                            desk.database().stats().counters())));
            case AdminRequest.Export export -> {
                Path directory = absolute(export.directory());
                desk.runner()
                        .away(
                                number,
                                null,
                                false,
                                answer -> {
                                    desk.database().exportTo(directory);
                                    answer.done();
                                });
            }
        }
    }

    private static Path absolute(String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException _) {
            // Told below, as for any other text that is no absolute path.
        }
        throw new InvalidArgumentException(
                "a copy needs an absolute path on the server's machine", "directory", text);
    }
}
