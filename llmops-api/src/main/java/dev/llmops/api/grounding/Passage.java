package dev.llmops.api.grounding;

import dev.llmops.api.Require;
import dev.llmops.api.Trust;
import dev.llmops.api.text.OffsetMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a document, as it was found for one prompt. Immutable.
 *
 * <p>{@link #text()} is exactly the characters of the document at {@link #span()}, unless a guard
 * replaced some of them. {@link #spanOf} leads from the passage to the document either way.
 */
public final class Passage {
    private final String id;
    private final SourceSpan span;
    private final String text;
    private final OffsetMap offsets;
    private final String title;
    private final List<String> headingPath;
    private final String contentHash;
    private final int ordinal;
    private final double score;
    private final String retriever;
    private final Trust trust;
    private final @Nullable String location;
    private final Map<String, String> metadata;

    private Passage(Builder builder) {
        this.id = builder.id.isBlank() ? builder.span.documentId() + "#" + builder.span.start() : builder.id;
        this.span = builder.span;
        this.text = builder.text;
        this.offsets = builder.offsets;
        this.title = builder.title.isBlank() ? builder.span.documentId() : builder.title;
        this.headingPath = builder.headingPath;
        this.contentHash = builder.contentHash;
        this.ordinal = builder.ordinal;
        this.score = builder.score;
        this.retriever = builder.retriever;
        this.trust = builder.trust;
        this.location = builder.location;
        this.metadata = builder.metadata;
    }

    /**
     * {@return a builder of a passage}
     *
     * @param span where the passage stands in its document
     * @param text the characters of the document at {@code span}
     */
    public static Builder builder(SourceSpan span, String text) {
        return new Builder(span, text);
    }

    /** {@return the id, unique within an index} */
    public String id() {
        return id;
    }

    /** {@return the document this is a part of} */
    public String documentId() {
        return span.documentId();
    }

    /** {@return where the passage stands in its document} */
    public SourceSpan span() {
        return span;
    }

    /** {@return the characters of the document at {@link #span()}, unless a guard replaced some} */
    public String text() {
        return text;
    }

    /** {@return where in the document the stretch of {@link #text()} from {@code start} to {@code end} stands} */
    public SourceSpan spanOf(int start, int end) {
        Require.that(
                start >= 0 && end >= start && end <= text.length(),
                "start",
                "span must lie in [0, " + text.length() + "), was [" + start + ", " + end + ")");
        int from = offsets.toSourceStart(start);
        // An empty stretch behind something that was left out begins after that and ends before it.
        int to = Math.max(from, offsets.toSourceEnd(end));
        return new SourceSpan(span.documentId(), span.start() + from, span.start() + to);
    }

    /**
     * {@return this passage with other characters in place of its own}
     *
     * @param replacement the characters to show
     * @param map leads from them to the present ones
     */
    public Passage withText(String replacement, OffsetMap map) {
        Builder builder = toBuilder();
        builder.text = Require.nonNull(replacement, "replacement");
        builder.offsets = Require.nonNull(map, "map").after(offsets);
        return builder.build();
    }

    /** {@return the title of the document} */
    public String title() {
        return title;
    }

    /** {@return the headings above the passage, outermost first; empty if there are none} */
    public List<String> headingPath() {
        return headingPath;
    }

    /** {@return a hash of the text, hexadecimal; empty if none was computed} */
    public String contentHash() {
        return contentHash;
    }

    /** {@return the position among the passages of the document, from 0} */
    public int ordinal() {
        return ordinal;
    }

    /** {@return how well the passage fits the prompt; comparable only within one result} */
    public double score() {
        return score;
    }

    /** {@return what found the passage; empty if not said} */
    public String retriever() {
        return retriever;
    }

    /** {@return how far the text may be believed} */
    public Trust trust() {
        return trust;
    }

    /** {@return where a reader can find the document; empty if not said} */
    public String location() {
        return location == null ? "" : location;
    }

    /** {@return what else is known about the document} */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** {@return a builder with everything this passage has} */
    public Builder toBuilder() {
        Builder builder = new Builder(span, text);
        builder.offsets = offsets;
        builder.id = id;
        builder.title = title;
        builder.headingPath = headingPath;
        builder.contentHash = contentHash;
        builder.ordinal = ordinal;
        builder.score = score;
        builder.retriever = retriever;
        builder.trust = trust;
        builder.location = location;
        builder.metadata = metadata;
        return builder;
    }

    /** Shows where the passage stands, not what it says. */
    @Override
    public String toString() {
        return "Passage[" + id + ", " + span.start() + ".." + span.end() + "]";
    }

    /** Collects what is known about a passage. Not safe for concurrent use. */
    public static final class Builder {
        private SourceSpan span;
        private String text;
        private OffsetMap offsets = OffsetMap.identity();
        private String id = "";
        private String title = "";
        private List<String> headingPath = List.of();
        private String contentHash = "";
        private int ordinal;
        private double score;
        private String retriever = "";
        private Trust trust = Trust.RETRIEVED;
        private @Nullable String location;
        private Map<String, String> metadata = Map.of();

        private Builder(SourceSpan span, String text) {
            this.span = Require.nonNull(span, "span");
            this.text = Require.nonNull(text, "text");
        }

        /** Sets the id; the default is made of document and start. */
        public Builder id(String id) {
            this.id = Require.nonBlank(id, "id");
            return this;
        }

        /** Replaces the stretch and its characters, as when neighbours are merged. */
        public Builder text(SourceSpan span, String text) {
            this.span = Require.nonNull(span, "span");
            this.text = Require.nonNull(text, "text");
            this.offsets = OffsetMap.identity();
            return this;
        }

        /** Sets the title of the document. */
        public Builder title(String title) {
            this.title = Require.nonNull(title, "title");
            return this;
        }

        /** Sets the headings above the passage, outermost first. */
        public Builder headingPath(List<String> headingPath) {
            this.headingPath = List.copyOf(Require.nonNull(headingPath, "headingPath"));
            return this;
        }

        /** Sets the hash of the text. */
        public Builder contentHash(String contentHash) {
            this.contentHash = Require.nonNull(contentHash, "contentHash");
            return this;
        }

        /** Sets the position among the passages of the document. */
        public Builder ordinal(int ordinal) {
            this.ordinal = ordinal;
            return this;
        }

        /** Sets how well the passage fits the prompt. */
        public Builder score(double score) {
            this.score = score;
            return this;
        }

        /** Sets what found the passage. */
        public Builder retriever(String retriever) {
            this.retriever = Require.nonNull(retriever, "retriever");
            return this;
        }

        /** Sets how far the text may be believed; the default is {@link Trust#RETRIEVED}. */
        public Builder trust(Trust trust) {
            this.trust = Require.nonNull(trust, "trust");
            return this;
        }

        /** Sets where a reader can find the document. */
        public Builder location(String location) {
            this.location = Require.nonNull(location, "location");
            return this;
        }

        /** Sets what else is known about the document. */
        public Builder metadata(Map<String, String> metadata) {
            this.metadata = Map.copyOf(Require.nonNull(metadata, "metadata"));
            return this;
        }

        /** {@return the passage} */
        public Passage build() {
            return new Passage(this);
        }
    }
}
