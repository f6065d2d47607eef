package dev.llmops.lucene;

import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.api.text.SentenceSplitter;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits passages into a number of tokens. Used once, by one thread.
 *
 * <p>The best come first. A passage that does not fit is shortened to its first blocks and
 * sentences, as long as a good part of it is left; nothing is cut inside a sentence, a line of code or
 * a row of a table.
 */
final class Packing {
    /** Less of a passage than this is more likely to mislead than to help. */
    private static final double LEAST_PART = 1.0 / 3;

    private final int budget;
    private final TokenCounter counter;
    private int left;
    private int dropped;
    private int shortened;

    Packing(int budget, TokenCounter counter) {
        this.budget = budget;
        this.counter = counter;
        this.left = budget;
    }

    /** {@return the passages that fit, in the given order} */
    List<Passage> pack(List<Passage> passages) {
        if (budget == Integer.MAX_VALUE) {
            return passages;
        }
        List<Passage> packed = new ArrayList<>();
        for (Passage passage : passages) {
            int tokens = tokens(passage.text());
            if (tokens <= left) {
                left -= tokens;
                packed.add(passage);
            } else {
                shorten(passage, packed);
            }
        }
        return packed;
    }

    /** {@return how many were left out or shortened; empty if none} */
    String dropped() {
        List<String> reasons = new ArrayList<>();
        if (dropped > 0) {
            reasons.add("token budget " + dropped);
        }
        if (shortened > 0) {
            reasons.add("shortened " + shortened);
        }
        return String.join(", ", reasons);
    }

    private void shorten(Passage passage, List<Passage> packed) {
        String text = passage.text();
        int end = 0;
        for (int cut : cuts(text)) {
            if (tokens(text.substring(0, cut).stripTrailing()) > left) {
                break;
            }
            end = cut;
        }
        String kept = text.substring(0, end).stripTrailing();
        if (kept.isEmpty() || kept.length() < text.length() * LEAST_PART) {
            dropped++;
            return;
        }
        shortened++;
        left -= tokens(kept);
        SourceSpan span = passage.span();
        packed.add(passage.toBuilder()
                .text(new SourceSpan(span.documentId(), span.start(), span.start() + kept.length()), kept)
                .contentHash(ContentHash.of(kept))
                .build());
    }

    private static List<Integer> cuts(String text) {
        List<Integer> cuts = new ArrayList<>();
        for (Block block : BlockScanner.scan(text, "text/markdown")) {
            for (int cut : new Boundaries(text, block, SentenceSplitter.standard()).units()) {
                cuts.add(cut);
            }
        }
        return cuts;
    }

    private int tokens(String text) {
        return counter.count(text).tokens();
    }
}
