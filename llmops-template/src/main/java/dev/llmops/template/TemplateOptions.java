package dev.llmops.template;

import dev.llmops.api.Require;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How a template is read and what its renderings may use. Immutable. */
public final class TemplateOptions {
    private static final TemplateOptions DEFAULTS = builder().build();

    private final Dialect dialect;
    private final boolean strict;
    private final boolean trimBlocks;
    private final boolean lstripBlocks;
    private final long steps;
    private final int depth;
    private final int outputCharacters;
    private final Clock clock;
    private final @Nullable RandomGenerator random;
    private final Map<String, TemplateFunction> functions;
    private final Map<String, TemplateFunction> filters;
    private final Map<String, TemplateFunction> tests;

    private TemplateOptions(Builder builder) {
        this.dialect = builder.dialect;
        this.strict = builder.strict;
        this.trimBlocks = builder.trimBlocks;
        this.lstripBlocks = builder.lstripBlocks;
        this.steps = builder.steps;
        this.depth = builder.depth;
        this.outputCharacters = builder.outputCharacters;
        this.clock = builder.clock;
        this.random = builder.random;
        this.functions = Map.copyOf(builder.functions);
        this.filters = Map.copyOf(builder.filters);
        this.tests = Map.copyOf(builder.tests);
    }

    /** {@return what chat templates expect, with bounds that no sensible one meets} */
    public static TemplateOptions defaults() {
        return DEFAULTS;
    }

    /** {@return a builder that starts from the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    Dialect dialect() {
        return dialect;
    }

    boolean strict() {
        return strict;
    }

    boolean trimBlocks() {
        return trimBlocks;
    }

    boolean lstripBlocks() {
        return lstripBlocks;
    }

    long steps() {
        return steps;
    }

    int depth() {
        return depth;
    }

    int outputCharacters() {
        return outputCharacters;
    }

    Clock clock() {
        return clock;
    }

    @Nullable RandomGenerator random() {
        return random;
    }

    Map<String, TemplateFunction> functions() {
        return functions;
    }

    Map<String, TemplateFunction> filters() {
        return filters;
    }

    Map<String, TemplateFunction> tests() {
        return tests;
    }

    /** Collects options. Not safe for concurrent use. */
    public static final class Builder {
        private static final int DEEPEST = 1_000;

        private Dialect dialect = Dialect.PYTHON;
        private boolean strict;
        private boolean trimBlocks = true;
        private boolean lstripBlocks = true;
        private long steps = 10_000_000;
        private int depth = 100;
        private int outputCharacters = 16_000_000;
        private Clock clock = Clock.system(ZoneId.systemDefault());
        private @Nullable RandomGenerator random;
        private final Map<String, TemplateFunction> functions = new LinkedHashMap<>();
        private final Map<String, TemplateFunction> filters = new LinkedHashMap<>();
        private final Map<String, TemplateFunction> tests = new LinkedHashMap<>();

        private Builder() {}

        /** Sets whose reading of the language counts; {@link Dialect#PYTHON} by default. */
        public Builder dialect(Dialect value) {
            this.dialect = Require.nonNull(value, "dialect");
            return this;
        }

        /** Makes every use of what is undefined fail, but for {@code is defined} and {@code default}. */
        public Builder strictUndefined() {
            this.strict = true;
            return this;
        }

        /** Sets whether the line end after a tag is dropped; it is by default. */
        public Builder trimBlocks(boolean value) {
            this.trimBlocks = value;
            return this;
        }

        /** Sets whether white space before a tag that begins its line is dropped; it is by default. */
        public Builder lstripBlocks(boolean value) {
            this.lstripBlocks = value;
            return this;
        }

        /** Sets how many steps a rendering may take: statements, operators, calls and turns of loops; 10 million by default. */
        public Builder steps(long value) {
            Require.that(value > 0, "steps", "steps must be at least 1, was " + value);
            this.steps = value;
            return this;
        }

        /** Sets how deep a source may nest and macros may call each other; in [1, 1000], 100 by default. */
        public Builder depth(int value) {
            this.depth = Require.inRange(value, 1, DEEPEST, "depth");
            return this;
        }

        /** Sets how many characters the output, or a text on the way to it, may have; 16 million by default. */
        public Builder outputCharacters(int value) {
            this.outputCharacters = Require.inRange(value, 1, Integer.MAX_VALUE, "outputCharacters");
            return this;
        }

        /** Sets the clock that {@code strftime_now} reads; the system's by default. */
        public Builder clock(Clock value) {
            this.clock = Require.nonNull(value, "clock");
            return this;
        }

        /** Allows the filter {@code random}, which draws from {@code value}. */
        public Builder random(RandomGenerator value) {
            this.random = Require.nonNull(value, "random");
            return this;
        }

        /** Adds a function that templates call by {@code name}. */
        public Builder function(String name, TemplateFunction function) {
            functions.put(Require.nonBlank(name, "name"), Require.nonNull(function, "function"));
            return this;
        }

        /** Adds a filter, or replaces one. */
        public Builder filter(String name, TemplateFunction filter) {
            filters.put(Require.nonBlank(name, "name"), Require.nonNull(filter, "filter"));
            return this;
        }

        /** Adds a test, or replaces one. */
        public Builder test(String name, TemplateFunction test) {
            tests.put(Require.nonBlank(name, "name"), Require.nonNull(test, "test"));
            return this;
        }

        /** {@return the options} */
        public TemplateOptions build() {
            return new TemplateOptions(this);
        }
    }
}
