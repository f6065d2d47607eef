package dev.llmops.remote.huggingface;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Sampling;
import dev.llmops.remote.chat.PromptCheck;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ModelProtocol;
import dev.llmops.remote.wire.ResponseAssembly;
import dev.llmops.remote.wire.WireRequest;
import java.util.List;
import java.util.function.Function;

/** The generate endpoints of Text Generation Inference. Safe for concurrent use if the form of the prompt is. */
final class TgiProtocol implements ModelProtocol {
    private final Function<List<Message>, String> prompt;

    TgiProtocol(Function<List<Message>, String> prompt) {
        this.prompt = prompt;
    }

    @Override
    public WireRequest encode(ModelRequest request, Encoding encoding) {
        PromptCheck.check(request, encoding);
        GenerationOptions options = request.options();
        ObjectNode body = Json.object();
        body.put("inputs", prompt.apply(request.messages()));
        ObjectNode parameters = body.putObject("parameters");
        // Without details a server tells neither why it stopped nor what it used.
        parameters.put("details", true).put("return_full_text", false);
        sampling(options.sampling(), parameters, encoding);
        if (options.logprobs() > 0) {
            parameters.put("top_n_tokens", options.logprobs());
        }
        grammar(options.responseFormat(), parameters);
        options.providerOptions(TgiOptions.class).ifPresent(own -> own.write(parameters));
        return encoding.isStreaming()
                ? new WireRequest("/generate_stream", body, Framing.SSE)
                : new WireRequest("/generate", body, Framing.WHOLE);
    }

    private static void sampling(Sampling sampling, ObjectNode parameters, Encoding encoding) {
        sampling.maxOutputTokens().ifPresent(most -> parameters.put("max_new_tokens", most));
        sampling.temperature().ifPresent(temperature -> {
            // The server takes no temperature of 0: it means not to sample at all.
            parameters.put("do_sample", temperature > 0);
            if (temperature > 0) {
                parameters.put("temperature", temperature);
            }
        });
        // Nor does it take a share of 1, which changes nothing.
        sampling.topP().ifPresent(topP -> {
            if (topP < 1) {
                parameters.put("top_p", topP);
            }
        });
        sampling.topK().ifPresent(topK -> parameters.put("top_k", topK));
        sampling.seed().ifPresent(seed -> parameters.put("seed", seed));
        sampling.frequencyPenalty().ifPresent(penalty -> parameters.put("frequency_penalty", penalty));
        sampling.presencePenalty()
                .ifPresent(penalty -> encoding.unsupported("presencePenalty", "Use frequencyPenalty instead."));
        if (!sampling.stop().isEmpty()) {
            sampling.stop().forEach(parameters.putArray("stop")::add);
        }
    }

    private static void grammar(ResponseFormat format, ObjectNode parameters) {
        if (format instanceof ResponseFormat.JsonSchema schema) {
            parameters.putObject("grammar").put("type", "json").set("value", Json.argument(schema.schema(), "schema"));
        } else if (format instanceof ResponseFormat.Json) {
            parameters
                    .putObject("grammar")
                    .put("type", "json")
                    .putObject("value")
                    .put("type", "object");
        }
    }

    @Override
    public AnswerReader reader(ModelRequest request, ResponseAssembly assembly) {
        GenerationOptions options = request.options();
        return new TgiReader(options.sampling().stop(), options.logprobs() >= 0, assembly);
    }
}
