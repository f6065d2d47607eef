package dev.llmops.benchmarks.remote;

import dev.llmops.benchmarks.ProcessFigures;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Other libraries beside this one: the same question of 2 KB, whole and as a stream of {@value WireSamples#EVENTS}
 * events, over a socket of this machine, each library in a process of its own, in turn.
 */
public final class RemotePeers {
    private static final Map<String, String> PEERS = new LinkedHashMap<>();

    static {
        PEERS.put("llmops", OwnCalls.class.getName());
        PEERS.put("LangChain4j", "dev.llmops.benchmarks.peers.LangChain4jCalls");
        PEERS.put("Spring AI", "dev.llmops.benchmarks.peers.SpringAiCalls");
    }

    private static final String[] WHAT = {"call", "stream"};

    private final int rounds;
    private final int calls;
    private final String peersClassPath;
    /** Of each library: time and processor time of a call, the same of a stream; a figure for each round. */
    private final Map<String, double[][]> figures = new LinkedHashMap<>();

    private RemotePeers(boolean quick, String peersClassPath) {
        this.rounds = quick ? 1 : 3;
        this.calls = quick ? 500 : 15_000;
        this.peersClassPath = peersClassPath;
    }

    /**
     * Measures.
     *
     * @param args the class path of the other libraries; then {@code quick} for few calls
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        RemotePeers peers = new RemotePeers(Arrays.asList(args).contains("quick"), args[0]);
        System.out.printf(
                "%s, %,d calls and a tenth of it streams, after as many to warm up%n",
                ProcessFigures.machine(), peers.calls);
        try (FixedAnswers server = new FixedAnswers()) {
            for (int round = 0; round < peers.rounds; round++) {
                for (String peer : PEERS.keySet()) {
                    peers.measure(peer, server.uri(), round);
                }
            }
        }
        peers.print();
    }

    private void measure(String peer, String uri, int round) throws IOException, InterruptedException {
        boolean own = peer.equals("llmops");
        String ownClassPath = System.getProperty("java.class.path");
        // The first entry has the classes of this module, which hold the load; the rest would bring our dependencies.
        String load = ownClassPath.substring(0, ownClassPath.indexOf(File.pathSeparatorChar));
        ProcessBuilder child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        ClientLoad.class.getName(),
                        PEERS.get(peer),
                        uri,
                        Integer.toString(calls))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        child.environment().put("CLASSPATH", own ? ownClassPath : load + File.pathSeparator + peersClassPath);
        Process process = child.start();
        double[][] rows = figures.computeIfAbsent(peer, name -> new double[2 * WHAT.length][rounds]);
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (int what = 0; what < WHAT.length; what++) {
                String line = lines.readLine();
                if (line == null) {
                    throw new IOException(peer + " has ended without figures.");
                }
                String[] words = line.split(" ", -1);
                int expected = what == 0 ? WireSamples.wholeLength() : WireSamples.streamLength();
                if (Integer.parseInt(words[2]) != expected) {
                    throw new IOException(peer + " received " + words[2] + " characters, not " + expected + ".");
                }
                rows[2 * what][round] = Double.parseDouble(words[0]);
                rows[2 * what + 1][round] = Double.parseDouble(words[1]);
            }
        } finally {
            process.waitFor();
        }
    }

    private void print() {
        double[][] own = figures.getOrDefault("llmops", new double[0][]);
        for (int row = 0; row < own.length; row++) {
            System.out.printf(
                    "%n%s, us, median of %d rounds%n",
                    WHAT[row / 2] + (row % 2 == 0 ? "" : ", processor time"), rounds);
            for (Map.Entry<String, double[][]> peer : figures.entrySet()) {
                double median = median(peer.getValue()[row]);
                System.out.printf(
                        Locale.ROOT, "  %-12s %9.1f  %5.2f x%n", peer.getKey(), median, median / median(own[row]));
            }
        }
    }

    private static double median(double[] values) {
        return Arrays.stream(values)
                .sorted()
                .skip(values.length / 2)
                .findFirst()
                .orElseThrow();
    }
}
