package io.cairn.ipc.server.launch;

/** Which of the operating system's calls serve the sockets. */
public enum TransportChoice {
    /** epoll where it works, else NIO. */
    AUTO,
    /** Linux's epoll; starting fails where it does not work. */
    EPOLL,
    /** The JDK's own. */
    NIO,
    /** Linux's io_uring; starting fails where it does not work. */
    IO_URING
}
