package dev.llmops.eval.judge;

import dev.llmops.api.Require;
import dev.llmops.api.model.Usage;
import java.util.Optional;

/**
 * What a judge says about two answers. Immutable.
 *
 * <p>Whatever the order in which they were shown, first and second mean the answers as the caller named them.
 */
public final class PairVerdict {
    private final Optional<Preference> forward;
    private final Optional<Preference> backward;
    private final boolean bothOrders;
    private final String failure;
    private final String rationale;
    private final Usage usage;

    private PairVerdict(
            Optional<Preference> forward,
            Optional<Preference> backward,
            boolean bothOrders,
            String failure,
            String rationale,
            Usage usage) {
        this.forward = forward;
        this.backward = backward;
        this.bothOrders = bothOrders;
        this.failure = failure;
        this.rationale = Require.nonNull(rationale, "rationale");
        this.usage = Require.nonNull(usage, "usage");
    }

    /** {@return a verdict from the order in which the answers were named, alone} */
    public static PairVerdict oneOrder(Preference forward, String rationale, Usage usage) {
        return new PairVerdict(Optional.of(forward), Optional.empty(), false, "", rationale, usage);
    }

    /** {@return a verdict from both orders; {@code backward} is the one with the second answer shown first} */
    public static PairVerdict bothOrders(Preference forward, Preference backward, String rationale, Usage usage) {
        return new PairVerdict(Optional.of(forward), Optional.of(backward), true, "", rationale, usage);
    }

    /** {@return that there is no verdict, and why} */
    public static PairVerdict failed(String reason, Usage usage) {
        return new PairVerdict(
                Optional.empty(), Optional.empty(), false, Require.nonBlank(reason, "reason"), "", usage);
    }

    /** {@return who is better: in both orders, if both were asked, else a tie; empty if the judge failed} */
    public Optional<Preference> preference() {
        return bothOrders ? forward.flatMap(one -> backward.map(one::agreedWith)) : forward;
    }

    /** {@return the preference with the first answer shown first} */
    public Optional<Preference> forward() {
        return forward;
    }

    /** {@return the preference with the second answer shown first; empty if that was not asked} */
    public Optional<Preference> backward() {
        return backward;
    }

    /** {@return whether both orders led to the same; empty if not both were asked} */
    public Optional<Boolean> isConsistent() {
        return forward.flatMap(one -> backward.map(other -> one == other));
    }

    /** {@return why there is no verdict; empty if there is one} */
    public Optional<String> failure() {
        return failure.isEmpty() ? Optional.empty() : Optional.of(failure);
    }

    /** {@return the reasons of the judge; may be empty} */
    public String rationale() {
        return rationale;
    }

    /** {@return what asking used} */
    public Usage usage() {
        return usage;
    }

    /** Shows the preference. */
    @Override
    public String toString() {
        return "PairVerdict[" + preference().map(Preference::name).orElse("failed") + "]";
    }
}
