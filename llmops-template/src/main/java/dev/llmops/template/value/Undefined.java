package dev.llmops.template.value;

import java.util.function.Supplier;

/**
 * What a name, attribute or element has that does not exist.
 *
 * <p>It prints as nothing, is false, and can be looped over; anything else fails with its {@link #problem()}. A strict
 * one fails in these too, as Jinja's StrictUndefined does.
 */
public final class Undefined {
    private static final int LONGEST_NAME = 64;

    private final Supplier<String> problem;
    private final boolean strict;

    private Undefined(Supplier<String> problem, boolean strict) {
        this.problem = problem;
        this.strict = strict;
    }

    /** {@return what a name has that nobody set} */
    public static Undefined name(String name, boolean strict) {
        return new Undefined(() -> "'" + name + "' is undefined", strict);
    }

    /** {@return what a read of {@code key} gives on {@code owner}, which does not have it} */
    public static Undefined member(Object owner, Object key, boolean strict) {
        return new Undefined(() -> missing(owner, key), strict);
    }

    // Most of what is undefined is only tested, so its message is made when it is asked for.
    private static String missing(Object owner, Object key) {
        String kind = owner instanceof None ? "None" : Types.name(owner) + " object";
        if (key instanceof String name) {
            return "'" + kind + "' has no attribute " + shown(name);
        }
        boolean plain = Numbers.isNumber(key) || key instanceof None;
        return kind + " has no element " + (plain ? Text.repr(key) : "of that kind");
    }

    /** {@return one that says {@code problem} to whoever uses it} */
    public static Undefined because(String problem, boolean strict) {
        return new Undefined(() -> problem, strict);
    }

    // A key may be what a user wrote; that is not repeated in a message.
    private static String shown(String name) {
        boolean plain = name.length() <= LONGEST_NAME
                && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
        return plain ? "'" + name + "'" : "of that name (" + name.length() + " characters)";
    }

    /** {@return what is wrong with using it} */
    public String problem() {
        return problem.get();
    }

    /** {@return the failure that using it is} */
    public Failure failure() {
        return Failure.of(problem());
    }

    /** Fails if this may not even be printed, tested or compared. */
    public void requireLenient() {
        if (strict) {
            throw failure();
        }
    }

    @Override
    public String toString() {
        return "Undefined";
    }
}
