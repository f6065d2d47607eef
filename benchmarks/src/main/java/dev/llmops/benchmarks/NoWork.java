package dev.llmops.benchmarks;

import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.pipeline.Postprocessor;
import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;
import java.util.List;

/** Stages that are called and give a result, and do nothing else. */
final class NoWork {
    /** About the length of a card number with its separators. */
    private static final int HORIZON = 64;

    private NoWork() {}

    /** {@return a grounder that always knows the same passage} */
    static Grounder grounder(String documentId) {
        String text = "Pump P-101 is serviced every 2,000 hours of operation, or once a year.";
        Passage passage = Passage.builder(new SourceSpan(documentId, 0, text.length()), text)
                .build();
        Evidence evidence = Evidence.ofPassages(List.of(passage));
        return (prompt, context) -> evidence;
    }

    /** {@return a guard that sees a stream through a window and never finds anything} */
    static SafetyGuard guard() {
        return new SafetyGuard() {
            @Override
            public List<Finding> inspect(Segment segment, StageContext context) {
                return List.of();
            }

            @Override
            public int horizon() {
                return HORIZON;
            }
        };
    }

    /** {@return a postprocessor that leaves every answer as it is} */
    static Postprocessor postprocessor() {
        return (answer, context) -> answer;
    }
}
