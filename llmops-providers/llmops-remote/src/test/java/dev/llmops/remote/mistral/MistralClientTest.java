package dev.llmops.remote.mistral;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.remote.Connection;
import dev.llmops.remote.chat.ChatClientContract;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.TestCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class MistralClientTest extends ChatClientContract {
    @Override
    protected ModelClient client(Connection connection) {
        return MistralClient.builder("mistral-large-latest")
                .connection(connection)
                .build();
    }

    @Override
    protected String address() {
        return "https://api.mistral.ai/v1/chat/completions";
    }

    private JsonNode sent(ModelRequest request, TestCall call) {
        Replay replay = Replay.answering(
                any -> call.isStreaming() ? "data: " + String.join("\n\ndata: ", streamed()) + "\n\n" : whole());
        client(Connection.builder().key(KEY).transport(replay.transport()).build())
                .generate(request, call);
        return Json.read(replay.sent().get(0).body());
    }

    private JsonNode sent(ModelRequest request) {
        return sent(request, TestCall.builder().silent().build());
    }

    @Test
    void saysThingsInMistralsWords() {
        JsonNode body = sent(request()
                .withOptions(GenerationOptions.builder()
                        .sampling(Sampling.builder().seed(7).maxOutputTokens(9).build())
                        .tools(List.of(ToolSpec.of("f", "", "{}")))
                        .toolChoice(ToolChoice.required())
                        .providerOptions(MistralOptions.builder()
                                .safePrompt(true)
                                .reasoningPrompt()
                                .prediction("Hello")
                                .member("guardrails", "[]")
                                .build())
                        .build()));

        assertThat(body.path("random_seed").asInt()).isEqualTo(7);
        assertThat(body.path("max_tokens").asInt()).isEqualTo(9);
        assertThat(body.path("tool_choice").asText()).isEqualTo("any");
        assertThat(body.path("safe_prompt").asBoolean()).isTrue();
        assertThat(body.path("prompt_mode").asText()).isEqualTo("reasoning");
        assertThat(body.path("prediction")).hasToString("{\"type\":\"content\",\"content\":\"Hello\"}");
        assertThat(body.path("guardrails")).hasToString("[]");
    }

    @Test
    void asksForNoUsageSinceAnUnknownMemberIsAnError() {
        assertThat(sent(request(), TestCall.create()).has("stream_options")).isFalse();
    }

    @Test
    void letsTheAnswerBeginWithTheLastMessage() {
        GenerationOptions continuing = GenerationOptions.builder()
                .providerOptions(
                        MistralOptions.builder().continuingLastMessage().build())
                .build();

        JsonNode body = sent(ModelRequest.of(List.of(Message.user("Count."), Message.assistant("One, ")))
                .withOptions(continuing));
        JsonNode other = sent(ModelRequest.of(List.of(Message.user("Count."))).withOptions(continuing));

        assertThat(body.at("/messages/1/prefix").asBoolean()).isTrue();
        assertThat(other.at("/messages/0").has("prefix")).isFalse();
    }

    @Test
    void writesForeignIdsOfCallsInItsOwnForm() {
        ToolCall call = new ToolCall("toolu_01ABCDEFGHIJ", "f", "{}");

        JsonNode body = sent(ModelRequest.of(List.of(
                Message.user("Go"),
                Message.of(Role.ASSISTANT, List.of(new Content.ToolUse(call))),
                Message.tool(Content.ToolResult.of(call, "done")))));

        assertThat(body.at("/messages/1/tool_calls/0/id").asText()).matches("[A-Za-z0-9]{9}");
        assertThat(body.at("/messages/2/tool_call_id")).isEqualTo(body.at("/messages/1/tool_calls/0/id"));
    }
}
