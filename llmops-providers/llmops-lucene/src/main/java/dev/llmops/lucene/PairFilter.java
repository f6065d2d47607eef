package dev.llmops.lucene;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Gives each word together with the one before it, so that words that stand side by side count. */
final class PairFilter extends TokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final StringBuilder previous = new StringBuilder();
    private final StringBuilder pair = new StringBuilder();

    PairFilter(TokenStream input) {
        super(input);
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        previous.setLength(0);
    }

    @Override
    public boolean incrementToken() throws IOException {
        while (input.incrementToken()) {
            pair.setLength(0);
            pair.append(previous).append(' ').append(term);
            boolean first = previous.isEmpty();
            previous.setLength(0);
            previous.append(term);
            if (!first) {
                term.setEmpty().append(pair);
                return true;
            }
        }
        return false;
    }
}
