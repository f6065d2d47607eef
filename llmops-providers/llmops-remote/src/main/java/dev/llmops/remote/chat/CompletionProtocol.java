package dev.llmops.remote.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Sampling;
import dev.llmops.remote.chat.ChatDialect.Trait;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ModelProtocol;
import dev.llmops.remote.wire.ResponseAssembly;
import dev.llmops.remote.wire.WireRequest;
import java.util.List;
import java.util.function.Function;

/**
 * OpenAI's plain completions, which continue a text: a prompt goes in, {@code choices[].text} comes out.
 *
 * <p>Safe for concurrent use if the form of the prompt is.
 */
public final class CompletionProtocol implements ModelProtocol {
    private final ChatDialect dialect;
    private final Function<List<Message>, String> prompt;

    /**
     * Creates the protocol of a dialect.
     *
     * @param dialect how the server differs
     * @param prompt how a conversation becomes one text
     */
    public CompletionProtocol(ChatDialect dialect, Function<List<Message>, String> prompt) {
        this.dialect = dialect.at("/completions");
        this.prompt = prompt;
    }

    @Override
    public WireRequest encode(ModelRequest request, Encoding encoding) {
        PromptCheck.check(request, encoding);
        GenerationOptions options = request.options();
        ObjectNode body = Json.object();
        body.put("model", encoding.model());
        body.put("prompt", prompt.apply(request.messages()));
        if (encoding.isStreaming()) {
            body.put("stream", true);
            if (dialect.has(Trait.STREAM_USAGE)) {
                body.putObject("stream_options").put("include_usage", true);
            }
        }
        sampling(options.sampling(), body, encoding);
        if (options.logprobs() >= 0) {
            body.put("logprobs", options.logprobs());
        }
        if (!(options.responseFormat() instanceof ResponseFormat.Text)) {
            throw encoding.impossible("answer in JSON", "Describe the form in words, and check the answer.");
        }
        dialect.extension().write(options, body, encoding);
        return new WireRequest(dialect.path(), body, encoding.isStreaming() ? Framing.SSE : Framing.WHOLE);
    }

    private void sampling(Sampling sampling, ObjectNode body, Encoding encoding) {
        sampling.maxOutputTokens().ifPresent(most -> body.put("max_tokens", most));
        sampling.temperature().ifPresent(temperature -> body.put("temperature", temperature));
        sampling.topP().ifPresent(topP -> body.put("top_p", topP));
        sampling.topK().ifPresent(topK -> {
            if (dialect.has(Trait.TOP_K)) {
                body.put("top_k", topK);
            } else {
                encoding.unsupported("topK", "Use topP instead.");
            }
        });
        sampling.seed().ifPresent(seed -> body.put("seed", seed));
        sampling.frequencyPenalty().ifPresent(penalty -> body.put("frequency_penalty", penalty));
        sampling.presencePenalty().ifPresent(penalty -> body.put("presence_penalty", penalty));
        if (!sampling.stop().isEmpty()) {
            sampling.stop().forEach(body.putArray("stop")::add);
        }
    }

    @Override
    public AnswerReader reader(ModelRequest request, ResponseAssembly assembly) {
        return new ChatReader(dialect, assembly);
    }
}
