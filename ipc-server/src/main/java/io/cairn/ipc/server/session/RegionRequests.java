package io.cairn.ipc.server.session;

import io.cairn.ipc.protocol.RegionRequest;

/** Serves shared memory, but for requests that lie in it. Stateless but for its desk. */
final class RegionRequests {

    private final Desk desk;

    RegionRequests(Desk desk) {
        this.desk = desk;
    }

    void open(int number, RegionRequest.Open open) {
        desk.runner()
                .away(
                        number,
                        null,
                        false,
                        answer -> answer.reply(desk.regions().open(open.bytes())));
    }

    void mapped(int number, RegionRequest.Mapped mapped) {
        desk.runner()
                .here(
                        number,
                        null,
                        answer -> {
                            desk.regions().mapped(mapped.region());
                            answer.done();
                        });
    }

    void close(int number, RegionRequest.Close close) {
        desk.runner()
                .away(
                        number,
                        null,
                        false,
                        answer -> {
                            desk.regions().close(close.region());
                            answer.done();
                        });
    }
}
