package dev.llmops.remote.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.Locality;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.chat.ChatClientContract;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.TestCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class TgiClientTest extends ChatClientContract {
    @Override
    protected ModelClient client(Connection connection) {
        return TgiClient.builder("bigscience/bloom").connection(connection).build();
    }

    @Override
    protected String address() {
        return "http://localhost:8080/generate";
    }

    private static String token(String text, boolean special, String rest) {
        return "{\"index\":1,\"token\":{\"id\":5,\"text\":\"" + text + "\",\"logprob\":-0.5,\"special\":" + special
                + "}," + rest + "}";
    }

    private static String token(String text) {
        return token(text, false, "\"generated_text\":null,\"details\":null");
    }

    private static String last(String text, String reason) {
        return token(
                text,
                reason.equals("eos_token"),
                "\"generated_text\":\"all\",\"details\":{\"finish_reason\":\"" + reason
                        + "\",\"generated_tokens\":4,\"input_length\":3,\"seed\":42}");
    }

    @Override
    protected List<String> streamed() {
        return List.of(token("Hello"), token(", "), token("Xan"), token("thippe"), last("</s>", "eos_token"));
    }

    @Override
    protected String whole() {
        return "{\"generated_text\":\"Hello, Xanthippe\",\"details\":{\"finish_reason\":\"length\","
                + "\"generated_tokens\":4,\"seed\":42,\"prefill\":[{\"id\":1,\"text\":\"a\",\"logprob\":null}],"
                + "\"tokens\":[{\"id\":5,\"text\":\"Hello\",\"logprob\":-0.5,\"special\":false}],"
                + "\"top_tokens\":[[{\"id\":5,\"text\":\"Hello\",\"logprob\":-0.5},{\"id\":6,\"text\":\"Hey\",\"logprob\":-2}]]}}";
    }

    private static ModelResponse answer(Replay replay, ModelRequest request, TestCall call) {
        return TgiClient.builder("bloom")
                .connection(Connection.builder()
                        .key(KEY)
                        .transport(replay.transport())
                        .build())
                .build()
                .generate(request, call);
    }

    private ModelResponse whole(Replay replay, GenerationOptions options) {
        return answer(
                replay,
                ModelRequest.of("Once upon").withOptions(options),
                TestCall.builder().silent().build());
    }

    private JsonNode parameters(GenerationOptions options) {
        Replay replay = Replay.of("application/json", whole());
        whole(replay, options);
        return Json.read(replay.sent().get(0).body()).path("parameters");
    }

    private static GenerationOptions sampling(Sampling.Builder sampling) {
        return GenerationOptions.builder().sampling(sampling.build()).build();
    }

    @Test
    void leavesSpecialTokensOutOfAStream() {
        ModelResponse response = client().generate(request(), TestCall.create());

        assertThat(response.text()).isEqualTo("Hello, Xanthippe");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.usage().inputTokens()).hasValue(3);
        assertThat(response.usage().outputTokens()).hasValue(4);
        assertThat(response.metadata()).containsEntry("seed", "42");
    }

    @Test
    void readsAWholeAnswerAlsoInAList() {
        Replay list = Replay.of("application/json", "[" + whole() + "]");

        ModelResponse response =
                whole(list, GenerationOptions.builder().logprobs(2).build());

        assertThat(response.text()).isEqualTo("Hello, Xanthippe");
        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.usage().inputTokens()).hasValue(1);
        assertThat(response.logprobs()).hasSize(1);
        assertThat(response.logprobs().get(0).alternatives()).hasSize(2);
    }

    @Test
    void takesTheTextThatEndedItOffTheAnswer() {
        GenerationOptions stop = sampling(Sampling.builder().stop("END"));
        Replay stream = Replay.sse(token("One E"), token("N two E"), token("N"), last("D", "stop_sequence"));
        TestCall call = TestCall.create();

        ModelResponse streamed = answer(stream, ModelRequest.of("Count").withOptions(stop), call);
        ModelResponse whole = whole(
                Replay.of(
                        "application/json",
                        "{\"generated_text\":\"One EN two END\",\"details\":{\"finish_reason\":\"stop_sequence\"}}"),
                stop);

        assertThat(streamed.text()).isEqualTo("One EN two ");
        assertThat(call.text()).isEqualTo("One EN two ");
        assertThat(whole.text()).isEqualTo("One EN two ");
    }

    @Test
    void keepsTheBeginningOfAStopTextThatDidNotEndTheAnswer() {
        Replay stream = Replay.sse(token("The EN"), last("", "length"));

        ModelResponse response = answer(
                stream,
                ModelRequest.of("Count").withOptions(sampling(Sampling.builder().stop("END"))),
                TestCall.create());

        assertThat(response.text()).isEqualTo("The EN");
    }

    @Test
    void sendsPromptAndParameters() {
        Replay replay = Replay.of("application/json", whole());

        whole(
                replay,
                GenerationOptions.builder()
                        .sampling(Sampling.builder()
                                .maxOutputTokens(9)
                                .temperature(0.5)
                                .topP(0.9)
                                .topK(4)
                                .seed(7)
                                .frequencyPenalty(0.5)
                                .stop("END")
                                .build())
                        .logprobs(2)
                        .providerOptions(TgiOptions.builder()
                                .repetitionPenalty(1.1)
                                .typicalP(0.9)
                                .truncate(100)
                                .bestOf(2)
                                .watermark()
                                .promptDetails()
                                .parameter("adapter_id", "\"a\"")
                                .build())
                        .build());

        assertThat(replay.sent().get(0).body())
                .isEqualTo("{\"inputs\":\"Once upon\",\"parameters\":{\"details\":true,\"return_full_text\":false,"
                        + "\"max_new_tokens\":9,\"do_sample\":true,\"temperature\":0.5,\"top_p\":0.9,\"top_k\":4,"
                        + "\"seed\":7,\"frequency_penalty\":0.5,\"stop\":[\"END\"],\"top_n_tokens\":2,"
                        + "\"repetition_penalty\":1.1,\"typical_p\":0.9,\"truncate\":100,\"best_of\":2,"
                        + "\"watermark\":true,\"decoder_input_details\":true,\"adapter_id\":\"a\"}}");
    }

    @Test
    void samplesNotAtAllAtATemperatureOfZero() {
        JsonNode parameters =
                parameters(sampling(Sampling.builder().temperature(0).topP(1)));

        assertThat(parameters.path("do_sample").asBoolean(true)).isFalse();
        assertThat(parameters.has("temperature")).isFalse();
        assertThat(parameters.has("top_p")).isFalse();
    }

    @Test
    void sendsTheFormOfTheAnswerAsAGrammar() {
        assertThat(parameters(GenerationOptions.builder()
                                .responseFormat(ResponseFormat.schema("x", "{\"type\":\"array\"}"))
                                .build())
                        .path("grammar"))
                .hasToString("{\"type\":\"json\",\"value\":{\"type\":\"array\"}}");
        assertThat(parameters(GenerationOptions.builder()
                                .responseFormat(new ResponseFormat.Json())
                                .build())
                        .at("/grammar/value/type")
                        .asText())
                .isEqualTo("object");
        assertThat(parameters(GenerationOptions.builder()
                                .providerOptions(
                                        TgiOptions.builder().regex("a+").build())
                                .build())
                        .path("grammar"))
                .hasToString("{\"type\":\"regex\",\"value\":\"a+\"}");
    }

    @Test
    void failsForWhatATextModelCannotDo() {
        for (GenerationOptions options : List.of(
                sampling(Sampling.builder().presencePenalty(1)),
                GenerationOptions.builder()
                        .tools(List.of(ToolSpec.of("f", "", "{}")))
                        .build())) {
            assertThatThrownBy(() -> parameters(options)).isInstanceOf(UnsupportedCapabilityException.class);
        }
    }

    @Test
    void tellsAnErrorInsideAStream() {
        Replay stream = Replay.sse(
                token("Hel"), "{\"error\":\"Request failed during generation\",\"error_type\":\"generation\"}");

        assertThatThrownBy(() -> answer(stream, request(), TestCall.create()))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.errorClass()).isNotEqualTo(ErrorClass.TRUNCATED));
    }

    @Test
    void runsWhereItsServerRuns() {
        try (TgiClient here = TgiClient.at("http://127.0.0.1:8080", "m");
                TgiClient there = TgiClient.at("https://tgi.example.org", "m")) {
            assertThat(here.info().locality()).isEqualTo(Locality.LOCAL);
            assertThat(there.info().locality()).isEqualTo(Locality.REMOTE);
        }
    }
}
