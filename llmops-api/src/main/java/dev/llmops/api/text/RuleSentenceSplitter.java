package dev.llmops.api.text;

import dev.llmops.api.Require;
import java.util.List;

/**
 * Splits sentences by rules, in one pass.
 *
 * <p>A stop ends a sentence when white space follows and what stands around it does not speak
 * against it: an abbreviation or initial before it, a small letter after it. East Asian and Indic
 * marks need no white space. A blank line always ends a sentence, and so does the end of a line that
 * Markdown gives a meaning of its own: headings, list items, table rows, code.
 */
enum RuleSentenceSplitter implements SentenceSplitter {
    INSTANCE;

    @Override
    public List<TextSpan> split(String text) {
        return new SentenceScan(Require.nonNull(text, "text")).run();
    }
}
