package dev.llmops.benchmarks.local;

import dev.llmops.benchmarks.ProcessFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads and writes with a model of the shape of Qwen2.5-0.5B by this library and by others, in turn: Java libraries in
 * the same process, the current llama.cpp in one of its own.
 *
 * <p>All have random weights of four bits in blocks of 32, the same number of threads, and keep nothing of earlier
 * prompts. There is no bar.
 */
public final class LocalPeers {
    private static final int THREADS = 2;
    private static final int SHORT = 128;
    private static final int LONG = 1024;

    private final int rounds;
    private final int tokens;

    private LocalPeers(boolean quick) {
        this.rounds = quick ? 1 : 5;
        this.tokens = quick ? 16 : 64;
    }

    /** Measures without Jlama, which needs a later Java than this library; with {@code quick} a small model. */
    public static void main(String[] args) throws IOException {
        System.out.println("Jlama is left out, it needs JDK 22 or later.");
        compare(args, LlamaPeer::open);
    }

    /** Measures this library beside {@code others} and ends the process. */
    static void compare(String[] args, LocalPeer.Opener... others) throws IOException {
        boolean quick = Arrays.asList(args).contains("quick");
        SpeedModel model = quick ? SpeedModel.small(32) : SpeedModel.halfBillion(32);
        System.out.printf("%s; %d threads, %s%n", model, THREADS, ProcessFigures.machine());
        List<LocalPeer> peers = new ArrayList<>();
        peers.add(DecoderRates.open(model.directory(), THREADS, model.shape().vocabulary()));
        List<LocalPeer.Opener> openers = new ArrayList<>(List.of(others));
        LlamaCppPeer.opener()
                .ifPresentOrElse(
                        openers::add,
                        () -> System.out.println("The current llama.cpp is left out, npm has not installed it."));
        for (LocalPeer.Opener other : openers) {
            try {
                peers.add(other.open(model, THREADS));
            } catch (LinkageError e) {
                System.out.println("skipped, native code does not load here: " + e);
            }
        }
        LocalPeers program = new LocalPeers(quick);
        for (int prompt : new int[] {SHORT, LONG}) {
            program.compare(peers, prompt);
        }
        peers.forEach(LocalPeer::close);
        System.out.flush();
        // Threads of native libraries may keep the process alive.
        Runtime.getRuntime().halt(0);
    }

    private void compare(List<LocalPeer> peers, int prompt) {
        List<Figures> figures = peers.stream().map(Figures::of).toList();
        peers.forEach(peer -> peer.alone(prompt, tokens));
        for (int round = 0; round < rounds; round++) {
            for (Figures each : figures) {
                each.add(each.peer.alone(prompt, tokens));
            }
        }
        Figures ours = figures.get(0);
        System.out.printf("%nprompts of %,d tokens, tokens/s%n", prompt);
        for (Figures each : figures) {
            row("prefill", each.peer, each.prefill, ours.prefill);
            row("decode", each.peer, each.decode, ours.decode);
        }
    }

    private static void row(String what, LocalPeer peer, Samples rates, Samples ours) {
        String ratio = rates == ours ? "" : String.format(Locale.ROOT, "; ratio %.2f", ours.best() / rates.best());
        System.out.printf("  %-15s %-8s %s%s%n", peer.name(), what, rates, ratio);
    }

    /** What a peer has reached. */
    private record Figures(LocalPeer peer, Samples prefill, Samples decode) {
        static Figures of(LocalPeer peer) {
            return new Figures(peer, Samples.ofRates(), Samples.ofRates());
        }

        void add(DecoderRates.Rates rates) {
            prefill.add(rates.prefill());
            decode.add(rates.decode());
        }
    }
}
