package dev.llmops.template.value;

import dev.llmops.template.Dialect;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One rendering: what it may still spend, where in the template it is, and what it can reach. */
public final class Run {
    /** How many characters or items that are made cost as much as one step. */
    private static final int SIZE_OF_STEP = 16;

    private final Setting setting;
    private long steps;
    private int depth;
    private int line;

    /** Creates a rendering under {@code setting}. */
    public Run(Setting setting) {
        this.setting = setting;
        this.steps = setting.steps();
    }

    /**
     * What all renderings of a template share.
     *
     * @param size how many characters one text, or the output, may have
     */
    public record Setting(
            Dialect dialect,
            boolean strict,
            long steps,
            int depth,
            int size,
            Clock clock,
            @Nullable RandomGenerator random,
            Map<String, Function> filters,
            Map<String, Function> tests) {}

    /** {@return what all renderings share} */
    public Setting setting() {
        return setting;
    }

    /** {@return whether values print as in JavaScript's Jinja} */
    public boolean printsJson() {
        return setting.dialect() == Dialect.JAVASCRIPT;
    }

    /** Spends one step. */
    public void step() {
        if (--steps < 0) {
            throw tooLong();
        }
    }

    private Failure tooLong() {
        return Failure.of("The rendering takes more than " + setting.steps()
                + " steps. Give it less, or allow more steps in the template's options.");
    }

    /** Spends what a text or list of {@code size} costs, before it is made; fails if it is too big in itself. */
    public void charge(long size) {
        limit(size);
        steps -= size / SIZE_OF_STEP;
        if (steps < 0) {
            throw tooLong();
        }
    }

    /** Fails if a text or list of {@code size} is too big in itself. */
    public void limit(long size) {
        if (size > setting.size()) {
            throw Failure.of("A value or the output would be " + size + " long; " + setting.size()
                    + " is allowed. Give the template less, or allow more output in its options.");
        }
    }

    /** Goes one call deeper; every such call is followed by {@link #leave}. */
    public void enter() {
        if (++depth > setting.depth()) {
            throw Failure.of("The template calls itself more than " + setting.depth()
                    + " deep. Check where its recursion ends, or allow more depth in its options.");
        }
    }

    /** Comes back from a call. */
    public void leave() {
        depth--;
    }

    /** {@return the line of the template that runs} */
    public int line() {
        return line;
    }

    /** Notes the line of the template that runs. */
    public void at(int now) {
        line = now;
    }

    /** {@return what the name {@code name} has that nobody set} */
    public Undefined undefined(String name) {
        return Undefined.name(name, setting.strict());
    }
}
