package dev.llmops.api.text;

import java.util.List;

/**
 * Cuts a text into sentences.
 *
 * <p>Lossless: the spans follow each other without gap or overlap and cover the whole text; white
 * space belongs to the sentence before it. Safe for concurrent use.
 */
@FunctionalInterface
public interface SentenceSplitter {
    /** {@return the sentences of {@code text}, in order; none for an empty text} */
    List<TextSpan> split(String text);

    /** {@return a splitter by rules, for European and East Asian languages} */
    static SentenceSplitter standard() {
        return RuleSentenceSplitter.INSTANCE;
    }
}
