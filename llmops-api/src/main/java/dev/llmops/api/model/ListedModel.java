package dev.llmops.api.model;

import dev.llmops.api.Require;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A model as its provider lists it. Immutable. */
public final class ListedModel {
    private final String id;
    private final String name;
    private final String owner;
    private final @Nullable Instant createdAt;
    private final @Nullable LocalDate shutdownDate;
    private final int contextWindow;
    private final int maxOutputTokens;
    private final String rawJson;

    private ListedModel(Builder builder) {
        this.id = builder.id;
        this.name = builder.name;
        this.owner = builder.owner;
        this.createdAt = builder.createdAt;
        this.shutdownDate = builder.shutdownDate;
        this.contextWindow = builder.contextWindow;
        this.maxOutputTokens = builder.maxOutputTokens;
        this.rawJson = builder.rawJson;
    }

    /** {@return a builder of a model with an id} */
    public static Builder builder(String id) {
        return new Builder(id);
    }

    /** {@return the name by which a client asks for the model} */
    public String id() {
        return id;
    }

    /** {@return its name for people; may be empty} */
    public String name() {
        return name;
    }

    /** {@return whose it is; may be empty} */
    public String owner() {
        return owner;
    }

    /** {@return since when there is such a model, if told} */
    public Optional<Instant> createdAt() {
        return Optional.ofNullable(createdAt);
    }

    /** {@return from when on it can no longer be asked, if told} */
    public Optional<LocalDate> shutdownDate() {
        return Optional.ofNullable(shutdownDate);
    }

    /** {@return how many tokens request and answer may have together, if told} */
    public OptionalInt contextWindow() {
        return contextWindow == 0 ? OptionalInt.empty() : OptionalInt.of(contextWindow);
    }

    /** {@return how many tokens an answer may have, if told} */
    public OptionalInt maxOutputTokens() {
        return maxOutputTokens == 0 ? OptionalInt.empty() : OptionalInt.of(maxOutputTokens);
    }

    /** {@return the entry as the provider sent it} */
    public String rawJson() {
        return rawJson;
    }

    @Override
    public String toString() {
        return "ListedModel[" + id + "]";
    }

    /** Collects an entry. Not safe for concurrent use. */
    public static final class Builder {
        private final String id;
        private String name = "";
        private String owner = "";
        private @Nullable Instant createdAt;
        private @Nullable LocalDate shutdownDate;
        private int contextWindow;
        private int maxOutputTokens;
        private String rawJson = "";

        private Builder(String id) {
            this.id = Require.nonBlank(id, "id");
        }

        /** Sets the name for people. */
        public Builder name(String name) {
            this.name = Require.nonNull(name, "name");
            return this;
        }

        /** Sets whose it is. */
        public Builder owner(String owner) {
            this.owner = Require.nonNull(owner, "owner");
            return this;
        }

        /** Sets since when there is such a model. */
        public Builder createdAt(Instant createdAt) {
            this.createdAt = Require.nonNull(createdAt, "createdAt");
            return this;
        }

        /** Sets from when on it can no longer be asked. */
        public Builder shutdownDate(LocalDate shutdownDate) {
            this.shutdownDate = Require.nonNull(shutdownDate, "shutdownDate");
            return this;
        }

        /** Sets how many tokens request and answer may have together. */
        public Builder contextWindow(int tokens) {
            this.contextWindow = Require.inRange(tokens, 1, Integer.MAX_VALUE, "tokens");
            return this;
        }

        /** Sets how many tokens an answer may have. */
        public Builder maxOutputTokens(int tokens) {
            this.maxOutputTokens = Require.inRange(tokens, 1, Integer.MAX_VALUE, "tokens");
            return this;
        }

        /** Sets the entry as the provider sent it. */
        public Builder rawJson(String rawJson) {
            this.rawJson = Require.nonNull(rawJson, "rawJson");
            return this;
        }

        /** {@return the entry} */
        public ListedModel build() {
            return new ListedModel(this);
        }
    }
}
