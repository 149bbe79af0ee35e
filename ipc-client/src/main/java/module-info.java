/** A database in another process: {@code Cairn.open("ipc:/path/cairn.sock")}. */
module io.cairn.ipc.client {
    requires transitive io.cairn.core;
    requires org.jnrproject.unixsocket;
    requires static jtoon;
    requires static org.jspecify;

    exports io.cairn.compat.sochdb;
    exports io.cairn.ipc.client;
    exports io.cairn.ipc.protocol;
    exports io.cairn.toon;

    provides io.cairn.api.DatabaseProvider with
            io.cairn.ipc.client.IpcProvider;
}
