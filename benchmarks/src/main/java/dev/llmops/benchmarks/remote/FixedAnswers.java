package dev.llmops.benchmarks.remote;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The least server there can be on this machine: it reads a request and writes bytes that lie ready.
 *
 * <p>A path that begins with {@code /stream} gets the stream, in a chunk for each event, and any other
 * the whole answer. A thread for each connection.
 */
final class FixedAnswers implements AutoCloseable {
    private final ServerSocket listener;
    private final byte[] whole;
    private final byte[] stream;

    FixedAnswers() throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        byte[] body = WireSamples.whole().getBytes(StandardCharsets.UTF_8);
        this.whole = joined(head("application/json", "content-length: " + body.length), body);
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (String event : WireSamples.events()) {
            byte[] bytes = ("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8);
            chunks.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunks.writeBytes(bytes);
            chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        this.stream = joined(head("text/event-stream", "transfer-encoding: chunked"), chunks.toByteArray());
        start(this::accept);
    }

    String uri() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    private static byte[] head(String contentType, String framing) {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\n");
        WireSamples.headers(contentType)
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        return head.append(framing).append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[] head, byte[] body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head);
        all.writeBytes(body);
        return all.toByteArray();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "fixed-answers");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: that is how it ends.
            return;
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            OutputStream out = socket.getOutputStream();
            for (String first = line(in); !first.isEmpty(); first = line(in)) {
                int length = 0;
                for (String header = line(in); !header.isEmpty(); header = line(in)) {
                    if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                        length = Integer.parseInt(
                                header.substring("content-length:".length()).strip());
                    }
                }
                in.skipNBytes(length);
                out.write(first.contains(" /stream") ? stream : whole);
            }
        } catch (IOException e) {
            // The client is gone.
            return;
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
