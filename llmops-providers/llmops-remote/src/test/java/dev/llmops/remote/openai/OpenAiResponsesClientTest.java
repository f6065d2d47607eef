package dev.llmops.remote.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import dev.llmops.testing.ModelClientContract;
import dev.llmops.testing.TestCall;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiResponsesClientTest extends ModelClientContract {
    private static final String KEY = "sk-4711-secret";
    private static final String ITEM = "{'type':'message','id':'msg_1','role':'assistant','status':'completed',"
            + "'content':[{'type':'output_text','text':'Hé \uD83D\uDE00','annotations':[]}]}";
    private static final String WHOLE = "{'id':'resp_1','model':'gpt-5.2','status':'completed','output':[" + ITEM
            + "],'usage':{'input_tokens':5,'output_tokens':2}}";
    private static final String[] EVENTS = {
        "{'type':'response.created','response':{'id':'resp_1','model':'gpt-5.2'}}",
        "{'type':'response.output_text.delta','output_index':0,'content_index':0,'delta':'Hé '}",
        "{'type':'response.output_text.delta','output_index':0,'content_index':0,'delta':'\uD83D\uDE00'}",
        "{'type':'response.output_item.done','output_index':0,'item':" + ITEM + "}",
        "{'type':'response.completed','response':" + WHOLE + "}"
    };

    private final FaultServer server = FaultServer.start();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Override
    protected ModelClient client() {
        ModelClient streamed = client(Replay.sse(json(EVENTS)));
        ModelClient whole = client(Replay.of("application/json", json(WHOLE)));
        return new ModelClient() {
            @Override
            public ModelResponse generate(ModelRequest request, ModelCall call) {
                // A provider in memory does not know what it is asked for.
                return (call != null && call.isStreaming() ? streamed : whole).generate(request, call);
            }

            @Override
            public ModelInfo info() {
                return whole.info();
            }

            @Override
            public String toString() {
                return whole.toString();
            }
        };
    }

    @Override
    protected Optional<ModelClient> failingClient() {
        return Optional.of(client(Replay.of(500, Map.of(), ("{\"error\":\"" + KEY + "\"}").getBytes(UTF_8), 64)));
    }

    @Override
    protected Optional<ModelClient> stalledClient() {
        server.enqueue(FaultScript.ok("text/event-stream")
                .event(json(EVENTS[0]))
                .event(json(EVENTS[1]))
                .stall());
        return Optional.of(OpenAiClient.builder("gpt-5.2")
                .api(Api.RESPONSES)
                .connection(Connection.builder()
                        .baseUri(server.uri() + "/v1")
                        .key(KEY)
                        .build())
                .build());
    }

    @Override
    protected List<String> secrets() {
        return List.of(KEY);
    }

    @Test
    void sendsTheKeyInAHeaderToTheResponsesEndpoint() {
        Replay replay = Replay.sse(json(EVENTS));

        client(replay).generate(ModelRequest.of("Hello"), TestCall.create());

        Replay.Sent sent = replay.sent().get(0);
        assertThat(sent.uri()).hasToString("https://api.openai.com/v1/responses");
        assertThat(sent.headers()).containsEntry("authorization", "Bearer " + KEY);
        assertThat(sent.body()).doesNotContain(KEY);
    }

    @Test
    void noCutBeforeTheLastEventIsASuccess() {
        byte[] stream = stream();
        int last = new String(stream, UTF_8).indexOf("data: {\"type\":\"response.completed\"");
        int end = new String(stream, UTF_8).substring(0, last).getBytes(UTF_8).length
                + ("data: " + json(EVENTS[4])).getBytes(UTF_8).length;

        for (int cut = 0; cut < end; cut++) {
            byte[] part = Arrays.copyOf(stream, cut);
            assertThatThrownBy(() -> answer(part, 4096))
                    .as("cut after %d of %d bytes", cut, stream.length)
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            failure ->
                                    assertThat(failure.errorClass()).isIn(ErrorClass.TRUNCATED, ErrorClass.MALFORMED));
        }
        assertThat(answer(Arrays.copyOf(stream, end), 4096).text()).isEqualTo("Hé \uD83D\uDE00");
    }

    @Test
    void givesTheSameInPiecesOfAnySize() {
        byte[] stream = stream();

        for (int size = 1; size <= 64; size++) {
            ModelResponse response = answer(stream, size);
            assertThat(response.text()).isEqualTo("Hé \uD83D\uDE00");
            assertThat(response.usage().inputTokens()).hasValue(5);
        }
    }

    @Test
    void classesFailuresInAStream() {
        assertThat(failure("{'type':'error','code':'rate_limit_exceeded','message':'slow','param':null}")
                        .errorClass())
                .isEqualTo(ErrorClass.RATE_LIMITED);
        assertThat(failure("{'type':'response.failed','response':{'status':'failed','error':"
                                + "{'code':'server_error','message':'oops'}}}")
                        .errorClass())
                .isEqualTo(ErrorClass.SERVER);
    }

    @Test
    void handsOverWhatCameBeforeAFailure() {
        ProviderException failure = failure("{'type':'error','code':'server_error','message':'oops','param':null}");

        assertThat(failure.failure().partial().map(ModelResponse::text)).contains("Hé ");
    }

    @Test
    void readsAWholeAnswerThatCameInPlaceOfAStream() {
        Replay replay = Replay.of("application/json", json("{'id':'r','status':'completed','output':[" + ITEM + "]}"));

        assertThat(client(replay)
                        .generate(ModelRequest.of("Hello"), TestCall.create())
                        .text())
                .isEqualTo("Hé \uD83D\uDE00");
    }

    @Test
    void asksThroughChatCompletionsByDefault() {
        Replay replay = Replay.sse(
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}," + "\"finish_reason\":\"stop\"}]}",
                "[DONE]");
        ModelClient client =
                OpenAiClient.builder("gpt-5.2").connection(connection(replay)).build();

        client.generate(ModelRequest.of("Hello"), TestCall.create());

        assertThat(replay.sent().get(0).uri().getPath()).isEqualTo("/v1/chat/completions");
    }

    @Test
    void refusesOptionsOfTheOtherApi() {
        Replay replay = Replay.sse(json(EVENTS));
        ModelClient chat =
                OpenAiClient.builder("gpt-5.2").connection(connection(replay)).build();
        ModelRequest own = request(GenerationOptions.builder()
                .providerOptions(
                        OpenAiResponsesOptions.builder().maxToolCalls(1).build()));
        ModelRequest bias = request(GenerationOptions.builder()
                .providerOptions(OpenAiOptions.builder().logitBias(1, 2).build()));

        assertThatThrownBy(() -> chat.generate(own, TestCall.create()))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("Api.RESPONSES");
        assertThatThrownBy(() -> client(replay).generate(bias, TestCall.create()))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("Api.CHAT");
        assertThat(replay.sent()).isEmpty();
    }

    @Test
    void speaksItOnAzureInBothFormsOfTheAddress() {
        Replay replay = Replay.sse(json(EVENTS));
        AzureOpenAiClient.Builder azure = AzureOpenAiClient.builder("my-deployment")
                .resource("acme")
                .api(Api.RESPONSES)
                .connection(connection(replay));

        azure.build().generate(ModelRequest.of("Hello"), TestCall.create());
        azure.apiVersion("2025-03-01-preview").build().generate(ModelRequest.of("Hello"), TestCall.create());

        assertThat(replay.sent())
                .extracting(sent -> sent.uri().toString())
                .containsExactly(
                        "https://acme.openai.azure.com/openai/v1/responses",
                        "https://acme.openai.azure.com/openai/responses?api-version=2025-03-01-preview");
        assertThat(replay.sent().get(0).headers()).containsEntry("api-key", KEY);
        assertThat(Json.text(Json.read(replay.sent().get(0).body()), "model")).isEqualTo("my-deployment");
    }

    @Test
    void speaksItOnServersThatNameNoEventsAndSayDone() {
        Replay replay = Replay.sse(json(EVENTS[1], EVENTS[4], "[DONE]"));
        ModelClient client = OpenAiCompatibleClient.builder(CompatibleServer.DEEPSEEK, "deepseek-chat")
                .api(Api.RESPONSES)
                .connection(connection(replay))
                .build();

        ModelResponse response = client.generate(ModelRequest.of("Hello"), TestCall.create());

        assertThat(response.text()).isEqualTo("Hé \uD83D\uDE00");
        assertThat(response.provider()).isEqualTo("deepseek");
        assertThat(replay.sent().get(0).uri()).hasToString("https://api.deepseek.com/responses");
    }

    @Test
    void asksForSealedReasoningWhereNothingIsKept() {
        Replay replay = Replay.sse(json(EVENTS));
        ModelRequest request = request(GenerationOptions.builder()
                .providerOptions(OpenAiOptions.builder().store(false).build()));

        client(replay).generate(request, TestCall.create());

        JsonNode body = Json.read(replay.sent().get(0).body());
        assertThat(body.path("store").asBoolean(true)).isFalse();
        assertThat(body.path("include")).hasToString("[\"reasoning.encrypted_content\"]");
    }

    private static ModelRequest request(GenerationOptions.Builder options) {
        return ModelRequest.of("Hello").withOptions(options.build());
    }

    private static ProviderException failure(String event) {
        Replay replay = Replay.sse(json(EVENTS[0], EVENTS[1], event));
        try {
            client(replay).generate(ModelRequest.of("Hello"), TestCall.create());
        } catch (ProviderException e) {
            return e;
        }
        throw new AssertionError("the call succeeded");
    }

    private static ModelResponse answer(byte[] body, int piece) {
        Replay replay = Replay.of(200, Map.of("content-type", "text/event-stream"), body, piece);
        return client(replay).generate(ModelRequest.of("Hello"), TestCall.create());
    }

    private static byte[] stream() {
        StringBuilder text = new StringBuilder();
        for (String event : json(EVENTS)) {
            text.append("event: ")
                    .append(Json.text(Json.read(event), "type"))
                    .append("\ndata: ")
                    .append(event)
                    .append("\n\n");
        }
        return text.toString().getBytes(UTF_8);
    }

    private static ModelClient client(Replay replay) {
        return OpenAiClient.builder("gpt-5.2")
                .api(Api.RESPONSES)
                .connection(connection(replay))
                .build();
    }

    private static Connection connection(Replay replay) {
        return Connection.builder().key(KEY).transport(replay.transport()).build();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static String[] json(String... texts) {
        return Arrays.stream(texts).map(OpenAiResponsesClientTest::json).toArray(String[]::new);
    }
}
