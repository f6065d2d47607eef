package dev.llmops.api.safety;

import dev.llmops.api.LlmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells that a guard ended the call, because of what it found or because it failed. */
public final class BlockedException extends LlmException {
    private static final long serialVersionUID = 1L;

    private final String guard;
    private final transient List<GuardDecision> decisions;

    private BlockedException(String message, String guard, List<GuardDecision> decisions, @Nullable Throwable cause) {
        super(message, cause);
        this.guard = guard;
        this.decisions = List.copyOf(decisions);
    }

    /**
     * {@return an exception about findings that the policy blocks}
     *
     * @param guard the guard that found them
     * @param decisions what was found, at least one
     */
    public static BlockedException because(String guard, List<GuardDecision> decisions) {
        GuardDecision first = decisions.get(0);
        return new BlockedException(
                "Guard \"" + guard + "\" blocked the call: " + first.finding().kind() + " in " + first.origin()
                        + " (rule " + first.finding().rule() + ").",
                guard,
                decisions,
                null);
    }

    /** {@return an exception about a guard that failed under a policy that closes the gate then} */
    public static BlockedException becauseFailed(String guard, Throwable cause) {
        return new BlockedException(
                "Guard \"" + guard + "\" failed, and its policy lets nothing pass unchecked. See the cause.",
                guard,
                List.of(),
                cause);
    }

    /** {@return the guard that ended the call} */
    public String guard() {
        return guard;
    }

    /** {@return the findings that ended it; empty if the guard failed} */
    public List<GuardDecision> decisions() {
        return decisions == null ? List.of() : decisions;
    }

    /** {@return the findings that ended it; empty if the guard failed} */
    public List<Finding> findings() {
        return decisions().stream().map(GuardDecision::finding).toList();
    }
}
