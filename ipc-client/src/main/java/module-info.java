/** A database in another process: {@code Cairn.open("ipc:/path/cairn.sock")}. */
module io.cairn.ipc.client {
    requires transitive io.cairn.core;
    requires io.cairn.toon;
    requires org.jnrproject.unixsocket;
    requires static org.jspecify;

    exports io.cairn.compat.sochdb;
    exports io.cairn.ipc.client;
    exports io.cairn.ipc.protocol;

    provides io.cairn.api.DatabaseProvider with
            io.cairn.ipc.client.IpcProvider;
}
