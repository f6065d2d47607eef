package dev.llmops.remote.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.api.tuning.TrainingExample;
import dev.llmops.api.tuning.TrainingMessage;
import dev.llmops.remote.files.SpoolFile;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ModelProtocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes examples as lines, their messages in the words of a model's requests. Used once. */
final class ExampleWriter {
    private final ModelInfo info;
    private final ModelProtocol protocol;
    private final boolean takesPreferences;
    private @Nullable Class<?> kind;

    ExampleWriter(String provider, ModelProtocol protocol, boolean takesPreferences) {
        this.info = ModelInfo.builder(provider, "fine-tuning").build();
        this.protocol = protocol;
        this.takesPreferences = takesPreferences;
    }

    void write(Iterable<? extends TrainingExample> examples, SpoolFile target) {
        for (TrainingExample example : Require.nonNull(examples, "examples")) {
            Require.that(
                    kind == null || kind == example.getClass(),
                    "examples",
                    "examples must be all conversations or all preferences");
            kind = example.getClass();
            target.line(encode(example));
        }
        Require.that(kind != null, "examples", "examples must not be empty");
    }

    private ObjectNode encode(TrainingExample example) {
        if (example instanceof TrainingExample.Conversation conversation) {
            return conversation(conversation);
        }
        if (!takesPreferences) {
            throw new Encoding(info, false, false)
                    .impossible("preferences", "Give conversations, whose answers are learned.");
        }
        return preference((TrainingExample.Preference) example);
    }

    private ObjectNode conversation(TrainingExample.Conversation example) {
        ObjectNode line =
                input(example.messages().stream().map(TrainingMessage::message).toList(), example.tools());
        List<TrainingMessage> answers = example.messages().stream()
                .filter(message -> message.message().role() == Role.ASSISTANT)
                .toList();
        int next = 0;
        for (JsonNode message : line.path("messages")) {
            // Results of tools may become several messages; those of the assistant stay one each.
            if (Json.text(message, "role").equals("assistant")
                    && !answers.get(next++).learned()) {
                ((ObjectNode) message).put("weight", 0);
            }
        }
        return line;
    }

    private ObjectNode preference(TrainingExample.Preference example) {
        ObjectNode line = Json.object();
        line.set("input", input(example.input(), example.tools()));
        line.set("preferred_output", input(example.preferred(), List.of()).path("messages"));
        line.set("non_preferred_output", input(example.rejected(), List.of()).path("messages"));
        return line;
    }

    private ObjectNode input(List<Message> messages, List<ToolSpec> tools) {
        ModelRequest request = ModelRequest.of(messages)
                .withOptions(GenerationOptions.builder().tools(tools).build());
        ObjectNode body =
                protocol.encode(request, new Encoding(info, false, false)).body();
        ObjectNode input = Json.object();
        input.set("messages", body.path("messages"));
        if (body.has("tools")) {
            input.set("tools", body.path("tools"));
        }
        return input;
    }
}
