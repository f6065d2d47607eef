package dev.llmops.eval.benchmark;

import dev.llmops.api.CallControl;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.Sampling;
import dev.llmops.eval.UsageMeter;

/** Lets a model go on from a prompt, greedily, up to a text that ends the answer. */
final class Writing {
    /** More stop texts than these are refused by some servers; at the others the answer is cut here. */
    private static final int MOST_STOPS = 4;

    private final BenchmarkModel model;
    private final int maxTokens;

    Writing(BenchmarkModel model, int maxTokens) {
        this.model = model;
        this.maxTokens = maxTokens;
    }

    /** {@return what the model writes, without the text that ends it} */
    String answer(BenchmarkRequest.Generate generate, CallControl control) {
        ModelClient writer = model.writer().orElseThrow();
        Sampling sampling = Sampling.builder()
                .temperature(0)
                .maxOutputTokens(maxTokens)
                .stop(generate.until().stream().limit(MOST_STOPS).toArray(String[]::new))
                .build();
        ModelRequest request = ModelRequest.of(generate.prompt())
                .withOptions(GenerationOptions.builder().sampling(sampling).build());
        ModelResponse response = writer.generate(request, ModelCall.within(control));
        UsageMeter.report(control, response.usage());
        return cut(response.text(), generate);
    }

    private static String cut(String text, BenchmarkRequest.Generate generate) {
        String answer = text;
        for (String end : generate.until().stream().skip(MOST_STOPS).toList()) {
            int at = end.isEmpty() ? -1 : answer.indexOf(end);
            if (at >= 0) {
                answer = answer.substring(0, at);
            }
        }
        return answer;
    }
}
