package dev.llmops.eval.benchmark;

/** What a model said to a {@link BenchmarkRequest}. */
sealed interface Reply {
    /**
     * A text was judged.
     *
     * @param logprob natural logarithm of its probability
     * @param greedy whether the model would have written it
     */
    record Judged(double logprob, boolean greedy) implements Reply {}

    /**
     * The model wrote something.
     *
     * @param text what, without the text that ended it
     */
    record Written(String text) implements Reply {
        /** Shows the length only. */
        @Override
        public String toString() {
            return "Written[" + text.length() + " characters]";
        }
    }
}
