package dev.llmops.core.text;

import dev.llmops.api.Require;
import dev.llmops.api.grounding.Citation;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.Postprocessor;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.text.OffsetMap;
import dev.llmops.api.text.TextFilter;
import java.util.List;
import java.util.Optional;

/**
 * Polishes the typography of an answer: the small slips that a careful editor would not discuss.
 *
 * <p>Doubled words, doubled or missing blanks around punctuation, a small letter where an English
 * sentence begins, {@code i} for {@code I}, {@code a} before a clear vowel, white space at the end;
 * brackets and code fences left open are closed at the end of the text. What is not plain prose stays as
 * it is: code, quotations, tables, markup, structured output, identifiers, addresses, numbers, citation
 * markers and placeholders. Rules of English apply only once the text has shown itself to be English.
 *
 * <p>On a stream the {@linkplain #filter() filter} gives the same text for every way of cutting it into
 * pieces. Citations are moved along with the text. Safe for concurrent use.
 */
public final class Typography implements Postprocessor {
    private static final Typography STANDARD = builder().build();

    private final Ellipsis ellipsis;
    private final Dash dash;

    private Typography(Builder builder) {
        this.ellipsis = builder.ellipsis;
        this.dash = builder.dash;
    }

    /** {@return the polisher that leaves ellipses and dashes as they are written} */
    public static Typography standard() {
        return STANDARD;
    }

    /** {@return a builder with the settings of {@link #standard()}} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Answer process(Answer answer, StageContext context) {
        Require.nonNull(answer, "answer");
        CleanText polished = polish(answer.text());
        if (polished.offsets().isIdentity()) {
            return answer;
        }
        int length = polished.text().length();
        List<Citation> citations = answer.citations().stream()
                .map(citation -> moved(citation, polished.offsets(), length))
                .toList();
        return answer.toBuilder().text(polished.text()).citations(citations).build();
    }

    /** {@return {@code text} polished, with its offset map; the same string if nothing was to do} */
    public CleanText polish(String text) {
        Require.nonNull(text, "text");
        PolishedText out = new PolishedText(OffsetMap.builder());
        ProseFilter filter = new ProseFilter(this, out);
        filter.take(text);
        filter.end();
        CleanText polished = out.toCleanText();
        return polished.offsets().isIdentity() ? CleanText.unchanged(text) : polished;
    }

    @Override
    public Optional<TextFilter> filter() {
        return Optional.of(new ProseFilter(this, new PolishedText(null)));
    }

    Ellipsis ellipsis() {
        return ellipsis;
    }

    Dash dash() {
        return dash;
    }

    private static Citation moved(Citation citation, OffsetMap offsets, int length) {
        int start = firstFrom(citation.answerStart(), offsets, length);
        int end = Math.max(start, firstFrom(citation.answerEnd(), offsets, length));
        return new Citation(
                citation.number(),
                citation.source(),
                citation.quote(),
                citation.title(),
                citation.headingPath(),
                start,
                end,
                citation.support());
    }

    /** {@return the first position of the polished text that comes from {@code source} or later} */
    private static int firstFrom(int source, OffsetMap offsets, int length) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (offsets.toSourceStart(middle) < source) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How an ellipsis is written. */
    public enum Ellipsis {
        /** As the model wrote it. */
        AS_WRITTEN,
        /** As three full stops. */
        DOTS,
        /** As the one character …. */
        CHARACTER
    }

    /** How a dash between words is written. */
    public enum Dash {
        /** As the model wrote it. */
        AS_WRITTEN,
        /** As an em dash without blanks—like this. */
        EM,
        /** As an en dash with blanks – like this. */
        EN
    }

    /** Collects the settings of a polisher. Not safe for concurrent use. */
    public static final class Builder {
        private Ellipsis ellipsis = Ellipsis.AS_WRITTEN;
        private Dash dash = Dash.AS_WRITTEN;

        private Builder() {}

        /** Sets how an ellipsis after a word is written. */
        public Builder ellipsis(Ellipsis ellipsis) {
            this.ellipsis = Require.nonNull(ellipsis, "ellipsis");
            return this;
        }

        /** Sets how a dash between blanks is written. */
        public Builder dash(Dash dash) {
            this.dash = Require.nonNull(dash, "dash");
            return this;
        }

        /** {@return the polisher} */
        public Typography build() {
            return new Typography(this);
        }
    }
}
