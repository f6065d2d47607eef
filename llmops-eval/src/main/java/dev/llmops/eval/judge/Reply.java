package dev.llmops.eval.judge;

import dev.llmops.api.Require;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Score;

/** What came of asking a judge: an answer that can be used, or the reason why there is none. */
public sealed interface Reply permits JudgeAnswer, Reply.None {
    /** {@return what asking used} */
    Usage usage();

    /**
     * There is no usable answer.
     *
     * @param reason why: the judge failed, refused, said nothing or something that is not an answer; without its words
     * @param usage what asking used
     */
    record None(String reason, Usage usage) implements Reply {
        /** Checks the components. */
        public None {
            Require.nonBlank(reason, "reason");
            Require.nonNull(usage, "usage");
        }

        /** {@return the score that this leads to: a failed one, with the reason and what was used} */
        public Score.Failed score() {
            return new Score.Failed(reason, usage);
        }
    }
}
