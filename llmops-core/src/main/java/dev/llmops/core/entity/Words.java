package dev.llmops.core.entity;

import java.util.HashSet;
import java.util.Set;
import java.util.StringTokenizer;

/** Word lists that are written as text. */
final class Words {
    private Words() {}

    /** {@return the words of a text, which may repeat themselves} */
    static Set<String> of(String text) {
        Set<String> words = new HashSet<>();
        StringTokenizer tokens = new StringTokenizer(text);
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        return Set.copyOf(words);
    }
}
