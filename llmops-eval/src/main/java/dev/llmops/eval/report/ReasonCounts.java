package dev.llmops.eval.report;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Counts reasons, which lose their end if long, and lumps together what comes after the first hundred different ones. */
final class ReasonCounts {
    private static final int MOST = 100;
    private static final int LONGEST = 500;
    private static final String OTHERS = "(other reasons)";

    private final Map<String, Long> counts = new TreeMap<>();
    private long total;

    void add(String reason) {
        total++;
        String cut = reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST) + " …";
        counts.merge(counts.containsKey(cut) || counts.size() < MOST ? cut : OTHERS, 1L, Long::sum);
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
