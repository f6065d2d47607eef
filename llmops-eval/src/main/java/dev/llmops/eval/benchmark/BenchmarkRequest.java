package dev.llmops.eval.benchmark;

import dev.llmops.api.Require;
import java.util.List;

/** One thing that a benchmark asks of a model. */
public sealed interface BenchmarkRequest {
    /**
     * How likely is {@code continuation} after {@code context}?
     *
     * @param context what comes before; may be empty
     * @param continuation what is judged, with the delimiter that it begins with
     */
    record Judge(String context, String continuation) implements BenchmarkRequest {
        /** Checks both components. */
        public Judge {
            Require.nonNull(context, "context");
            Require.nonNull(continuation, "continuation");
        }

        /** Shows lengths only. */
        @Override
        public String toString() {
            return "Judge[" + context.length() + " + " + continuation.length() + " characters]";
        }
    }

    /**
     * How likely is a whole document, however long?
     *
     * @param text the document
     */
    record Roll(String text) implements BenchmarkRequest {
        /** Checks the text. */
        public Roll {
            Require.nonNull(text, "text");
        }

        /** Shows the length only. */
        @Override
        public String toString() {
            return "Roll[" + text.length() + " characters]";
        }
    }

    /**
     * What follows {@code prompt}?
     *
     * @param prompt what the model goes on from
     * @param until texts at which the answer ends; they are not part of it
     */
    record Generate(String prompt, List<String> until) implements BenchmarkRequest {
        /** Checks and copies the components. */
        public Generate {
            Require.nonNull(prompt, "prompt");
            until = List.copyOf(Require.nonNull(until, "until"));
        }

        /** Shows the length only. */
        @Override
        public String toString() {
            return "Generate[" + prompt.length() + " characters]";
        }
    }
}
