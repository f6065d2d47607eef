package dev.llmops.core.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant. */
final class Suggestion {
    private Suggestion() {}

    /** {@return " Did you mean …?" with the closest of {@code names}, or nothing if none is close} */
    static String forName(String written, Collection<String> names) {
        return closest(written, names)
                .map(name -> " Did you mean \"" + name + "\"?")
                .orElse("");
    }

    static Optional<String> closest(String written, Collection<String> names) {
        String word = normal(written);
        int most = Math.max(1, word.length() / 3);
        return names.stream()
                .filter(name -> distance(word, normal(name)) <= most
                        || (word.length() > 2 && (normal(name).startsWith(word) || word.startsWith(normal(name)))))
                .min(Comparator.comparingInt(name -> distance(word, normal(name))));
    }

    private static String normal(String name) {
        String limited = name.length() > 64 ? name.substring(0, 64) : name;
        return limited.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return the optimal string alignment distance: letters left out, added, changed, or swapped with the next} */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (same ? 0 : 1));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
