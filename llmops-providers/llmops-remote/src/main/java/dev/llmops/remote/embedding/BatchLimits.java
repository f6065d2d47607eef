package dev.llmops.remote.embedding;

import dev.llmops.api.Require;
import dev.llmops.api.model.TokenCounter;
import java.util.ArrayList;
import java.util.List;

/**
 * How much one request may hold.
 *
 * @param texts the most texts
 * @param tokens the most tokens of all texts together, as estimated; a text that has more goes alone
 */
public record BatchLimits(int texts, int tokens) {
    /** Checks all components. */
    public BatchLimits {
        Require.inRange(texts, 1, 100_000, "texts");
        Require.inRange(tokens, 1, Integer.MAX_VALUE, "tokens");
    }

    /** {@return limits that only count texts} */
    public static BatchLimits of(int texts) {
        return new BatchLimits(texts, Integer.MAX_VALUE);
    }

    /** {@return these limits with another number of texts} */
    public BatchLimits withTexts(int most) {
        return new BatchLimits(most, tokens);
    }

    /** {@return the texts in order, in as few parts as go} */
    public List<List<String>> split(List<String> all) {
        if (tokens == Integer.MAX_VALUE && all.size() <= texts) {
            return List.of(all);
        }
        TokenCounter counter = TokenCounter.estimating();
        List<List<String>> parts = new ArrayList<>();
        int start = 0;
        long held = 0;
        for (int i = 0; i < all.size(); i++) {
            int more =
                    tokens == Integer.MAX_VALUE ? 0 : counter.count(all.get(i)).tokens();
            if (i > start && (i - start == texts || held + more > tokens)) {
                parts.add(all.subList(start, i));
                start = i;
                held = 0;
            }
            held += more;
        }
        parts.add(all.subList(start, all.size()));
        return parts;
    }
}
