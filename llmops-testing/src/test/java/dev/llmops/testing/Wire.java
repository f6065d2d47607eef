package dev.llmops.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sees what goes over the wire, byte by byte. */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    final Socket socket = new Socket();

    private Wire(int port) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    }

    static Wire to(FaultServer server) throws IOException {
        return new Wire(server.port());
    }

    /** Connects and sends a request with a body. */
    static Wire asking(FaultServer server) throws IOException {
        return to(server).ask();
    }

    Wire ask() throws IOException {
        return send("POST /v1/chat?a=b HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\n\r\nhello");
    }

    Wire send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** {@return what came until the server closed} */
    byte[] all() throws IOException {
        return socket.getInputStream().readAllBytes();
    }

    String allText() throws IOException {
        return new String(all(), StandardCharsets.UTF_8);
    }

    /** {@return what came up to and with {@code end}} */
    String until(String end) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (!text.toString(StandardCharsets.UTF_8).endsWith(end)) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed after: " + text.toString(StandardCharsets.UTF_8));
            }
            text.write(next);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** {@return the next {@code count} bytes} */
    String next(int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.UTF_8);
    }

    /** {@return whether nothing is there to be read} */
    boolean isQuiet() throws IOException {
        return socket.getInputStream().available() == 0;
    }

    /** Closes with RST. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
