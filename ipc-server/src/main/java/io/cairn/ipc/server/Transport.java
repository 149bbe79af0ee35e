package io.cairn.ipc.server;

/** How the server talks to the operating system. */
public enum Transport {
    /** {@link #EPOLL} where it is available, otherwise {@link #NIO}. */
    AUTO,
    /** Netty's native epoll; Linux only, loads a native library. */
    EPOLL,
    /** The JDK's own channels; no native library. */
    NIO,
    /** Netty's native io_uring; Linux only, and many containers forbid it. */
    IO_URING
}
