package dev.llmops.core;

import dev.llmops.api.Require;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the engine treats a stage, whatever the stage does. Immutable. */
public final class StageOptions {
    private static final StageOptions DEFAULTS = new StageOptions(null, false, null, false);

    private final @Nullable String name;
    private final boolean optional;
    private final @Nullable Duration limit;
    private final boolean racing;

    private StageOptions(@Nullable String name, boolean optional, @Nullable Duration limit, boolean racing) {
        this.name = name;
        this.optional = optional;
        this.limit = limit;
        this.racing = racing;
    }

    /** {@return a stage that is needed, named after its class, with no limit but the call's} */
    public static StageOptions defaults() {
        return DEFAULTS;
    }

    /** {@return default options under a name of your own} */
    public static StageOptions of(String name) {
        return DEFAULTS.named(name);
    }

    /** {@return these options under another name} */
    public StageOptions named(String newName) {
        return new StageOptions(Require.nonBlank(newName, "name"), optional, limit, racing);
    }

    /**
     * {@return these options for a stage the call can do without}
     *
     * <p>When such a stage fails or runs out of time, the record says that it was skipped. Guards
     * cannot be optional: their policy says what a failure means.
     */
    public StageOptions optional() {
        return new StageOptions(name, true, limit, racing);
    }

    /** {@return these options with a time limit of the stage's own} */
    public StageOptions within(Duration newLimit) {
        return new StageOptions(name, optional, Require.positive(newLimit, "limit"), racing);
    }

    /**
     * {@return these options for an input guard that works while the model does}
     *
     * <p>Nothing of the answer is delivered before the guard's verdict, and a block cancels the
     * model's call; but the text has then left for the model. Only for guards whose policy cannot
     * edit.
     */
    public StageOptions racing() {
        return new StageOptions(name, optional, limit, true);
    }

    /** {@return the name, if one was given} */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** {@return whether the call can do without the stage} */
    public boolean isOptional() {
        return optional;
    }

    /** {@return how long the stage may take} */
    public Optional<Duration> limit() {
        return Optional.ofNullable(limit);
    }

    /** {@return whether the stage works while the model does} */
    public boolean isRacing() {
        return racing;
    }
}
