package dev.llmops.api.pipeline;

import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;
import java.util.List;

/**
 * Finds what must not pass: personal data, secrets, attacks, forbidden topics.
 *
 * <p>Safe for concurrent use, and pure: a guard never changes the text, it reports; what happens
 * then is decided by a {@link dev.llmops.api.safety.GuardPolicy}.
 *
 * <p><b>Streams.</b> A guard that states a horizon is shown windows of a growing text and must
 * judge them alike. With a horizon of <i>h</i>, whether a finding begins at a position, and where it
 * ends, must depend only on the <i>h</i> characters before that position and the <i>h</i> from it
 * on; hence no finding is longer than <i>h</i>. The engine then delivers all but the last <i>h</i>
 * characters, and what it delivers is the same for every way the text was cut into pieces.
 */
@FunctionalInterface
public interface SafetyGuard {
    /** The horizon of a guard that must see a text whole. */
    int WHOLE = Integer.MAX_VALUE;

    /** {@return what was found in {@code segment}, in any order} */
    List<Finding> inspect(Segment segment, StageContext context);

    /**
     * {@return how many characters around the beginning of a finding decide it, at least 1}
     *
     * @implSpec the default is {@link #WHOLE}: nothing is delivered before the text is complete
     */
    default int horizon() {
        return WHOLE;
    }

    /**
     * {@return how many characters at the beginning of {@code text} cannot begin a finding that more
     * text would add, remove or change}
     *
     * <p>A guard that can tell should override this: where nothing is in doubt nothing is held back.
     *
     * @param text what is there so far of a text that may go on
     * @implSpec the default is all but the last {@link #horizon()} characters and one; none for {@link #WHOLE}
     */
    default int settled(String text) {
        int horizon = horizon();
        return horizon == WHOLE ? 0 : Math.max(0, text.length() - horizon + 1);
    }
}
