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
        String verdict = met ? "ok" : judged ? "MISSED" : "below the bar";
        System.out.printf(
                Locale.ROOT, "  %-62s %10s  %s %-8s %s%n", what, shown(figure), relation, shown(bar), verdict);
        missed |= judged && !met;
    }

    /** Four digits where they matter: cosines are told apart behind the third place. */
    private static String shown(double figure) {
        return String.format(Locale.ROOT, figure > 0.99 && figure < 1.01 ? "%.6f" : "%.3f", figure);
    }

    /** {@return whether all figures that count have reached their bars} */
    boolean areMet() {
        return !missed;
    }
}
