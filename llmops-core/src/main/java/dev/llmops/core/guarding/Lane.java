package dev.llmops.core.guarding;

import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.safety.Action;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;
import java.util.List;

/** One guard with its policy, as {@link GuardFilter} sees it during a call. */
public interface Lane {
    /** {@return the guard, as the record names it} */
    String guard();

    /** {@return what is found in {@code segment}; nothing if the guard failed and may} */
    List<Finding> inspect(Segment segment);

    /** {@return how many characters of {@code text} the guard has made up its mind about} */
    int settled(String text);

    /** {@return the horizon of the guard} */
    int horizon();

    /** {@return what is to be done about a finding of the text {@code value}} */
    Action decide(Finding finding, String value);

    /** {@return whether text must wait for this guard, because it may edit it or end the call} */
    boolean holds();

    /** {@return whether the whole text must wait for this guard} */
    default boolean holdsWhole() {
        return holds() && horizon() == SafetyGuard.WHOLE;
    }
}
