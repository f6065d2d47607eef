package dev.llmops.api.model;

import dev.llmops.api.Require;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a call used, in units that never overlap. Immutable.
 *
 * <p>A unit that the provider did not report is absent, which is not the same as zero. Whatever a
 * provider includes where, a client splits it so that the units of a record can be added up.
 */
public final class Usage {
    private static final Usage UNKNOWN = new Usage(new EnumMap<>(Unit.class), Source.ESTIMATED, null, "");

    private final Map<Unit, Long> counts;
    private final Source source;
    private final @Nullable BigDecimal providerCost;
    private final String rawJson;

    private Usage(Map<Unit, Long> counts, Source source, @Nullable BigDecimal providerCost, String rawJson) {
        this.counts = counts;
        this.source = source;
        this.providerCost = providerCost;
        this.rawJson = rawJson;
    }

    /** {@return usage of which nothing is known} */
    public static Usage unknown() {
        return UNKNOWN;
    }

    /** {@return usage of plain text, as the provider reported it} */
    public static Usage of(long inputTokens, long outputTokens) {
        return builder(Source.PROVIDER)
                .count(Unit.INPUT_UNCACHED, inputTokens)
                .count(Unit.OUTPUT_TEXT, outputTokens)
                .build();
    }

    /** {@return a builder of usage known from {@code source}} */
    public static Builder builder(Source source) {
        return new Builder(source);
    }

    /** {@return how much of {@code unit} was used, if known} */
    public OptionalLong count(Unit unit) {
        Long count = counts.get(Require.nonNull(unit, "unit"));
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }

    /** {@return all tokens that went in, cached ones included, as far as known} */
    public OptionalLong inputTokens() {
        return sum(Unit.Side.INPUT);
    }

    /** {@return all tokens that came out, reasoning included, as far as known} */
    public OptionalLong outputTokens() {
        return sum(Unit.Side.OUTPUT);
    }

    /** {@return where the numbers are from} */
    public Source source() {
        return source;
    }

    /** {@return what the provider says the call cost, in US dollars} */
    public Optional<BigDecimal> providerCost() {
        return Optional.ofNullable(providerCost);
    }

    /** {@return the provider's own record; may be empty} */
    public String rawJson() {
        return rawJson;
    }

    /** {@return the sum of both; its source is the less certain one} */
    public Usage plus(Usage other) {
        if (counts.isEmpty() && providerCost == null) {
            return other;
        }
        if (other.counts.isEmpty() && other.providerCost == null) {
            return this;
        }
        Map<Unit, Long> joined = new EnumMap<>(Unit.class);
        joined.putAll(counts);
        other.counts.forEach((unit, count) -> joined.merge(unit, count, Math::addExact));
        Source lower = source.compareTo(other.source) >= 0 ? source : other.source;
        BigDecimal cost =
                providerCost == null || other.providerCost == null ? null : providerCost.add(other.providerCost);
        return new Usage(joined, lower, cost, "");
    }

    /** {@return a builder with everything this record has} */
    public Builder toBuilder() {
        Builder builder = new Builder(source);
        builder.counts.putAll(counts);
        builder.providerCost = providerCost;
        builder.rawJson = rawJson;
        return builder;
    }

    private OptionalLong sum(Unit.Side side) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().side == side)
                .mapToLong(Map.Entry::getValue)
                .reduce(Math::addExact);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Usage that
                && counts.equals(that.counts)
                && source == that.source
                && Optional.ofNullable(providerCost).equals(that.providerCost());
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return "Usage[" + source + " " + counts + "]";
    }

    /** A unit of use. No unit is part of another one. */
    public enum Unit {
        /** Text tokens that went in and were not cached. */
        INPUT_UNCACHED(Side.INPUT),
        /** Tokens read from the provider's prompt cache. */
        CACHE_READ(Side.INPUT),
        /** Tokens written to the prompt cache for the short time. */
        CACHE_WRITE_SHORT(Side.INPUT),
        /** Tokens written to the prompt cache for the long time. */
        CACHE_WRITE_LONG(Side.INPUT),
        /** Tokens of sound that went in. */
        INPUT_AUDIO(Side.INPUT),
        /** Tokens of pictures that went in. */
        INPUT_IMAGE(Side.INPUT),
        /** Tokens of the answer. */
        OUTPUT_TEXT(Side.OUTPUT),
        /** Tokens the model thought. */
        OUTPUT_REASONING(Side.OUTPUT),
        /** Tokens of sound that came out. */
        OUTPUT_AUDIO(Side.OUTPUT),
        /** Searches. */
        SEARCH_UNITS(Side.NEITHER),
        /** Requests. */
        REQUESTS(Side.NEITHER),
        /** Pictures. */
        IMAGES(Side.NEITHER);

        private final Side side;

        Unit(Side side) {
            this.side = side;
        }

        private enum Side {
            INPUT,
            OUTPUT,
            NEITHER
        }
    }

    /** Where the numbers are from, most certain first. */
    public enum Source {
        /** The provider reported them. */
        PROVIDER,
        /** The provider reported some; the call broke off. */
        PARTIAL,
        /** They were estimated, or nothing is known. */
        ESTIMATED
    }

    /** Collects the numbers. Not safe for concurrent use. */
    public static final class Builder {
        private final Map<Unit, Long> counts = new EnumMap<>(Unit.class);
        private final Source source;
        private @Nullable BigDecimal providerCost;
        private String rawJson = "";

        private Builder(Source source) {
            this.source = Require.nonNull(source, "source");
        }

        /** Sets how much of {@code unit} was used; not negative. */
        public Builder count(Unit unit, long count) {
            Require.that(count >= 0, "count", "count of " + unit + " must not be negative, was " + count);
            counts.put(Require.nonNull(unit, "unit"), count);
            return this;
        }

        /** Sets what the provider says the call cost, in US dollars. */
        public Builder providerCost(BigDecimal providerCost) {
            this.providerCost = Require.nonNull(providerCost, "providerCost");
            return this;
        }

        /** Sets the provider's own record. */
        public Builder rawJson(String rawJson) {
            this.rawJson = Require.nonNull(rawJson, "rawJson");
            return this;
        }

        /** {@return the record} */
        public Usage build() {
            return new Usage(new EnumMap<>(counts), source, providerCost, rawJson);
        }
    }
}
