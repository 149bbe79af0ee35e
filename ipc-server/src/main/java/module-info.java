/** A server that offers databases over Unix-domain sockets. */
module io.cairn.ipc.server {
    requires transitive io.cairn.core;
    requires info.picocli;
    requires io.cairn.ipc.client;
    requires io.cairn.toon;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.classes.io_uring;
    requires io.netty.transport.unix.common;
    requires java.logging;
    requires jdk.httpserver;
    requires jdk.net;
    requires micrometer.core;
    requires micrometer.registry.prometheus;
    requires org.jnrproject.unixsocket;
    requires static org.jspecify;

    exports io.cairn.ipc.server;
    exports io.cairn.ipc.server.launch;

    // picocli fills the fields of the command, core binds the configuration file.
    opens io.cairn.ipc.server.launch to
            info.picocli,
            io.cairn.core;
}
