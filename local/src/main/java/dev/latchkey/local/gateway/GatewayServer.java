package dev.latchkey.local.gateway;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.flow.FlowControlHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The gateway's door: HTTP/1.1 on this machine's loopback address, where nobody else can call. */
public final class GatewayServer implements AutoCloseable {
    /** What API Gateway allows for the request line and the headers. */
    private static final int MOST_HEADER_BYTES = 10 * 1024;

    private static final int CALLS_AT_A_TIME = 64;
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    static {
        // Netty would do without on newer JDKs too, but not without these printing a warning on the console.
        System.setProperty("io.netty.noUnsafe", "true");
    }

    private final EventLoopGroup network;
    private final ExecutorService workers;
    private final Channel door;

    private GatewayServer(EventLoopGroup network, ExecutorService workers, Channel door) {
        this.network = network;
        this.workers = workers;
        this.door = door;
    }

    /**
     * @param port 0 for any that is free
     * @param patience how long a request may take to arrive, and a connection to wait for its next one
     * @throws IOException when the port cannot be had
     */
    public static GatewayServer start(Gateway gateway, int port, Duration patience) throws IOException {
        EventLoopGroup network = new NioEventLoopGroup(2);
        ExecutorService workers = Executors.newFixedThreadPool(CALLS_AT_A_TIME);
        ServerBootstrap server = new ServerBootstrap()
                .group(network)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new RequestDecoder(MOST_HEADER_BYTES))
                                .addLast(new HttpResponseEncoder())
                                .addLast(new FlowControlHandler())
                                .addLast(new HttpConnection(gateway, workers, patience));
                    }
                });
        ChannelFuture opened = server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .awaitUninterruptibly();
        if (!opened.isSuccess()) {
            workers.shutdown();
            network.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
            throw new IOException("cannot listen on port " + port, opened.cause());
        }
        return new GatewayServer(network, workers, opened.channel());
    }

    public int port() {
        return ((InetSocketAddress) door.localAddress()).getPort();
    }

    /** Takes no more calls, and lets those under way end. */
    @Override
    public void close() {
        door.close().awaitUninterruptibly();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
        // The quiet period lets the last answers out.
        network.shutdownGracefully(100, 2000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
