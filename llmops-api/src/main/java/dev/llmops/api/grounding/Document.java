package dev.llmops.api.grounding;

import dev.llmops.api.Require;
import dev.llmops.api.text.OffsetMap;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text that answers may be drawn from, with where it came from. Immutable.
 *
 * <p>{@link #text()} is what offsets point into. For plain text and Markdown it is the file as it
 * stands; where it had to be extracted (HTML, PDF), {@link #sourceMap()} leads on to the file.
 */
public final class Document {
    private final String id;
    private final String title;
    private final String text;
    private final String mediaType;
    private final @Nullable String location;
    private final @Nullable Instant modified;
    private final OffsetMap sourceMap;
    private final Map<String, String> metadata;

    private Document(Builder builder) {
        this.id = builder.id;
        this.text = builder.text;
        this.title = builder.title.isBlank() ? builder.id : builder.title;
        this.mediaType = builder.mediaType;
        this.location = builder.location;
        this.modified = builder.modified;
        this.sourceMap = builder.sourceMap;
        this.metadata = Map.copyOf(builder.metadata);
    }

    /** {@return a document of plain text} */
    public static Document of(String id, String text) {
        return builder(id, text).build();
    }

    /**
     * {@return a builder of a document}
     *
     * @param id unique within an index, stable over time: a path, a key
     * @param text what offsets point into
     */
    public static Builder builder(String id, String text) {
        return new Builder(id, text);
    }

    /** {@return the id, unique within an index} */
    public String id() {
        return id;
    }

    /** {@return the title, or the id if there is none} */
    public String title() {
        return title;
    }

    /** {@return the text that offsets point into} */
    public String text() {
        return text;
    }

    /** {@return the media type of what the text was read from, such as {@code text/markdown}} */
    public String mediaType() {
        return mediaType;
    }

    /** {@return where a reader can find the document: a path or a URL} */
    public Optional<String> location() {
        return Optional.ofNullable(location);
    }

    /** {@return when the document was last changed} */
    public Optional<Instant> modified() {
        return Optional.ofNullable(modified);
    }

    /** {@return the map from {@link #text()} to the file it was extracted from} */
    public OffsetMap sourceMap() {
        return sourceMap;
    }

    /** {@return what else is known about the document, for filters and display} */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** {@return a builder with everything this document has} */
    public Builder toBuilder() {
        Builder builder = new Builder(id, text);
        builder.title = title;
        builder.mediaType = mediaType;
        builder.location = location;
        builder.modified = modified;
        builder.sourceMap = sourceMap;
        builder.metadata.putAll(metadata);
        return builder;
    }

    @Override
    public String toString() {
        return "Document[" + id + ", " + text.length() + " characters]";
    }

    /** Collects what is known about a document. Not safe for concurrent use. */
    public static final class Builder {
        private final String id;
        private final String text;
        private String title = "";
        private String mediaType = "text/plain";
        private @Nullable String location;
        private @Nullable Instant modified;
        private OffsetMap sourceMap = OffsetMap.identity();
        private final Map<String, String> metadata = new LinkedHashMap<>();

        private Builder(String id, String text) {
            this.id = Require.nonBlank(id, "id");
            this.text = Require.nonNull(text, "text");
        }

        /** Sets the title that citations show. */
        public Builder title(String title) {
            this.title = Require.nonNull(title, "title");
            return this;
        }

        /** Sets the media type; the default is {@code text/plain}. */
        public Builder mediaType(String mediaType) {
            this.mediaType = Require.nonBlank(mediaType, "mediaType");
            return this;
        }

        /** Sets where a reader can find the document. */
        public Builder location(String location) {
            this.location = Require.nonBlank(location, "location");
            return this;
        }

        /** Sets when the document was last changed. */
        public Builder modified(Instant modified) {
            this.modified = Require.nonNull(modified, "modified");
            return this;
        }

        /** Sets the map from the text to the file it was extracted from. */
        public Builder sourceMap(OffsetMap sourceMap) {
            this.sourceMap = Require.nonNull(sourceMap, "sourceMap");
            return this;
        }

        /** Adds one fact for filters and display. */
        public Builder metadata(String key, String value) {
            metadata.put(Require.nonBlank(key, "key"), Require.nonNull(value, "value"));
            return this;
        }

        /** {@return the document} */
        public Document build() {
            return new Document(this);
        }
    }
}
