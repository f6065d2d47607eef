package dev.llmops.benchmarks.local;

import dev.llmops.benchmarks.ProcessFigures;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How fast a model of the shape of Qwen2.5-0.5B reads and writes, as shares and ratios of one run.
 *
 * <p>Writing reads every weight once per step, so what counts is the share of the memory's bandwidth, measured beside
 * it in the same rounds. On a machine that is shared both change from one hundredth of a second to the next; so single
 * steps are held against attempts on the memory of about the same length, the best tenth of the one against the best
 * tenth of the other. Else it is the best of several rounds against the best: what else a machine does only makes
 * figures worse. Held to bars with blocks of 32 weights; blocks of 128 are shown for comparison. ONNX Runtime alone
 * runs the same graph in the same rounds, which tells what of a figure is its own.
 */
public final class LocalSpeed {
    private static final int THREADS = 2;
    private static final int SHORT = 128;
    private static final int LONG = 1024;
    private static final int REQUEST = 8;
    private static final int STEPS_OF_IDLE = 400;
    private static final int ATTEMPTS = 8;
    private static final double[] DELAYS = {0.2, 0.4, 0.6};

    private final int rounds;
    private final int tokens;
    private final MemoryBandwidth memory = MemoryBandwidth.of(THREADS);

    private LocalSpeed(boolean quick) {
        this.rounds = quick ? 1 : 5;
        this.tokens = quick ? 16 : 64;
    }

