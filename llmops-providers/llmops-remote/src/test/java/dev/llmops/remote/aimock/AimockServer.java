package dev.llmops.remote.aimock;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An aimock in a process of its own, on a free port of loopback, with the fixtures of this folder.
 *
 * <p>Asks for a key as the providers do. Safe for concurrent use.
 */
final class AimockServer implements AutoCloseable {
    /** The only key that is let in. */
    static final String KEY = "aimock-key-5d1f7c20";

    private static final String READY = "listening at ";
    private static final int KEPT_LINES = 20;

    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final CompletableFuture<URI> address = new CompletableFuture<>();
    private final AtomicInteger scopes = new AtomicInteger();

    private AimockServer(Process process) {
        this.process = process;
        Thread reader = new Thread(this::readOutput, "aimock-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * {@return a server that listens}
     *
     * @param modules the folder {@code node_modules} that has aimock
     * @throws IOException if there is no Node.js
     */
    static AimockServer start(Path modules) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "node",
                        resource("aimock.mjs"),
                        modules.toString(),
                        resource("fixtures"),
                        resource("services.json"))
                .redirectErrorStream(true);
        builder.environment().put("AIMOCK_API_KEYS", KEY);
        AimockServer server = new AimockServer(builder.start());
        server.uri();
        return server;
    }

    /** {@return where the server is} */
    URI uri() {
        try {
            return address.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException("aimock does not listen; it said: " + output(), e);
        }
    }

    /** {@return what one test has of this server} */
    AimockScope scope() {
        return new AimockScope(uri(), "test-" + scopes.incrementAndGet());
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                note(line);
            }
            address.completeExceptionally(new IllegalStateException("it has ended"));
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
    }

    private void note(String line) {
        if (line.startsWith(READY)) {
            address.complete(URI.create(line.substring(READY.length()).strip()));
        }
        synchronized (lastLines) {
            lastLines.addLast(line);
            if (lastLines.size() > KEPT_LINES) {
                lastLines.removeFirst();
            }
        }
    }

    private String output() {
        synchronized (lastLines) {
            return String.join(System.lineSeparator(), lastLines);
        }
    }

    private static String resource(String name) {
        URL url = Objects.requireNonNull(AimockServer.class.getResource(name), name);
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** Ends the process. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
