package dev.llmops.remote.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.remote.conformance.ResponsesSubject;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.recordings.Recordings;
import dev.llmops.remote.responses.ResponsesProtocol;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is sent, against the schema that OpenAI publishes, where it lies beside the repository. */
class ResponsesSchemaTest {
    private static final String IRI = "https://spec.local/openai.json";

    @Test
    void everythingThatCanBeSaidIsValid() {
        JsonNode body = body(ModelRequest.of(conversation()).withOptions(everyOption()));

        assertThat(problems(schema(), body)).isEmpty();
    }

    /**
     * Messages of several parts are looked at alone: the schema takes them for two kinds of item at once, and so for
     * none.
     */
    @Test
    void partsOfMessagesAreValid() {
        ModelRequest request = ModelRequest.of(List.of(Message.of(
                Role.USER,
                List.of(
                        Content.text("Look"),
                        new Content.Attachment(Media.of("image/png", new byte[] {1})),
                        new Content.Attachment(Media.uploaded("image/png", "file-1")),
                        new Content.Attachment(Media.at("application/pdf", URI.create("https://example.org/a.pdf"))),
                        new Content.Attachment(
                                Media.of("application/pdf", new byte[] {1}).named("a.pdf"))))));

        assertThat(problems(schema("InputMessageContentList"), body(request).at("/input/0/content")))
                .isEmpty();
    }

    @Test
    void rebuiltRequestsAreValidButForItemsThatWereRecordedSo() {
        JsonSchema schema = schema();
        ResponsesSubject subject = new ResponsesSubject();
        Set<String> invalid = new TreeSet<>();
        int valid = 0;
        for (Recording recording : Recordings.open().where(subject::covers)) {
            boolean rebuilt = recording.provider().equals("openai") && subject.covers(recording);
            if (!rebuilt) {
                continue;
            }
            JsonNode body = body(subject.request(recording));
            Set<String> problems = problems(schema, body);
            if (problems.isEmpty()) {
                valid++;
            } else {
                assertThat(problems).as(recording.toString()).allMatch(place -> place.startsWith("$.input"));
                // Messages of several parts, which the schema takes for two kinds of item, and items recorded
                // incomplete.
                assertThat(problems(schema, Json.read(recording.request().body())))
                        .as(recording + " as it was recorded")
                        .isNotEmpty();
                invalid.add(recording.toString());
            }
        }

        assertThat(valid).as("valid; not: %s", invalid).isGreaterThan(10 * invalid.size());
    }

    private static JsonSchema schema() {
        return schema("CreateResponse");
    }

    private static JsonSchema schema(String name) {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(IRI, specification()))));
        return factory.getSchema(SchemaLocation.of(IRI + "#/components/schemas/" + name));
    }

    private static String specification() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/specs/openai-schemas-2.3.0.json");
            if (Files.isReadable(file)) {
                try {
                    return Files.readString(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return abort("no folder shared/specs beside the repository");
    }

    /** {@return the places at which a body breaks the schema} */
    private static Set<String> problems(JsonSchema schema, JsonNode body) {
        return schema.validate(body).stream()
                .map(ValidationMessage::getInstanceLocation)
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode body(ModelRequest request) {
        ModelInfo info = ModelInfo.builder("openai", "gpt-5.2").build();
        return new ResponsesProtocol(OpenAiDialects.responses("openai"))
                .encode(request, new Encoding(info, true, false))
                .body();
    }

    private static List<Message> conversation() {
        ToolCall call = new ToolCall("call_1", "weather", "{}");
        return List.of(
                Message.system("Be brief."),
                Message.user("Look out."),
                Message.of(
                        Role.ASSISTANT,
                        List.of(
                                opaque(
                                        "reasoning",
                                        "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],"
                                                + "\"encrypted_content\":\"gAA\"}"),
                                new Content.Text("One moment.", Trust.MODEL),
                                opaque(
                                        "message",
                                        "{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\","
                                                + "\"status\":\"completed\",\"content\":[{\"type\":\"output_text\","
                                                + "\"annotations\":[],\"logprobs\":[]}]}"),
                                new Content.ToolUse(call),
                                opaque(
                                        "function_call",
                                        "{\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"call_1\","
                                                + "\"status\":\"completed\"}"))),
                Message.tool(Content.ToolResult.of(call, "sunny")),
                Message.assistant("It is sunny."),
                Message.system("Be kind."),
                Message.user("And tomorrow?"));
    }

    private static Content opaque(String type, String json) {
        return new Content.Opaque("openai", type, json);
    }

    private static GenerationOptions everyOption() {
        return GenerationOptions.builder()
                .sampling(Sampling.builder()
                        .maxOutputTokens(100)
                        .temperature(0.5)
                        .topP(0.5)
                        .build())
                .tools(List.of(ToolSpec.of("weather", "Tells it.", "{\"type\":\"object\"}")))
                .parallelToolCalls(false)
                .responseFormat(ResponseFormat.schema("city", "{\"type\":\"object\"}"))
                .reasoning(ReasoningOptions.of(ReasoningOptions.Effort.MAX))
                .logprobs(2)
                .cacheKey("tenant")
                .metadata("run", "1")
                .providerOptions(OpenAiOptions.builder()
                        .serviceTier(OpenAiOptions.ServiceTier.FLEX)
                        .store(false)
                        .verbosity(OpenAiOptions.Verbosity.LOW)
                        .safetyIdentifier("user-7")
                        .build())
                .providerOptions(responsesOptions())
                .build();
    }

    private static OpenAiResponsesOptions responsesOptions() {
        OpenAiResponsesOptions.Builder options = OpenAiResponsesOptions.builder()
                .tool(OpenAiTool.webSearch(OpenAiTool.ContextSize.HIGH, "example.org"))
                .tool(OpenAiTool.fileSearch("vs_1"))
                .tool(OpenAiTool.codeInterpreter())
                .tool(OpenAiTool.codeInterpreter("cntr_1"))
                .tool(OpenAiTool.imageGeneration())
                .tool(OpenAiTool.mcp("docs", "https://example.org/mcp", OpenAiTool.Approval.ALWAYS))
                .tool(OpenAiTool.custom("sql", "Runs SQL."))
                .tool(OpenAiTool.toolSearch())
                .deferred("weather")
                .previousResponse("resp_1")
                .conversation("conv_1")
                .background()
                .truncation(OpenAiResponsesOptions.Truncation.AUTO)
                .maxToolCalls(3)
                .prompt("pmpt_1", "1", Map.of("city", "Paris"))
                .reasoningSummary(OpenAiResponsesOptions.Summary.CONCISE)
                .earlierThoughts(OpenAiResponsesOptions.Thoughts.CURRENT_TURN);
        for (OpenAiResponsesOptions.Include include : OpenAiResponsesOptions.Include.values()) {
            options.include(include);
        }
        return options.build();
    }
}
