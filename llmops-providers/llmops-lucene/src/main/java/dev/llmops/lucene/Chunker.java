package dev.llmops.lucene;

import dev.llmops.api.Require;
import dev.llmops.api.grounding.Document;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.api.text.SentenceSplitter;
import java.util.List;

/**
 * Cuts documents into chunks along their structure. Immutable and safe for concurrent use.
 *
 * <p>A chunk never crosses a heading. Within a section, blocks (paragraphs, list items, table rows,
 * code) are put together as long as they fit; a block that does not fit by itself is cut between
 * sentences or lines, then between words, and only then inside a word. So every chunk holds at most
 * {@link Builder#tokens} tokens, unless a single character has more.
 *
 * <p>Without overlap, every character of a document that is not white space is in exactly one
 * chunk. The same document gives the same chunks and hashes.
 */
public final class Chunker {
    private static final int DEFAULT_TOKENS = 384;
    private static final Chunker STANDARD = builder().build();

    private final int tokens;
    private final int overlap;
    private final TokenCounter counter;
    private final SentenceSplitter sentences;

    private Chunker(Builder builder) {
        this.tokens = builder.tokens;
        this.overlap = builder.overlap;
        this.counter = builder.counter;
        this.sentences = builder.sentences;
    }

    /** {@return a chunker of 384 estimated tokens and no overlap} */
    public static Chunker standard() {
        return STANDARD;
    }

    /** {@return a builder of a chunker} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the chunks of {@code document}, in order; none if it is blank} */
    public List<Chunk> split(Document document) {
        return new ChunkAssembler(this, Require.nonNull(document, "document")).assemble();
    }

    int tokens() {
        return tokens;
    }

    int overlap() {
        return overlap;
    }

    TokenCounter counter() {
        return counter;
    }

    SentenceSplitter sentences() {
        return sentences;
    }

    /** Collects the settings of a chunker. Not safe for concurrent use. */
    public static final class Builder {
        private int tokens = DEFAULT_TOKENS;
        private int overlap;
        private TokenCounter counter = TokenCounter.estimating();
        private SentenceSplitter sentences = SentenceSplitter.standard();

        private Builder() {}

        /** Sets how many tokens a chunk may have, at least 8; the default is 384. */
        public Builder tokens(int tokens) {
            this.tokens = Require.inRange(tokens, 8, 1 << 20, "tokens");
            return this;
        }

        /**
         * Sets how many sentences of a chunk the next one of the same section repeats; the default is none.
         *
         * <p>Fewer are repeated where they would take more than half of the tokens, and none after
         * code and tables.
         */
        public Builder overlap(int sentences) {
            this.overlap = Require.inRange(sentences, 0, 100, "overlap");
            return this;
        }

        /** Sets who counts tokens; the default estimates. Best is the tokenizer of the embedding model. */
        public Builder counter(TokenCounter counter) {
            this.counter = Require.nonNull(counter, "counter");
            return this;
        }

        /** Sets who finds sentences. */
        public Builder sentences(SentenceSplitter sentences) {
            this.sentences = Require.nonNull(sentences, "sentences");
            return this;
        }

        /** {@return the chunker} */
        public Chunker build() {
            return new Chunker(this);
        }
    }
}
