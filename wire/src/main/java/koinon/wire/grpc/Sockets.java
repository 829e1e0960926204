package koinon.wire.grpc;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections a server holds. gRPC ends a stream politely, behind the data that still waits; a
 * peer that reads nothing would keep it for ever. Here its connection can be cut, and the number of
 * connections is bounded.
 */
final class Sockets {
    private static final Logger log = LoggerFactory.getLogger(Sockets.class);

    private final int limit;
    private final Map<SocketAddress, Channel> open = new ConcurrentHashMap<>();

    Sockets(int limit) {
        this.limit = limit;
    }

    ServerChannel listening() {
        return new Listening();
    }

    /** Closes the connection from there, if it is still open. */
    void cut(SocketAddress remote) {
        Channel channel = open.get(remote);
        if (channel != null) {
            // Past gRPC's handlers, which would first wait for the stream to end.
            channel.eventLoop().execute(() -> channel.unsafe().close(channel.voidPromise()));
        }
    }

    /** Whether the connection may stay; closes it otherwise. */
    private boolean keep(Channel channel) {
        SocketAddress remote = channel.remoteAddress();
        if (remote == null || open.size() >= limit) {
            log.warn("A connection was closed: {} are open already", limit);
            channel.unsafe().closeForcibly();
            return false;
        }
        open.put(remote, channel);
        var _ = channel.closeFuture().addListener(end -> open.remove(remote, channel));
        return true;
    }

    private final class Listening extends NioServerSocketChannel {
        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            int read = super.doReadMessages(accepted);
            if (read > 0 && !keep((Channel) accepted.getLast())) {
                accepted.removeLast();
                return 0;
            }
            return read;
        }
    }
}
