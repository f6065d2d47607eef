package dev.llmops.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A port on this machine that never accepts: to connect takes for ever, so that only the client's
 * own limit ends it.
 *
 * <p>Its queue of connections is full from the beginning. Systems other than Linux and macOS may
 * refuse the connection instead.
 */
public final class DeafServer implements AutoCloseable {
    private static final int MOST_FILLERS = 64;
    private static final int CONNECT_MILLIS = 250;

    private final ServerSocket listener;
    private final List<Socket> fillers = new ArrayList<>();

    private DeafServer() throws IOException {
        this.listener = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }

    /**
     * {@return a server that listens on a free port of 127.0.0.1 and never accepts}
     *
     * @throws dev.llmops.api.LlmException if it cannot listen
     */
    public static DeafServer start() {
        try {
            DeafServer server = new DeafServer();
            try {
                server.fill();
                return server;
            } catch (IOException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            throw FaultScripts.notStarted(e);
        }
    }

    /** {@return the address, such as {@code http://127.0.0.1:40123}, without a path} */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** {@return the port} */
    public int port() {
        return listener.getLocalPort();
    }

    /** Closes the port: who still tries to connect is refused. */
    @Override
    public void close() {
        fillers.forEach(DeafServer::closeQuietly);
        closeQuietly(listener);
    }

    /** Shows the port. */
    @Override
    public String toString() {
        return "DeafServer[port=" + port() + "]";
    }

    /** How many connections a system keeps in the queue differs: the queue is full when one has to wait. */
    private void fill() throws IOException {
        for (int i = 0; i < MOST_FILLERS; i++) {
            Socket filler = new Socket();
            fillers.add(filler);
            try {
                filler.connect(listener.getLocalSocketAddress(), CONNECT_MILLIS);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // What cannot be closed is closed already.
            return;
        }
    }
}
