package dev.llmops.remote.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.model.Content;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.Usage;
import dev.llmops.remote.chat.ChatDialect.Trait;
import dev.llmops.remote.stream.WireEvent;
import dev.llmops.remote.wire.InStreamFailure;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MalformedAnswerException;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatReaderTest {
    private final ChatTrial trial = ChatTrial.common();

    @Test
    void readsAWholeAnswer() {
        ModelResponse response =
                trial.whole("{\"id\":\"c-1\",\"model\":\"m-2\",\"system_fingerprint\":\"fp\",\"choices\":[{\"index\":0,"
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"length\"}],"
                        + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}");

        assertThat(response.text()).isEqualTo("Hi");
        assertThat(response.id()).isEqualTo("c-1");
        assertThat(response.model()).isEqualTo("m-2");
        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.usage().inputTokens()).hasValue(3);
        assertThat(response.metadata()).containsEntry("system_fingerprint", "fp");
    }

    @Test
    void joinsAStream() {
        ModelResponse response =
                trial.deltas("{\"role\":\"assistant\",\"content\":\"\"}", "{\"content\":\"H\"}", "{\"content\":\"i\"}");

        assertThat(response.text()).isEqualTo("Hi");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void takesTheFirstNameThatIsNotEmpty() {
        ModelResponse response = trial.stream(
                "{\"id\":\"\",\"model\":\"\",\"choices\":[],\"prompt_filter_results\":[{\"x\":1}]}",
                ChatTrial.chunk("{\"content\":\"Hi\"}", "\"stop\""),
                "[DONE]");

        assertThat(response.id()).isEqualTo("c-1");
        assertThat(response.model()).isEqualTo("m");
        assertThat(response.metadata()).containsEntry("prompt_filter_results", "[{\"x\":1}]");
    }

    @Test
    void readsTheFirstOfSeveralChoicesThatComeInTurn() {
        ModelResponse response = trial.stream(
                ChatTrial.chunk("{\"content\":\"one\"}", "null"),
                "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"two\"},\"finish_reason\":null}]}",
                ChatTrial.chunk("{}", "\"stop\""),
                "{\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"stop\"}]}",
                "[DONE]");

        assertThat(response.text()).isEqualTo("one");
    }

    @Test
    void keepsReasoningApartUnderEitherName() {
        ModelResponse streamed = trial.deltas(
                "{\"content\":\"\",\"reasoning_content\":\"hm\"}", "{\"reasoning\":\"m\"}", "{\"content\":\"4\"}");
        ModelResponse whole = trial.whole(ChatTrial.answer("{\"content\":\"4\",\"reasoning\":\"hmm\"}", "stop"));

        assertThat(streamed.message()).isEqualTo(whole.message());
        assertThat(whole.message().contents().get(0)).isEqualTo(new Content.Reasoning("hmm", ""));
        assertThat(whole.text()).isEqualTo("4");
    }

    @Test
    void readsContentThatIsAList() {
        ModelResponse response = trial.deltas(
                "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]}]}",
                "{\"content\":[{\"type\":\"text\",\"text\":\"4\"}]}",
                "{\"content\":[{\"type\":\"reference\",\"reference_ids\":[1]}]}");

        assertThat(response.reasoning()).isEqualTo("hm");
        assertThat(response.text()).isEqualTo("4");
        assertThat(response.message().contents())
                .contains(new Content.Opaque("test", "reference", "{\"type\":\"reference\",\"reference_ids\":[1]}"));
    }

    @Test
    void keepsWhatThoughtsReferTo() {
        ModelResponse response = trial.whole(ChatTrial.answer(
                "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"reference\",\"reference_ids\":[1]}]},"
                        + "{\"type\":\"text\",\"text\":\"4\"}]}",
                "stop"));

        assertThat(trial.body(ModelRequest.of(List.of(response.message())))
                        .at("/messages/0/content/0")
                        .toString())
                .isEqualTo("{\"type\":\"thinking\",\"thinking\":[{\"type\":\"reference\",\"reference_ids\":[1]}]}");
    }

    @Test
    void tellsARefusal() {
        ModelResponse response = trial.deltas("{\"refusal\":\"I can\"}", "{\"refusal\":\"not\"}");

        assertThat(response.message().contents()).containsExactly(new Content.Refusal("I cannot"));
        assertThat(response.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(response.rawFinishReason()).isEqualTo("stop");
    }

    @Test
    void joinsReasoningDetailsThatGoBackAsTheyWere() {
        ModelResponse response = trial.deltas(
                "{\"reasoning\":\"We\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"We\",\"index\":0,\"signature\":null}]}",
                "{\"reasoning\":\" do\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\" do\",\"index\":0,\"signature\":\"s+/=\"}]}",
                "{\"reasoning_details\":[{\"type\":\"reasoning.encrypted\",\"data\":\"d\",\"index\":1}]}",
                "{\"content\":\"Yes\"}");

        String body = trial.body(
                        ModelRequest.of(List.of(Message.user("Hello"), response.message(), Message.user("Go on"))))
                .path("messages")
                .path(1)
                .path("reasoning_details")
                .toString();

        assertThat(body)
                .isEqualTo("[{\"type\":\"reasoning.text\",\"text\":\"We do\",\"index\":0,\"signature\":\"s+/=\"},"
                        + "{\"type\":\"reasoning.encrypted\",\"data\":\"d\",\"index\":1}]");
    }

    @Test
    void keepsStateThatAToolCallCarries() {
        ModelResponse response = trial.whole(ChatTrial.answer(
                "{\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},"
                        + "\"extra_content\":{\"google\":{\"thought_signature\":\"s+/=\"}}}]}",
                "stop"));

        assertThat(trial.body(ModelRequest.of(List.of(response.message())))
                        .at("/messages/0/tool_calls/0/extra_content/google/thought_signature")
                        .asText())
                .isEqualTo("s+/=");
    }

    @Test
    void keepsUnknownListsOfAMessageAsMetadata() {
        ModelResponse response = trial.deltas(
                "{\"content\":\"Hi\",\"annotations\":[{\"type\":\"url_citation\"}]}",
                "{\"annotations\":[{\"type\":\"new\"}]}");

        assertThat(response.metadata())
                .containsEntry("message.annotations", "[{\"type\":\"url_citation\"},{\"type\":\"new\"}]");
    }

    @Test
    void readsPictures() {
        ModelResponse response = trial.whole(ChatTrial.answer(
                "{\"content\":\"Here\",\"images\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/webp;base64,AQID\"}}]}",
                "stop"));

        Content.Attachment picture =
                (Content.Attachment) response.message().contents().get(1);
        assertThat(picture.media().mimeType()).isEqualTo("image/webp");
        assertThat(picture.media().bytes()).hasValue(new byte[] {1, 2, 3});
    }

    @Test
    void joinsSoundThatGoesBackByItsId() {
        String wav = Base64.getEncoder().encodeToString(new byte[] {'R', 'I', 'F', 'F', 1});
        ModelResponse response = trial.deltas(
                "{\"audio\":{\"id\":\"audio_1\",\"transcript\":\"He\"}}",
                "{\"audio\":{\"data\":\"" + wav + "\",\"transcript\":\"llo\"}}",
                "{\"audio\":{\"data\":\"Ag==\",\"expires_at\":1}}");

        assertThat(response.text()).isEqualTo("Hello");
        Content.Attachment sound =
                (Content.Attachment) response.message().contents().get(1);
        assertThat(sound.media().mimeType()).isEqualTo("audio/wav");
        assertThat(sound.media().bytes()).hasValue(new byte[] {'R', 'I', 'F', 'F', 1, 2});
        assertThat(trial.body(ModelRequest.of(List.of(response.message())))
                        .at("/messages/0/audio")
                        .toString())
                .isEqualTo("{\"id\":\"audio_1\"}");
    }

    @Test
    void readsAPlainCompletion() {
        ModelResponse response = trial.stream(
                "{\"choices\":[{\"index\":0,\"text\":\"He\",\"finish_reason\":null,\"logprobs\":{\"tokens\":[\"He\"],"
                        + "\"token_logprobs\":[-0.5],\"top_logprobs\":[{\"He\":-0.5,\"Ho\":-2}]}}]}",
                "{\"choices\":[{\"index\":0,\"text\":\"llo\",\"finish_reason\":\"stop\"}]}",
                "[DONE]");

        assertThat(response.text()).isEqualTo("Hello");
        assertThat(response.logprobs()).hasSize(1);
        assertThat(response.logprobs().get(0).alternatives()).hasSize(2);
    }

    @Test
    void ignoresTextBesideADelta() {
        ModelResponse response = trial.stream(
                "{\"choices\":[{\"index\":0,\"text\":\"Hi\",\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"eos\"}]}",
                "[DONE]");

        assertThat(response.text()).isEqualTo("Hi");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void takesUsageOfTheLastChunkMemberByMember() {
        ModelResponse response = trial.stream(
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":7}}",
                "{\"choices\":[],\"usage\":{\"completion_tokens\":2,\"prompt_tokens\":null}}",
                "{\"choices\":[],\"usage\":null,\"moderation\":{\"flagged\":false}}",
                "[DONE]");

        assertThat(response.usage().inputTokens()).hasValue(7);
        assertThat(response.usage().outputTokens()).hasValue(2);
        assertThat(response.metadata()).containsEntry("moderation", "{\"flagged\":false}");
    }

    @Test
    void readsGroqsUsageWhereItStands() {
        ModelResponse response = trial.stream(
                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                        + "\"x_groq\":{\"id\":\"r\",\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1}}}",
                "[DONE]");

        assertThat(response.usage().inputTokens()).hasValue(5);
    }

    @Test
    void leavesUsageUnknownThatNeverCame() {
        ModelResponse response = trial.deltas("{\"content\":\"Hi\"}");

        assertThat(response.usage()).isEqualTo(Usage.unknown());
    }

    @Test
    void failsForAnErrorInPlaceOfAChunk() {
        assertThatThrownBy(() -> trial.stream("{\"error\":{\"message\":\"no\",\"code\":400}}"))
                .isInstanceOf(InStreamFailure.class);
        assertThatThrownBy(() -> trial.stream("{\"choices\":[{\"index\":0,\"delta\":{},\"error\":{\"code\":502}}]}"))
                .isInstanceOf(InStreamFailure.class);
        assertThatThrownBy(() -> trial.stream("{\"type\":\"error\",\"message\":\"no\"}"))
                .isInstanceOf(InStreamFailure.class);
        assertThatThrownBy(() -> trial.stream("{\"choices\":[],\"x_groq\":{\"error\":\"over_capacity\"}}"))
                .isInstanceOf(InStreamFailure.class);
        assertThatThrownBy(() -> trial.whole("{\"error\":{\"message\":\"no\"}}"))
                .isInstanceOf(InStreamFailure.class);
    }

    @Test
    void failsForAnErrorEvent() {
        ResponseAssembly assembly = new ResponseAssembly("test", event -> {});
        ChatReader reader = new ChatReader(ChatDialect.common("test"), assembly);

        assertThatThrownBy(() -> reader.event(WireEvent.of("error", "{\"message\":\"no\"}")))
                .isInstanceOf(InStreamFailure.class);
    }

    @Test
    void takesAnEmptyErrorForNone() {
        ModelResponse response = trial.stream(
                "{\"error\":null,\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}",
                "{\"error\":{},\"choices\":[]}",
                "[DONE]");

        assertThat(response.text()).isEqualTo("Hi");
    }

    @Test
    void keepsAnAnswerThatHadEndedBeforeTheError() {
        ModelResponse response = trial.stream(
                ChatTrial.chunk("{\"content\":\"Hi\"}", "\"length\""),
                "{\"error\":{\"code\":400,\"message\":\"limit\"},\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":null}]}",
                "[DONE]");

        assertThat(response.text()).isEqualTo("Hi");
        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.warnings()).hasSize(1);
        assertThat(response.metadata()).containsKey("error");
    }

    @Test
    void isNoAnswerWithoutAChoice() {
        assertThatThrownBy(() -> trial.whole("{\"choices\":[]}")).isInstanceOf(MalformedAnswerException.class);
        assertThatThrownBy(() -> trial.whole("{}")).isInstanceOf(MalformedAnswerException.class);
        assertThatThrownBy(() -> trial.stream("[DONE]")).isInstanceOf(MalformedAnswerException.class);
        assertThatThrownBy(() -> trial.stream("not json")).isInstanceOf(MalformedAnswerException.class);
    }

    @Test
    void isCompleteWithoutAMarkerOnlyWhereServersLeaveItOut() {
        String chunk = ChatTrial.chunk("{\"content\":\"Hi\"}", "\"stop\"");
        ChatTrial lenient = new ChatTrial(ChatDialect.common("test").without(Trait.ENDS_WITH_DONE));

        assertThat(lenient.stream(chunk).text()).isEqualTo("Hi");
        assertThatThrownBy(() -> trial.stream(chunk)).isInstanceOf(MalformedAnswerException.class);
        assertThatThrownBy(() -> lenient.stream(ChatTrial.chunk("{\"content\":\"Hi\"}", "null")))
                .isInstanceOf(MalformedAnswerException.class);
        assertThatThrownBy(() -> lenient.stream(
                        chunk, "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"x\"},\"finish_reason\":null}]}"))
                .isInstanceOf(MalformedAnswerException.class);
    }

    @Test
    void keepsNumbersAsTheyCame() {
        ModelResponse response = trial.whole(
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],\"timings\":{\"ms\":1.50}}");

        assertThat(Json.read(response.metadata().getOrDefault("timings", ""))
                        .path("ms")
                        .asText())
                .isEqualTo("1.50");
    }
}
