package dev.llmops.lucene;

import java.util.List;
import java.util.Map;

/**
 * What is looked for.
 *
 * @param text the words of the user
 * @param hints further texts, each with how much its words count beside those of the user
 * @param filter metadata that passages must have
 * @param depth how many passages each ranking contributes
 * @param size how many passages are wanted, at most {@code depth}
 * @param minimum the least score a passage must have, see {@link PassageSearcher}
 * @param withVectors whether the vectors of the passages are wanted
 */
record SearchRequest(
        String text,
        List<Hint> hints,
        Map<String, String> filter,
        int depth,
        int size,
        double minimum,
        boolean withVectors) {

    /**
     * A text that helps to find what the user means.
     *
     * @param text the text
     * @param weight how much its words count; those of the user count 1
     */
    record Hint(String text, float weight) {}
}
