package dev.llmops.core;

import dev.llmops.api.LlmException;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;

/** Checks that a guard points into the text it was shown. */
final class GuardBounds {
    private GuardBounds() {}

    static void check(String guard, Finding finding, Segment segment) {
        if (finding.end() > segment.text().length()) {
            throw new LlmException("Guard \"" + guard + "\" reported " + finding.kind() + " at [" + finding.start()
                    + ", " + finding.end() + ") in a text of "
                    + segment.text().length() + " characters. Positions must lie within the segment's text.");
        }
    }
}
