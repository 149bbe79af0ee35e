package io.cairn.ipc.server.session;

import io.cairn.config.Limits;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnsupportedRequestException;
import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Welcome;

/** What is said when a connection changes to the extended dialect. Stateless. */
final class Greeting {

    private Greeting() {}

    /** Finds the database that a client asks for, or says what is wrong with its HELLO. */
    static SessionContext.Offer check(SessionContext context, AdminRequest.Hello hello) {
        if (hello.magic() != AdminRequest.MAGIC) {
            throw new InvalidArgumentException(
                    "the HELLO does not begin with the bytes of this protocol",
                    "magic",
                    "0x" + Integer.toHexString(hello.magic()));
        }
        if (hello.versionMin() > AdminRequest.VERSION
                || hello.versionMax() < AdminRequest.VERSION) {
            throw new UnsupportedRequestException(
                    "client and server speak no common version of the protocol",
                    "clientMin",
                    hello.versionMin(),
                    "clientMax",
                    hello.versionMax(),
                    "server",
                    AdminRequest.VERSION);
        }
        return context.offer(hello.database());
    }

    static Reply welcome(SessionContext context, SessionContext.Offer offer, Regions regions) {
        Limits limits = offer.served().limits();
        return new Reply.Welcomed(
                new Welcome(
                        AdminRequest.VERSION,
                        context.instance(),
                        ProcessHandle.current().pid(),
                        offer.served().engine(),
                        context.idleNanos(),
                        regions.bytesMax(),
                        limits.keyBytesMax(),
                        limits));
    }
}
