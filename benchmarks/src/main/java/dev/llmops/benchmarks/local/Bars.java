package dev.llmops.benchmarks.local;

import java.util.Locale;

/**
 * Holds figures against what they have to reach, prints both, and remembers whether one fell short.
 *
 * <p>Not safe for concurrent use.
 */
final class Bars {
    private final boolean judged;
    private boolean missed;

    private Bars(boolean judged) {
        this.judged = judged;
    }

    /** {@return bars that count} */
    static Bars judging() {
        return new Bars(true);
    }

    /** {@return bars that are shown beside the figures, and do not count} */
    static Bars showing() {
        return new Bars(false);
    }

    /** A figure that is the better the greater it is. */
    void atLeast(String what, double figure, double bar) {
        print(what, figure, "at least", bar, figure >= bar);
    }

    /** A figure that is the better the smaller it is. */
    void atMost(String what, double figure, double bar) {
        print(what, figure, "at most", bar, figure <= bar);
    }

    /** Something else that must not be. */
    void miss(String what) {
        System.out.println("  " + what + (judged ? "  MISSED" : ""));
        missed |= judged;
    }

    private void print(String what, double figure, String relation, double bar, boolean met) {
        String verdict = met ? "ok" : judged ? "MISSED" : "missed, not judged";
        // Cosines are told apart behind the third place.
        String format = bar > 0.99 && bar < 1 ? "%.6f" : "%.3f";
        System.out.printf(
                Locale.ROOT,
                "  %-62s %10s  %s %s  %s%n",
                what,
                String.format(Locale.ROOT, format, figure),
                relation,
                bar,
                verdict);
        missed |= judged && !met;
    }

    /** {@return whether all figures that count have reached their bars} */
    boolean areMet() {
        return !missed;
    }
}
