package dev.llmops.remote.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Locality;
import dev.llmops.api.model.CachePoint;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ReasoningOptions.Effort;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.remote.Connection;
import dev.llmops.remote.chat.ChatClientContract;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.TestCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenAiCompatibleClientTest extends ChatClientContract {
    private static final String ANSWER =
            "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}";

    @Override
    protected ModelClient client(Connection connection) {
        return OpenAiCompatibleClient.builder(CompatibleServer.GROQ, "some/model")
                .connection(connection)
                .build();
    }

    @Override
    protected String address() {
        return "https://api.groq.com/openai/v1/chat/completions";
    }

    private static Replay.Sent sent(CompatibleServer server, ModelRequest request) {
        Replay replay = Replay.of("application/json", ANSWER);
        Connection connection =
                Connection.builder().key(KEY).transport(replay.transport()).build();
        OpenAiCompatibleClient.builder(server, "m")
                .connection(connection)
                .build()
                .generate(request, TestCall.builder().silent().build());
        return replay.sent().get(0);
    }

    private static JsonNode body(CompatibleServer server, GenerationOptions options) {
        return Json.read(
                sent(server, ModelRequest.of("Hello").withOptions(options)).body());
    }

    private static JsonNode body(CompatibleServer server, ProviderOptions own) {
        return body(server, GenerationOptions.builder().providerOptions(own).build());
    }

    private static JsonNode thinking(CompatibleServer server) {
        return body(
                server,
                GenerationOptions.builder()
                        .reasoning(new ReasoningOptions(Effort.HIGH, 0, true))
                        .sampling(Sampling.builder().maxOutputTokens(9).build())
                        .build());
    }

    @Test
    void knowsHowServersDiffer() {
        assertThat(thinking(CompatibleServer.OPENROUTER).at("/reasoning/effort").asText())
                .isEqualTo("high");
        assertThat(thinking(CompatibleServer.DEEPSEEK).at("/thinking/type").asText())
                .isEqualTo("enabled");
        assertThat(thinking(CompatibleServer.ZAI).path("reasoning_effort").asText())
                .isEqualTo("high");
        assertThat(thinking(CompatibleServer.VLLM)
                        .at("/chat_template_kwargs/enable_thinking")
                        .asBoolean())
                .isTrue();
        assertThat(thinking(CompatibleServer.CEREBRAS)
                        .path("max_completion_tokens")
                        .asInt())
                .isEqualTo(9);
        assertThat(thinking(CompatibleServer.snowflake("org-account"))
                        .path("max_completion_tokens")
                        .asInt())
                .isEqualTo(9);
        assertThat(thinking(CompatibleServer.TOGETHER).path("max_tokens").asInt())
                .isEqualTo(9);
    }

    @Test
    void asksTogetherForANumberOfLogprobs() {
        JsonNode body = body(
                CompatibleServer.TOGETHER,
                GenerationOptions.builder().logprobs(2).build());

        assertThat(body.path("logprobs").asInt()).isEqualTo(2);
        assertThat(body.has("top_logprobs")).isFalse();
    }

    @Test
    void sendsTheOptionsOfGroq() {
        JsonNode body = body(
                CompatibleServer.GROQ,
                GroqOptions.builder()
                        .reasoningFormat(GroqOptions.ReasoningFormat.PARSED)
                        .serviceTier(GroqOptions.ServiceTier.ON_DEMAND)
                        .member("reasoning_effort", "\"default\"")
                        .build());

        assertThat(body.toString())
                .contains(
                        "\"reasoning_format\":\"parsed\",\"service_tier\":\"on_demand\",\"reasoning_effort\":\"default\"");
    }

    @Test
    void sendsTheOptionsOfOpenRouter() {
        JsonNode body = body(
                CompatibleServer.OPENROUTER,
                GenerationOptions.builder()
                        .tools(List.of(ToolSpec.of("f", "", "{}")))
                        .providerOptions(OpenRouterOptions.builder()
                                .models("a/b", "c/d")
                                .transforms("middle-out")
                                .plugin("{\"id\":\"web\"}")
                                .serverTool("{\"type\":\"openrouter:web_search\"}")
                                .preset("mine")
                                .onlyProviders("x")
                                .providerOrder("x", "y")
                                .allowFallbacks(false)
                                .dataCollection(false)
                                .requireParameters(true)
                                .member("route", "\"fallback\"")
                                .build())
                        .build());

        assertThat(body.path("models")).hasToString("[\"a/b\",\"c/d\"]");
        assertThat(body.path("transforms")).hasToString("[\"middle-out\"]");
        assertThat(body.path("plugins")).hasToString("[{\"id\":\"web\"}]");
        assertThat(body.path("tools")).hasSize(2);
        assertThat(body.path("preset").asText()).isEqualTo("mine");
        assertThat(body.path("provider"))
                .hasToString("{\"only\":[\"x\"],\"order\":[\"x\",\"y\"],\"allow_fallbacks\":false,"
                        + "\"data_collection\":\"deny\",\"require_parameters\":true}");
        assertThat(body.path("route").asText()).isEqualTo("fallback");
    }

    @Test
    void marksWhatOpenRouterShallCache() {
        Replay.Sent sent = sent(
                CompatibleServer.OPENROUTER,
                ModelRequest.of(List.of(
                        Message.system("Long").cachedUpToHere(CachePoint.SHORT), Message.of(Role.USER, List.of()))));

        assertThat(Json.read(sent.body())
                        .at("/messages/0/content/0/cache_control/type")
                        .asText())
                .isEqualTo("ephemeral");
    }

    @Test
    void sendsTheOptionsOfVllm() {
        VllmOptions.Builder options = VllmOptions.builder()
                .minP(0.1)
                .repetitionPenalty(1.1)
                .minTokens(2)
                .choice("yes", "no");

        JsonNode body = body(CompatibleServer.VLLM, options.build());
        JsonNode newer = body(CompatibleServer.VLLM, options.structuredOutputs().build());

        assertThat(body.toString())
                .contains(
                        "\"min_p\":0.1,\"repetition_penalty\":1.1,\"min_tokens\":2,\"guided_choice\":[\"yes\",\"no\"]");
        assertThat(newer.path("structured_outputs")).hasToString("{\"choice\":[\"yes\",\"no\"]}");
        assertThatThrownBy(() -> VllmOptions.builder().regex("a+").grammar("root ::= x"))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void sendsTheOptionsOfLlamaCpp() {
        JsonNode body = body(
                CompatibleServer.LLAMA_CPP,
                LlamaCppOptions.builder()
                        .minP(0.1)
                        .repeatPenalty(1.1)
                        .grammar("root ::= \"x\"")
                        .cachePrompt(true)
                        .slot(1)
                        .member("timings_per_token", "true")
                        .build());

        assertThat(body.toString())
                .contains(
                        "\"min_p\":0.1,\"repeat_penalty\":1.1,\"grammar\":\"root ::= \\\"x\\\"\",\"cache_prompt\":true,"
                                + "\"id_slot\":1,\"timings_per_token\":true");
    }

    @Test
    void sendsMembersByNameToTheServerTheyAreFor() {
        CompatibleServer own = CompatibleServer.of("own", "http://localhost:9000/v1");
        ProviderOptions members =
                CompatibleOptions.builder(own).member("new_thing", "{\"a\":1}").build();

        assertThat(body(own, members).path("new_thing")).hasToString("{\"a\":1}");
        assertThat(body(CompatibleServer.GROQ, members).has("new_thing")).isFalse();
        assertThat(members).asString().contains("new_thing").doesNotContain("\"a\"");
    }

    @Test
    void asksAnyServerAtItsAddress() {
        CompatibleServer own = CompatibleServer.of("own", "https://models.example.org/api/v1");

        assertThat(sent(own, ModelRequest.of("Hello")).uri())
                .hasToString("https://models.example.org/api/v1/chat/completions");
        assertThat(sent(CompatibleServer.VLLM.at("https://gpu.example.org/v1"), ModelRequest.of("Hello"))
                        .uri())
                .hasToString("https://gpu.example.org/v1/chat/completions");
    }

    @Test
    void isLocalOnLoopbackOnly() {
        assertThat(locality("http://localhost:8000/v1")).isEqualTo(Locality.LOCAL);
        assertThat(locality("http://127.0.0.1/v1")).isEqualTo(Locality.LOCAL);
        assertThat(locality("http://[::1]:8000/v1")).isEqualTo(Locality.LOCAL);
        assertThat(locality("http://10.0.0.1/v1")).isEqualTo(Locality.REMOTE);
        assertThat(locality("http://127.0.0.1.example.org/v1")).isEqualTo(Locality.REMOTE);
        assertThat(locality("https://localhost.example.org/v1")).isEqualTo(Locality.REMOTE);
    }

    private static Locality locality(String address) {
        try (OpenAiCompatibleClient client = OpenAiCompatibleClient.fromEnv(CompatibleServer.of("own", address), "m")) {
            return client.info().locality();
        }
    }

    @Test
    void sendsNoKeyToServersThatNeedNone() {
        Replay replay = Replay.of("application/json", ANSWER);

        OpenAiCompatibleClient.builder(CompatibleServer.LLAMA_CPP, "m")
                .connection(Connection.builder().transport(replay.transport()).build())
                .build()
                .generate(request(), TestCall.builder().silent().build());

        assertThat(replay.sent().get(0).headers()).doesNotContainKey("authorization");
    }

    @Test
    void namesTheVariableOfAKeyThatIsMissing() {
        CompatibleServer server =
                CompatibleServer.of("own", "https://example.org/v1").keyIn("NO_SUCH_KEY_1D5E");
        Replay replay = Replay.of("application/json", ANSWER);
        OpenAiCompatibleClient client = OpenAiCompatibleClient.builder(server, "m")
                .connection(Connection.builder().transport(replay.transport()).build())
                .build();

        assertThatThrownBy(() -> client.generate(request(), TestCall.create()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("NO_SUCH_KEY_1D5E");
    }

    @Test
    void continuesTextByPlainCompletions() {
        Replay replay = Replay.of(
                "application/json", "{\"choices\":[{\"index\":0,\"text\":\" a time\",\"finish_reason\":\"length\"}]}");
        OpenAiCompatibleClient client = OpenAiCompatibleClient.builder(CompatibleServer.VLLM, "bloom")
                .connection(Connection.builder().transport(replay.transport()).build())
                .plainCompletions(messages -> "<s>" + messages.get(0).text())
                .build();

        ModelResponse response = client.generate(
                ModelRequest.of("Once upon"), TestCall.builder().silent().build());

        assertThat(response.text()).isEqualTo(" a time");
        assertThat(replay.sent().get(0).uri()).hasToString("http://localhost:8000/v1/completions");
        assertThat(Json.read(replay.sent().get(0).body()).path("prompt").asText())
                .isEqualTo("<s>Once upon");
    }
}
