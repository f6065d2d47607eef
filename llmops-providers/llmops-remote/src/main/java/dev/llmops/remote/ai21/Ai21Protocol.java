package dev.llmops.remote.ai21;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.chat.ChatDialect;
import dev.llmops.remote.chat.ChatDialect.Thinking;
import dev.llmops.remote.chat.ChatDialect.Trait;
import dev.llmops.remote.chat.ChatProtocol;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.ModelProtocol;
import dev.llmops.remote.wire.ResponseAssembly;
import dev.llmops.remote.wire.WireRequest;

/** AI21's chat completions: the common form, and documents beside the messages. */
final class Ai21Protocol implements ModelProtocol {
    private final ChatProtocol chat = new ChatProtocol(ChatDialect.common(Ai21Client.PROVIDER)
            .naming("max_tokens", "system", "", "required")
            .thinking(Thinking.NONE, "")
            .without(Trait.STREAM_USAGE, Trait.PARALLEL_TOOL_CALLS, Trait.LOGPROBS, Trait.PENALTIES)
            .extendedBy((options, body, encoding) ->
                    options.providerOptions(Ai21Options.class).ifPresent(own -> own.write(body))));

    Ai21Protocol() {}

    @Override
    public WireRequest encode(ModelRequest request, Encoding encoding) {
        WireRequest wire = chat.encode(request, encoding);
        boolean wanted = request.options()
                .providerOptions(Ai21Options.class)
                .filter(Ai21Options::sendsPassages)
                .isPresent();
        if (wanted) {
            documents(request, wire.body());
        }
        return wire;
    }

    private static void documents(ModelRequest request, ObjectNode body) {
        ArrayNode documents = body.withArray("documents");
        for (Passage passage : request.passages()) {
            ObjectNode document = documents.addObject().put("content", passage.text());
            document.putArray("metadata").addObject().put("key", "title").put("value", passage.title());
        }
        if (documents.isEmpty()) {
            body.remove("documents");
        }
    }

    @Override
    public AnswerReader reader(ModelRequest request, ResponseAssembly assembly) {
        return chat.reader(request, assembly);
    }
}