    /** Measures; with {@code quick} a small model, of which nothing is asked. Status 1 if a bar is missed. */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean quick = Arrays.asList(args).contains("quick");
        System.out.printf("%d threads, %s%n", THREADS, ProcessFigures.machine());
        LocalSpeed speed = new LocalSpeed(quick);
        Bars bars = quick ? Bars.showing() : Bars.judging();
        List<SpeedModel> models = quick
                ? List.of(SpeedModel.small(32))
                : List.of(SpeedModel.halfBillion(32), SpeedModel.halfBillion(128));
        for (SpeedModel model : models) {
            speed.measure(model, model.block() == 32 ? bars : Bars.showing());
        }
        speed.measureSteps(bars);
        System.exit(bars.areMet() ? 0 : 1);
    }

    /** What was measured of one model. */
    private static final class Figures {
        private final Samples oneThread = Samples.ofRates();
        private final Samples bandwidth = Samples.ofRates();
        private final Samples decode = Samples.ofRates();
        private final Samples steps = Samples.ofRates();
        private final Samples decodeLong = Samples.ofRates();
        private final Samples stepsLong = Samples.ofRates();
        private final Samples prefill = Samples.ofRates();
        private final Samples prefillLong = Samples.ofRates();
        private final Samples four = Samples.ofRates();
        private final Samples eight = Samples.ofRates();
        private final Samples request = Samples.ofTimes();
        private final Samples meanwhile = Samples.ofTimes();
        private final Samples bareSteps = Samples.ofRates();
        private final Samples bareStepsLong = Samples.ofRates();
        private final Samples barePrefill = Samples.ofRates();
    }

    private void measure(SpeedModel model, Bars bars) throws IOException, InterruptedException {
        System.out.printf("%n%s%n", model);
        Figures figures = new Figures();
        try (DecoderRates rates = DecoderRates.open(
                        model.directory(), THREADS, model.shape().vocabulary());
                BareRuns bare = bare(model)) {
            warmUp(rates);
            for (int round = 0; round < rounds; round++) {
                round(rates, figures);
                // As many positions as there are in the middle of what the engine writes.
                bare.measure(SHORT + tokens / 2, 1, tokens, figures.bareSteps);
                bare.measure(LONG + tokens / 2, 1, tokens, figures.bareStepsLong);
                bare.measure(0, SHORT, 2, figures.barePrefill);
            }
        }
        print(figures);
        judge(model, figures, bars);
    }

    private static BareRuns bare(SpeedModel model) throws IOException {
        return BareRuns.open(model.directory(), model.shape(), THREADS, 2 * LONG, DecoderRates.ACCURACY_LEVEL);
    }

    /** Compiles what is measured, and lets memory for keys and values grow as far as it will. */
    private void warmUp(DecoderRates rates) {
        for (int i = 0; i < 3; i++) {
            rates.alone(SHORT, tokens);
        }
        rates.together(8, SHORT, tokens);
        rates.alone(LONG, tokens);
    }

    private void round(DecoderRates rates, Figures figures) throws InterruptedException {
        readMemory(1, figures.oneThread);
        for (int i = 0; i < 2; i++) {
            readMemory(THREADS, figures.bandwidth);
            DecoderRates.Rates alone = rates.alone(SHORT, tokens, figures.steps);
            figures.decode.add(alone.decode());
            figures.prefill.add(alone.prefill());
        }
        readMemory(THREADS, figures.bandwidth);
        figures.four.add(rates.together(4, SHORT, tokens));
        figures.eight.add(rates.together(8, SHORT, tokens));
        DecoderRates.Rates reader = rates.alone(LONG, tokens, figures.stepsLong);
        figures.decodeLong.add(reader.decode());
        figures.prefillLong.add(reader.prefill());
        readMemory(THREADS, figures.bandwidth);
        double nanos = LONG / reader.prefill() * 1e9;
        for (double delay : DELAYS) {
            figures.request.add(REQUEST / rates.alone(REQUEST, 2).prefill() * 1e3);
            double millis = rates.firstTokenMeanwhile(LONG, REQUEST, (long) (delay * nanos));
            if (!Double.isNaN(millis)) {
                figures.meanwhile.add(millis);
            }
        }
    }

    private void readMemory(int threads, Samples samples) throws InterruptedException {
        for (int i = 0; i < ATTEMPTS; i++) {
            samples.add(memory.bytesPerSecond(threads) / 1e9);
        }
    }

    private static void print(Figures figures) {
        row("memory read by one thread, GB/s", figures.oneThread);
        row("memory read by " + THREADS + " threads, GB/s", figures.bandwidth);
        row("decode at context 128, tokens/s", figures.decode);
        row("decode at context 1,024, tokens/s", figures.decodeLong);
        row("single steps at context 128, tokens/s", figures.steps);
        row("single steps at context 1,024, tokens/s", figures.stepsLong);
        row("prefill of 128 tokens, tokens/s", figures.prefill);
        row("prefill of 1,024 tokens, tokens/s", figures.prefillLong);
        row("by ONNX Runtime alone: steps at context 128", figures.bareSteps);
        row("  steps at context 1,024", figures.bareStepsLong);
        row("  prefill of 128 tokens", figures.barePrefill);
        row("4 sequences together, tokens/s", figures.four);
        row("8 sequences together, tokens/s", figures.eight);
        row("first token of a request of 8 tokens, alone, ms", figures.request);
        row("the same while 1,024 tokens are read, ms", figures.meanwhile);
    }

    private static void row(String what, Samples samples) {
        System.out.printf(Locale.ROOT, "  %-52s %s%n", what, samples);
    }

    private static void judge(SpeedModel model, Figures figures, Bars bars) {
        double decode = figures.decode.best();
        double chunk = DecoderRates.CHUNK / figures.prefillLong.median() * 1e3;
        double gigabytes = model.bytesPerStep() / 1e9;
        share("decode at 128", figures.steps, figures.bandwidth, gigabytes, 0.70, bars);
        share("decode at 1,024", figures.stepsLong, figures.bandwidth, gigabytes, 0.60, bars);
        bars.atLeast("prefill of 128, times decode", figures.prefill.best() / decode, 6);
        bars.atLeast("4 together, times one", figures.four.best() / decode, 2.3);
        bars.atLeast("8 together, times one", figures.eight.best() / decode, 2.7);
        if (figures.meanwhile.isEmpty()) {
            bars.miss("longest wait behind a long prompt: the prompt was read before the request came");
            return;
        }
        // Half a chunk more than one: the last chunks take longer than the mean, and one run more would show.
        bars.atMost(
                "longest wait behind a long prompt, in chunks of it",
                (figures.meanwhile.most() - figures.request.median()) / chunk,
                1.5);
    }

    private static void share(String what, Samples steps, Samples bandwidth, double gigabytes, double bar, Bars bars) {
        bars.atLeast(
                what + ", share of the memory's bandwidth", steps.bestTenth() * gigabytes / bandwidth.bestTenth(), bar);
        System.out.printf(
                Locale.ROOT,
                "    medians: %.3f; the best single one of each: %.3f%n",
                steps.median() * gigabytes / bandwidth.median(),
                steps.best() * gigabytes / bandwidth.best());
    }

    private void measureSteps(Bars bars) throws IOException {
        SpeedModel model = SpeedModel.idle();
        System.out.printf("%n%s%n", model);
        Samples steps = Samples.ofRates();
        Samples bareSteps = Samples.ofRates();
        try (DecoderRates rates = DecoderRates.open(
                        model.directory(), THREADS, model.shape().vocabulary());
                BareRuns bare = bare(model)) {
            rates.alone(REQUEST, STEPS_OF_IDLE);
            bare.measure(REQUEST, 1, STEPS_OF_IDLE, Samples.ofRates());
            for (int round = 0; round < Math.max(3, rounds); round++) {
                rates.alone(REQUEST, STEPS_OF_IDLE, steps);
                bare.measure(REQUEST + STEPS_OF_IDLE / 2, 1, STEPS_OF_IDLE, bareSteps);
            }
        }
        row("steps of 24 layers with nothing in them, a second", steps);
        row("the same by ONNX Runtime alone", bareSteps);
        bars.atMost(
                "what the engine adds to a step, ms, medians", 1e3 / steps.median() - 1e3 / bareSteps.median(), 0.5);
    }
}
