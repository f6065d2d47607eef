package dev.llmops.eval.report;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Counts reasons, and lumps together what comes after the first hundred different ones. */
final class ReasonCounts {
    private static final int MOST = 100;
    private static final String OTHERS = "(other reasons)";

    private final Map<String, Long> counts = new TreeMap<>();
    private long total;

    void add(String reason) {
        total++;
        counts.merge(counts.containsKey(reason) || counts.size() < MOST ? reason : OTHERS, 1L, Long::sum);
    }

    long total() {
        return total;
    }

    void write(PageJson json, String name) throws IOException {
        json.name(name).beginObject();
        for (Map.Entry<String, Long> reason : counts.entrySet()) {
            json.member(reason.getKey(), reason.getValue());
        }
        json.endObject();
    }
}
