package dev.llmops.testing;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A server over plain HTTP/1.1 on this machine that answers as scripted: late, broken, or not at all.
 *
 * <pre>{@code
 * try (FaultServer server = FaultServer.start()) {
 *     server.enqueue(FaultScript.ok("text/event-stream").event("{\"n\":1}").stall());
 *
 *     ... // the client under test calls server.uri() and is cancelled
 *
 *     assertThat(server.connection(0).awaitEnd().cause()).isEqualTo(Cause.CLIENT_CLOSED);
 * }
 * }</pre>
 *
 * <p>Each request takes the next script of the queue, in the order in which requests are complete;
 * when there is none left, {@link #onEveryRequest} says what is played, and without that the answer
 * is a 500 that says so. While a script is played or waits, the server goes on listening: it notices
 * at once when the client closes or resets the connection, and ends it. A client that closes only
 * its sending half is taken for one that has closed.
 *
 * <p>One daemon thread serves all connections, thousands at a time. It never sleeps: what waits,
 * waits for the test. The server remembers the last 20,000 requests, 64 MiB of bodies at most, and
 * as many connections. Safe for concurrent use.
 */
public final class FaultServer implements AutoCloseable {
    private static final int BACKLOG = 4096;

    private final FaultScripts scripts = new FaultScripts();
    private final FaultLog log = new FaultLog();
    private final FaultLoop loop;
    private final Thread thread;
    private final int port;

    private FaultServer() throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), BACKLOG);
            this.port = listener.socket().getLocalPort();
            this.loop = new FaultLoop(listener, scripts, log);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        this.thread = new Thread(loop, "fault-server-" + port);
        thread.setDaemon(true);
    }

    /**
     * {@return a server that listens on a free port of 127.0.0.1}
     *
     * @throws dev.llmops.api.LlmException if it cannot listen
     */
    public static FaultServer start() {
        try {
            FaultServer server = new FaultServer();
            server.thread.start();
            return server;
        } catch (IOException e) {
            throw FaultScripts.notStarted(e);
        }
    }

    /** {@return the address, such as {@code http://127.0.0.1:40123}, without a path} */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** {@return the port} */
    public int port() {
        return port;
    }

    /**
     * Adds scripts to the queue, each for one request.
     *
     * <p>{@linkplain FaultScript#unprompted() Unprompted} scripts have a queue of their own, for the
     * next new connections.
     */
    public void enqueue(FaultScript... more) {
        for (FaultScript script : more) {
            scripts.add(script);
        }
    }

    /** Sets what is played for requests for which nothing is in the queue. */
    public void onEveryRequest(FaultScript script) {
        Require.that(
                !Require.nonNull(script, "script").isUnprompted(),
                "script",
                "an unprompted script is for a connection, not for a request: use enqueue");
        script.wire();
        scripts.otherwise(request -> script);
    }

    /**
     * Sets what chooses a script for requests for which nothing is in the queue.
     *
     * @param choice runs on the thread that serves all connections: it must not wait. If it fails,
     *     the request gets a 500 that says so.
     */
    public void onEveryRequest(Function<ReceivedRequest, FaultScript> choice) {
        scripts.otherwise(Require.nonNull(choice, "choice"));
    }

    /** Ends all {@linkplain FaultScript#stall() stalls}, those of now and those to come. */
    public void release() {
        scripts.gate().open();
    }

    /** {@return the requests that came, in order} */
    public List<ReceivedRequest> requests() {
        return log.requests();
    }

    /** {@return how many requests came, also those that are forgotten} */
    public long requestCount() {
        return log.requestCount();
    }

    /** {@return the connections that were accepted, in order} */
    public List<ServedConnection> connections() {
        return log.connections();
    }

    /**
     * {@return connection {@code number}, from 0 in the order in which they were accepted}
     *
     * @throws InvalidInputException if there was no such connection, or it is forgotten
     */
    public ServedConnection connection(int number) {
        @Nullable ServedConnection connection = log.connection(number);
        if (connection == null) {
            throw new InvalidInputException(
                    "number",
                    "number must be that of a connection, was " + number + "; there were " + connectionCount());
        }
        return connection;
    }

    /** {@return how many connections were accepted, also those that are forgotten} */
    public int connectionCount() {
        return log.connectionCount();
    }

    /** {@return how many connections are open} */
    public int openConnections() {
        return log.open();
    }

    /** Waits until {@code count} requests have come since the start; fails after ten seconds of real time. */
    public void awaitRequests(long count) {
        log.await(
                () -> log.requestCount() >= count,
                () -> count + " requests have come; there were " + log.requestCount());
    }

    /** Waits until {@code count} connections wait for a test, or are silent; fails after ten seconds of real time. */
    public void awaitStalled(int count) {
        log.await(() -> log.stalled() >= count, () -> count + " connections stall; there were " + log.stalled());
    }

    /** Waits until no connection is open; fails after ten seconds of real time. */
    public void awaitNoConnections() {
        log.await(() -> log.open() == 0, () -> "no connection is open; there were " + log.open());
    }

    /** Closes the port and all connections, whatever they do, and ends the thread. Has no further effect later. */
    @Override
    public void close() {
        loop.stop();
        if (thread.equals(Thread.currentThread())) {
            return;
        }
        try {
            thread.join(Patience.LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shows the port and how many requests and connections there were. */
    @Override
    public String toString() {
        return "FaultServer[port=" + port + ", requests=" + requestCount() + ", connections=" + connectionCount() + "]";
    }
}
