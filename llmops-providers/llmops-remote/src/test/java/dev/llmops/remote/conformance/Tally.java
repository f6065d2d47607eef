package dev.llmops.remote.conformance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts checks by provider and aspect, and keeps what failed. */
final class Tally {
    private final Map<String, Map<Aspect, int[]>> counts = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    void add(String provider, String recording, Aspect aspect, List<String> problems) {
        int[] count = counts.computeIfAbsent(provider, key -> new EnumMap<>(Aspect.class))
                .computeIfAbsent(aspect, key -> new int[2]);
        count[1]++;
        if (problems.isEmpty()) {
            count[0]++;
        } else {
            failures.add(provider + "/" + recording + " " + name(aspect) + ": " + String.join("; ", problems));
        }
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    int passed() {
        return sum(0);
    }

    int failed() {
        return sum(1) - sum(0);
    }

    private int sum(int which) {
        return counts.values().stream()
                .flatMap(row -> row.values().stream())
                .mapToInt(count -> count[which])
                .sum();
    }

    /** {@return a row per provider, and what passed and failed last} */
    String table() {
        StringBuilder text = new StringBuilder(String.format("%-22s", "provider"));
        for (Aspect aspect : Aspect.values()) {
            text.append(String.format("%13s", name(aspect)));
        }
        text.append('\n');
        counts.forEach((provider, row) -> {
            text.append(String.format("%-22s", provider));
            for (Aspect aspect : Aspect.values()) {
                int[] count = row.get(aspect);
                text.append(String.format("%13s", count == null ? "-" : count[0] + "/" + count[1]));
            }
            text.append('\n');
        });
        return text.append(passed())
                .append(" passed, ")
                .append(failed())
                .append(" failed")
                .toString();
    }

    private static String name(Aspect aspect) {
        return aspect.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
