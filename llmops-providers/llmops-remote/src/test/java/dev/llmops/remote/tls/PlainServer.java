package dev.llmops.remote.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server that answers everything, TLS too, as HTTP servers answer what they do not understand. */
final class PlainServer implements AutoCloseable {
    private static final byte[] ANSWER =
            "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;

    PlainServer() throws IOException {
        this.listener = new ServerSocket(0, 10, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        Thread thread = new Thread(this::serve, "plain-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        boolean ended = false;
        while (!ended) {
            try (Socket connection = listener.accept()) {
                byte[] piece = new byte[16 * 1024];
                InputStream in = connection.getInputStream();
                int count = in.read(piece);
                connection.getOutputStream().write(ANSWER);
                while (count >= 0) {
                    // Closing before everything is read could take the answer back.
                    count = in.read(piece);
                }
            } catch (IOException e) {
                // The client has gone, or the test is over.
                ended = listener.isClosed();
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
