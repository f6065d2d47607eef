package dev.llmops.remote.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ToolCall;
import dev.llmops.remote.http.Replay;
import dev.llmops.testing.TestCall;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeminiReaderTest {
    @Test
    void keepsPartsApartWithWhatBelongsToThem() {
        ModelResponse response = whole("""
                {"candidates":[{"content":{"role":"model","parts":[
                   {"text":"Let me see.","thought":true},
                   {"text":"One."},
                   {"text":"Two.","thoughtSignature":"c2lnMQ=="},
                   {"text":"","thoughtSignature":"c2lnMg=="},
                   {"executableCode":{"language":"PYTHON","code":"1+1"},"thoughtSignature":"c2lnMw=="},
                   {"inlineData":{"mimeType":"image/png","data":"_-8="},"thoughtSignature":"c2lnNA=="},
                   {"functionCall":{"id":"f1","name":"find","args":{"q":1.50}},"thoughtSignature":"c2lnNQ=="},
                   {"functionCall":{"name":"wave"}},
                   {"somethingNew":{"a":1}}]},"finishReason":"STOP"}],
                 "responseId":"r9","modelVersion":"gemini-x"}""");

        assertThat(response.message().contents())
                .containsExactly(
                        new Content.Reasoning("Let me see.", ""),
                        text("One."),
                        text("Two."),
                        new Content.Opaque("gemini", "members", "{\"thoughtSignature\":\"c2lnMQ==\"}"),
                        new Content.Opaque("gemini", "text", "{\"text\":\"\",\"thoughtSignature\":\"c2lnMg==\"}"),
                        new Content.Opaque(
                                "gemini",
                                "executableCode",
                                "{\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"1+1\"},"
                                        + "\"thoughtSignature\":\"c2lnMw==\"}"),
                        new Content.Attachment(dev.llmops.api.model.Media.of("image/png", new byte[] {-1, -17})),
                        new Content.Opaque("gemini", "members", "{\"thoughtSignature\":\"c2lnNA==\"}"),
                        new Content.ToolUse(new ToolCall("f1", "find", "{\"q\":1.50}"), "c2lnNQ=="),
                        new Content.ToolUse(new ToolCall("made-up-r9-1", "wave", "{}")),
                        new Content.Opaque("gemini", "somethingNew", "{\"somethingNew\":{\"a\":1}}"));
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.rawFinishReason()).isEqualTo("STOP");
        assertThat(response.id()).isEqualTo("r9");
        assertThat(response.model()).isEqualTo("gemini-x");
    }

    @Test
    void textGoesOnOverChunksUntilItIsSigned() {
        ModelResponse response = stream(
                chunk("{\"text\":\"Hm\",\"thought\":true}"),
                chunk("{\"text\":\"m.\",\"thought\":true}"),
                chunk("{\"text\":\"A\"}"),
                chunk("{\"text\":\"b\"}"),
                chunk("{\"text\":\"c\",\"thoughtSignature\":\"eA==\"}"),
                chunk("{\"text\":\"d\"}"),
                "{\"candidates\":[{\"finishReason\":\"MAX_TOKENS\"}]}");

        assertThat(response.message().contents())
                .containsExactly(
                        new Content.Reasoning("Hmm.", ""),
                        text("Ab"),
                        text("c"),
                        new Content.Opaque("gemini", "members", "{\"thoughtSignature\":\"eA==\"}"),
                        text("d"));
        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void joinsArgumentsThatComeInPieces() {
        ModelResponse response = stream(
                chunk("{\"functionCall\":{\"name\":\"book\",\"willContinue\":true},\"thoughtSignature\":\"eA==\"}"),
                chunk("""
                        {"functionCall":{"partialArgs":[{"jsonPath":"$.city","stringValue":"New ","willContinue":true}],
                          "willContinue":true}}"""),
                chunk("""
                        {"functionCall":{"partialArgs":[{"jsonPath":"$.city","stringValue":"Delhi"},
                          {"jsonPath":"$.stops[1].nights","numberValue":2},
                          {"jsonPath":"$.stops[0]['late.in']","boolValue":true},
                          {"jsonPath":"$.note","nullValue":null}],"willContinue":true}}"""),
                chunk("{\"functionCall\":{}}"),
                chunk("{\"functionCall\":{\"name\":\"wave\",\"args\":{}}}"),
                "{\"candidates\":[{\"finishReason\":\"STOP\"}]}");

        assertThat(response.message().contents())
                .containsExactly(
                        new Content.ToolUse(
                                new ToolCall(
                                        "made-up-after1-0",
                                        "book",
                                        "{\"city\":\"New Delhi\",\"stops\":[{\"late.in\":true},{\"nights\":2}],"
                                                + "\"note\":null}"),
                                "eA=="),
                        new Content.ToolUse(new ToolCall("made-up-after1-1", "wave", "{}")));
    }

    @Test
    void anAnswerBlockedAtItsEndIsAnAnswerThatSaysSo() {
        ModelResponse response = whole("""
                {"candidates":[{"finishReason":"SAFETY","safetyRatings":[{"blocked":true}],
                  "finishMessage":"Blocked."}]}""");

        assertThat(response.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(response.message().contents()).isEmpty();
        assertThat(response.metadata())
                .containsEntry("finishMessage", "Blocked.")
                .containsEntry("safetyRatings", "[{\"blocked\":true}]");
    }

    @Test
    void readsReasonsThatAreNumbers() {
        assertThat(finish("1")).isEqualTo(FinishReason.STOP);
        assertThat(finish("2")).isEqualTo(FinishReason.LENGTH);
        assertThat(finish("3")).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(finish("4")).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(finish("77")).isEqualTo(FinishReason.UNKNOWN);
        assertThat(finish("\"UNEXPECTED_TOOL_CALL\"")).isEqualTo(FinishReason.ERROR);
    }

    private static FinishReason finish(String json) {
        return whole("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"x\"}]},\"finishReason\":" + json + "}]}")
                .finishReason();
    }

    @Test
    void groundingOfSeveralChunksIsJoined() {
        ModelResponse response = stream(
                "{\"candidates\":[{\"groundingMetadata\":{}}]}",
                "{\"candidates\":[{\"groundingMetadata\":{\"webSearchQueries\":[\"q\"]}}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"x\"}]},\"finishReason\":\"STOP\","
                        + "\"groundingMetadata\":{\"groundingChunks\":[{\"web\":{\"uri\":\"u\"}}]}}]}");

        assertThat(response.metadata())
                .containsEntry(
                        "groundingMetadata",
                        "{\"webSearchQueries\":[\"q\"],\"groundingChunks\":[{\"web\":{\"uri\":\"u\"}}]}");
    }

    @Test
    void readsTheFirstCandidateOnly() {
        ModelResponse response = whole("""
                {"candidates":[{"index":1,"content":{"parts":[{"text":"second"}]},"finishReason":"STOP"},
                               {"index":0,"content":{"parts":[{"text":"first"}]},"finishReason":"STOP"}]}""");

        assertThat(response.text()).isEqualTo("first");
    }

    @Test
    void readsHowLikelyTokensWere() {
        ModelResponse response = whole("""
                {"candidates":[{"content":{"parts":[{"text":"Hi"}]},"finishReason":"STOP","logprobsResult":{
                  "chosenCandidates":[{"token":"Hi","tokenId":1,"logProbability":-0.5}],
                  "topCandidates":[{"candidates":[{"token":"Hi","logProbability":-0.5},{"token":"Ho","logProbability":-2}]}]}}]}""");

        assertThat(response.logprobs()).singleElement().satisfies(token -> {
            assertThat(token.token()).isEqualTo("Hi");
            assertThat(token.logprob()).isEqualTo(-0.5);
            assertThat(token.alternatives()).extracting(each -> each.token()).containsExactly("Hi", "Ho");
        });
    }

    @Test
    void anErrorInsideAStreamIsAFailureWithWhatCameBefore() {
        Replay replay = Replay.sse(
                chunk("{\"text\":\"Well\"}"),
                "{\"error\":{\"code\":503,\"message\":\"overloaded\",\"status\":\"UNAVAILABLE\"}}");

        ProviderException failure = catchThrowableOfType(
                ProviderException.class,
                () -> GeminiClientTest.client(replay).generate(ModelRequest.of("Hi"), TestCall.create()));

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(failure.failure().partial().orElseThrow().text()).isEqualTo("Well");
    }

    @Test
    void anAnswerWithoutCandidatesIsMalformed() {
        assertThatThrownBy(() -> whole("{\"usageMetadata\":{\"promptTokenCount\":3}}"))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.errorClass()).isEqualTo(ErrorClass.MALFORMED));
    }

    @Test
    void aStreamThatIsCutBeforeItsLastChunkIsNoSuccess() {
        String stream = "data: " + chunk("{\"text\":\"Grüße 😀\"}") + "\r\n\r\ndata: "
                + "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"!\"}]},\"finishReason\":\"STOP\"}]}";
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);

        for (int end = 0; end < bytes.length; end++) {
            Replay replay = Replay.of(200, Map.of(), Arrays.copyOf(bytes, end), 7);
            assertThatThrownBy(() -> GeminiClientTest.client(replay).generate(ModelRequest.of("Hi"), TestCall.create()))
                    .as("cut after %d bytes", end)
                    .isInstanceOf(ProviderException.class);
        }
        Replay whole = Replay.of(200, Map.of(), bytes, 3);
        assertThat(GeminiClientTest.client(whole)
                        .generate(ModelRequest.of("Hi"), TestCall.create())
                        .text())
                .isEqualTo("Grüße 😀!");
    }

    @Test
    void passesPartsItDoesNotKnowOnWhileTheyCome() {
        TestCall call = TestCall.create();
        Replay replay =
                Replay.sse(chunk("{\"somethingNew\":{\"a\":1}}"), "{\"candidates\":[{\"finishReason\":\"STOP\"}]}");

        GeminiClientTest.client(replay).generate(ModelRequest.of("Hi"), call);

        assertThat(call.events(ModelEvent.Opaque.class))
                .containsExactly(new ModelEvent.Opaque("somethingNew", "{\"somethingNew\":{\"a\":1}}"));
    }

    private static Content text(String text) {
        return new Content.Text(text, Trust.MODEL);
    }

    private static String chunk(String part) {
        return "{\"candidates\":[{\"content\":{\"parts\":[" + GeminiClientTest.line(part) + "]}}]}";
    }

    private static ModelResponse whole(String json) {
        return GeminiClientTest.client(Replay.of("application/json", json))
                .generate(ModelRequest.of("Hi"), TestCall.builder().silent().build());
    }

    private static ModelResponse stream(String... chunks) {
        return GeminiClientTest.client(Replay.sse(chunks)).generate(ModelRequest.of("Hi"), TestCall.create());
    }
}
