package dev.llmops.eval.cli;

import java.util.Locale;

/** Numbers as the tables show them. */
final class Texts {
    private Texts() {}

    static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
