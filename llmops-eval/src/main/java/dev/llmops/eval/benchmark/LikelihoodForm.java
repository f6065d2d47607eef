package dev.llmops.eval.benchmark;

import java.util.List;
import java.util.Map;

/**
 * The model judges one text behind a context.
 *
 * @param prompting its target is the text
 */
record LikelihoodForm(Prompting prompting) implements TaskForm {
    @Override
    public List<BenchmarkRequest> requests(Document document, String context) {
        return List.of(new BenchmarkRequest.Judge(context, prompting.exampleTarget(document)));
    }

    @Override
    public Map<String, ItemValue> values(Document document, List<Reply> replies) {
        Reply.Judged judged = (Reply.Judged) replies.get(0);
        return Map.of(
                "perplexity", new ItemValue.Single(judged.logprob()),
                "acc", new ItemValue.Single(judged.greedy() ? 1 : 0));
    }
}
