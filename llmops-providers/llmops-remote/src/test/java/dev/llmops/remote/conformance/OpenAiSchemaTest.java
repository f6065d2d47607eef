package dev.llmops.remote.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.openai.OpenAiClient;
import dev.llmops.remote.openai.OpenAiOptions;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.recordings.Recordings;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.TestCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiSchemaTest {
    private static final String IRI = "https://spec.local/openai.json";

    @Test
    void everyRebuiltChatRequestMatchesTheSchemaOfOpenAi() throws IOException {
        JsonSchema schema = schema("CreateChatCompletionRequest");
        ChatSubject subject = new ChatSubject();
        List<String> problems = new ArrayList<>();
        List<Recording> recordings = Recordings.open()
                .where(entry -> entry.file().startsWith("openai/")
                        && entry.operation().equals("chat")
                        && subject.covers(entry));

        for (Recording recording : recordings) {
            Replay replay = Replay.of("application/json", recording.response().text());
            Outcome.of(
                    subject.client(recording, replay.transport()),
                    subject.request(recording),
                    recording.entry().isStream());
            schema.validate(Json.read(replay.sent().get(0).body()))
                    .forEach(problem -> problems.add(recording + " " + problem.getInstanceLocation()));
        }

        assertThat(recordings).isNotEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void everyOptionMatchesTheSchemaOfOpenAi() throws IOException {
        JsonSchema schema = schema("CreateChatCompletionRequest");
        Replay replay = Replay.of(
                "application/json",
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}");
        OpenAiClient client = OpenAiClient.builder("an-unknown-model")
                .connection(Connection.builder()
                        .key("not-a-key")
                        .transport(replay.transport())
                        .build())
                .build();

        for (GenerationOptions options : List.of(
                everything(ResponseFormat.schema("answer", "{\"type\":\"object\"}"), ToolChoice.named("f")),
                everything(new ResponseFormat.Json(), ToolChoice.required()),
                everything(ResponseFormat.text(), ToolChoice.none()))) {
            client.generate(
                    conversation().withOptions(options),
                    TestCall.builder().silent().build());
        }

        assertThat(schema.validate(Json.read("{}"))).isNotEmpty();
        assertThat(replay.sent())
                .hasSize(3)
                .allSatisfy(sent ->
                        assertThat(schema.validate(Json.read(sent.body()))).isEmpty());
    }

    private static GenerationOptions everything(ResponseFormat format, ToolChoice choice) {
        return GenerationOptions.builder()
                .sampling(Sampling.builder()
                        .temperature(1)
                        .topP(0.5)
                        .maxOutputTokens(10)
                        .seed(7)
                        .frequencyPenalty(1)
                        .presencePenalty(1)
                        .stop("END")
                        .build())
                .tools(List.of(new ToolSpec("f", "Does it.", "{\"type\":\"object\"}", true)))
                .toolChoice(choice)
                .parallelToolCalls(false)
                .responseFormat(format)
                .reasoning(ReasoningOptions.of(ReasoningOptions.Effort.HIGH))
                .logprobs(2)
                .outputModalities(Modality.TEXT, Modality.AUDIO)
                .cacheKey("key")
                .metadata("tenant", "t")
                .providerOptions(OpenAiOptions.builder()
                        .serviceTier(OpenAiOptions.ServiceTier.FLEX)
                        .store(true)
                        .verbosity(OpenAiOptions.Verbosity.LOW)
                        .safetyIdentifier("user-1")
                        .logitBias(5, -100)
                        .prediction("Hello")
                        .build())
                .build();
    }

    private static ModelRequest conversation() {
        ToolCall call = new ToolCall("call_1", "f", "{}");
        return ModelRequest.of(List.of(
                Message.system("Be brief."),
                Message.of(
                        Role.USER,
                        List.of(
                                Content.text("See and hear"),
                                attachment("image/png"),
                                attachment("audio/wav"),
                                attachment("application/pdf"),
                                new Content.Attachment(Media.uploaded("application/pdf", "file-1")))),
                Message.of(Role.ASSISTANT, List.of(new Content.Reasoning("hm", ""), new Content.ToolUse(call))),
                Message.tool(Content.ToolResult.of(call, "done")),
                Message.of(Role.ASSISTANT, List.of(new Content.Refusal("No."))),
                Message.of(
                        Role.ASSISTANT,
                        List.of(
                                Content.text("Spoken"),
                                new Content.Opaque("openai", "message.audio", "{\"id\":\"audio_1\"}"))),
                Message.user("Go on")));
    }

    private static Content attachment(String mimeType) {
        return new Content.Attachment(Media.of(mimeType, new byte[] {1}));
    }

    private static JsonSchema schema(String name) throws IOException {
        String text = Files.readString(specs().resolve("openai-schemas-2.3.0.json"));
        return JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V202012,
                        builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(IRI, text))))
                .getSchema(SchemaLocation.of(IRI + "#/components/schemas/" + name));
    }

    private static Path specs() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isReadable(at.resolve("shared/specs/openai-schemas-2.3.0.json"))) {
                return at.resolve("shared/specs");
            }
        }
        assumeTrue(false, "no folder shared/specs beside the repository");
        return Path.of("");
    }
}
