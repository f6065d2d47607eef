package dev.llmops.eval.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The model writes an answer, which is compared with those that are right.
 *
 * @param prompting what is asked
 * @param until texts at which an answer ends
 * @param comparisons how answers are compared, by the name of the metric
 */
record GenerationForm(Prompting prompting, List<String> until, Map<String, Comparison> comparisons)
        implements TaskForm {
    @Override
    public List<BenchmarkRequest> requests(Document document, String context) {
        return List.of(new BenchmarkRequest.Generate(context, until));
    }

    @Override
    public Map<String, ItemValue> values(Document document, List<Reply> replies) {
        String text = ((Reply.Written) replies.get(0)).text();
        List<String> references = references(document);
        Map<String, ItemValue> values = new LinkedHashMap<>();
        comparisons.forEach((name, comparison) -> values.put(name, comparison.of(references, text)));
        return values;
    }

    private List<String> references(Document document) {
        if (prompting.target(document) instanceof Target.Texts texts) {
            return texts.texts();
        }
        return List.of(prompting.exampleTarget(document));
    }

    @Override
    public boolean isLikelihood() {
        return false;
    }

    /** Compares an answer with those that are right. */
    @FunctionalInterface
    interface Comparison {
        /** {@return how well {@code text} fits} */
        ItemValue of(List<String> references, String text);
    }
}
