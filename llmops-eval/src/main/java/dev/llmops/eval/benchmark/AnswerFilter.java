package dev.llmops.eval.benchmark;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Finds the answer in what a model wrote.
 *
 * @param name its name in results, {@code none} if it changes nothing
 * @param steps what is done, in order
 */
record AnswerFilter(String name, List<UnaryOperator<String>> steps) {
    AnswerFilter {
        steps = List.copyOf(steps);
    }

    /** {@return the filter that changes nothing} */
    static AnswerFilter none() {
        return new AnswerFilter("none", List.of());
    }

    /** {@return the answer in {@code text}} */
    String apply(String text) {
        String answer = text;
        for (UnaryOperator<String> step : steps) {
            answer = step.apply(answer);
        }
        return answer;
    }

    /** {@return {@code reply} with the answer in place of what was written} */
    Reply apply(Reply reply) {
        return reply instanceof Reply.Written written ? new Reply.Written(apply(written.text())) : reply;
    }
}
