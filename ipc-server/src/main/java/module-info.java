/** A server that offers databases over Unix-domain sockets. */
module io.cairn.ipc.server {
    requires transitive io.cairn.core;
    requires io.cairn.ipc.client;
    requires static org.jspecify;

    exports io.cairn.ipc.server;
}
