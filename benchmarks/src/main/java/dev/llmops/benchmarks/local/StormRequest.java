package dev.llmops.benchmarks.local;

import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A request, and what is answered when nothing else runs.
 *
 * @param request the request
 * @param answer the text
 */
record StormRequest(ModelRequest request, String answer) {
    private static final int MOST_WORDS = 40;
    private static final int MOST_TOKENS = 100;

    /** {@return requests of all lengths, greedy and drawn, with what {@code client} answers to each alone} */
    static List<StormRequest> asked(ModelClient client, SplittableRandom random, int count) {
        List<StormRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sampling.Builder sampling = Sampling.builder()
                    .maxOutputTokens(random.nextInt(1, MOST_TOKENS + 1))
                    .seed(random.nextInt(1 << 20));
            ModelRequest request = ModelRequest.of(RandomTexts.of(random, random.nextInt(1, MOST_WORDS + 1)))
                    .withOptions(GenerationOptions.builder()
                            .sampling(sampling.temperature(i % 2).build())
                            .build());
            requests.add(new StormRequest(
                    request, client.generate(request, ModelCall.detached()).text()));
        }
        return requests;
    }

    /** Shows lengths only. */
    @Override
    public String toString() {
        return "StormRequest[" + answer.length() + " characters]";
    }
}
