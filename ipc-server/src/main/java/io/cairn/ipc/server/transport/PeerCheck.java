package io.cairn.ipc.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.PeerCredentials;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.HashSet;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Asks the operating system who has connected, and says whether that user may. Only users count:
 * the number of a process may be that of another one by the time somebody looks. Thread-safe.
 */
final class PeerCheck {

    private final Set<Long> uids = new HashSet<>();
    private final Set<UserPrincipal> principals = new HashSet<>();

    PeerCheck(OwnUser self, Set<Long> allowed) throws IOException {
        uids.add(self.uid());
        uids.addAll(allowed);
        principals.add(self.principal());
        UserPrincipalLookupService users = FileSystems.getDefault().getUserPrincipalLookupService();
        for (long uid : allowed) {
            // A number that is nobody's name stands for itself.
            principals.add(users.lookupPrincipalByName(Long.toString(uid)));
        }
    }

    /** Identifies the other end of a connection; throws when it cannot be. */
    ClientIdentity identify(Channel channel) throws IOException {
        if (channel instanceof EpollDomainSocketChannel epoll) {
            return of(epoll.peerCredentials());
        }
        if (channel instanceof IoUringDomainSocketChannel uring) {
            return of(uring.peerCredentials());
        }
        UnixDomainPrincipal peer =
                channel.config().getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
        if (peer == null) {
            throw new IOException("the operating system does not say who has connected");
        }
        UserPrincipal user = peer.user();
        return new ClientIdentity(0, user.getName(), principals.contains(user));
    }

    private ClientIdentity of(PeerCredentials credentials) {
        long uid = Integer.toUnsignedLong(credentials.uid());
        return new ClientIdentity(credentials.pid(), Long.toString(uid), uids.contains(uid));
    }
}
