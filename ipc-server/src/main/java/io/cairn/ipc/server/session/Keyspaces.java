package io.cairn.ipc.server.session;

import io.cairn.api.Keyspace;
import io.cairn.error.InvalidArgumentException;
import io.cairn.ipc.protocol.KeyspaceRequest;
import io.cairn.ipc.protocol.Reply;
import java.util.List;

/** Serves keyspaces. Stateless but for its desk. */
final class Keyspaces {

    private final Desk desk;

    Keyspaces(Desk desk) {
        this.desk = desk;
    }

    /** Starts a request. */
    void serve(int number, KeyspaceRequest request) {
        Work work =
                switch (request) {
                    case KeyspaceRequest.Open open ->
                            answer ->
                                    answer.number(
                                            desk.keyspaces()
                                                    .number(desk.database().keyspace(open.name())));
                    case KeyspaceRequest.Names _ ->
                            answer ->
                                    answer.reply(
                                            new Reply.Texts(
                                                    List.copyOf(desk.database().keyspaceNames())));
                    case KeyspaceRequest.Drop drop -> answer -> drop(drop.keyspace(), answer);
                };
        desk.runner().away(number, null, false, work);
    }

    private void drop(int number, Answer answer) {
        Keyspace keyspace = desk.keyspace(number);
        if (keyspace == null) {
            throw new InvalidArgumentException(
                    "the default keyspace cannot be dropped; use deleteRange to empty it");
        }
        desk.database().dropKeyspace(keyspace);
        desk.keyspaces().dropped(keyspace);
        answer.done();
    }
}
