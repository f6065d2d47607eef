package dev.llmops.eval.selfcheck;

import dev.llmops.api.CallControl;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.Sampling;
import dev.llmops.eval.Item;
import dev.llmops.eval.UsageMeter;
import java.util.ArrayList;
import java.util.List;

/** Asks a model again and again. */
record ModelResampler(ModelClient model, int count, double temperature) implements Resampler {
    @Override
    public List<String> answers(Item item, CallControl control) {
        GenerationOptions options = GenerationOptions.builder()
                .sampling(Sampling.builder().temperature(temperature).build())
                .build();
        ModelRequest request = ModelRequest.of(item.input()).withOptions(options);
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ModelResponse response = model.generate(request, ModelCall.within(control));
            UsageMeter.report(control, response.usage());
            answers.add(response.text());
        }
        return answers;
    }
}
