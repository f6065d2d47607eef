package dev.llmops.eval.selfcheck;

import dev.llmops.api.CallControl;
import java.util.List;
import java.util.function.Function;

/** An answer, sentence by sentence, and the other answers that it is compared with. */
record Check(
        String answer,
        List<String> sentences,
        List<String> others,
        Function<String, List<String>> splitter,
        CallControl control) {
    @Override
    public String toString() {
        return "Check[" + sentences.size() + " sentences, " + others.size() + " answers]";
    }
}
