package dev.llmops.benchmarks.remote;

import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import dev.llmops.testing.Gate;
import dev.llmops.testing.ReceivedRequest;
import dev.llmops.testing.ServedConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fault server in a process of its own, so that its threads and its memory are not taken for the client's.
 *
 * <p>A question names what is played: {@code #streams 17#}. It ends with the process that started it.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Pattern NAMED = Pattern.compile("#(\\w+) (\\d+)#");

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter questions;
    private final String uri;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.uri = "http://127.0.0.1:" + answer();
    }

    /** {@return a server that has begun to listen} */
    static ServerProcess start() throws IOException {
        return new ServerProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx600m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** {@return where it listens} */
    String uri() {
        return uri;
    }

    /** {@return how many connections are open} */
    long open() {
        return ask("open 0");
    }

    /** {@return how many connections there were} */
    long connections() {
        return ask("connections 0");
    }

    /** {@return whether at least {@code count} connections wait, now or within ten seconds} */
    boolean isStalled(int count) {
        return ask("stalled " + count) == count;
    }

    /** {@return how many bytes were handed to the system in all} */
    long sent() {
        return ask("sent 0");
    }

    /** Lets {@code calls} of those through that wait. */
    void letThrough(int calls) {
        ask("pass " + calls);
    }

    private synchronized long ask(String question) {
        questions.println(question);
        try {
            return answer();
        } catch (IOException e) {
            throw new IllegalStateException("the server has ended", e);
        }
    }

    private long answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the server has ended");
        }
        return Long.parseLong(line);
    }

    /** Ends the server. */
    @Override
    public void close() throws InterruptedException {
        questions.close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    /** The server; answers questions in its input until that ends. */
    public static void main(String[] args) throws IOException {
        Gate gate = new Gate();
        try (FaultServer server = FaultServer.start();
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            server.onEveryRequest(request -> script(server, request, gate));
            System.out.println(server.port());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 2);
                System.out.println(fact(server, gate, words[0], Integer.parseInt(words[1])));
            }
        }
    }

    private static long fact(FaultServer server, Gate gate, String what, int number) {
        switch (what) {
            case "open":
                return server.openConnections();
            case "connections":
                return server.connectionCount();
            case "stalled":
                return isStalled(server, number) ? number : 0;
            case "sent":
                return server.connections().stream()
                        .mapToLong(ServedConnection::bytesSent)
                        .sum();
            default:
                gate.letThrough(number);
                return number;
        }
    }

    private static boolean isStalled(FaultServer server, int count) {
        try {
            server.awaitStalled(count);
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    private static FaultScript script(FaultServer server, ReceivedRequest request, Gate gate) {
        String body = request.bodyText();
        Matcher named = NAMED.matcher(body);
        if (!named.find()) {
            throw new IllegalArgumentException("a question without a name");
        }
        int number = Integer.parseInt(named.group(2));
        return switch (named.group(1)) {
            case "streams" -> StreamScripts.halting(number, gate);
            case "flood" -> StreamScripts.flood(number);
            default -> Fault.script(server, named.group(1), number, body.contains("\"stream\":true"));
        };
    }
}
