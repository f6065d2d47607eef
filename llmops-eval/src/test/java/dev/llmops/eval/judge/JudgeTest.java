package dev.llmops.eval.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.model.Capability;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.RateLimitedException;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Signature;
import dev.llmops.testing.ScriptedModel;
import dev.llmops.testing.TestCall;
import dev.llmops.testing.VirtualTime;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    private static final JudgeTask TASK = JudgeTask.of(
            "taste",
            "Score the text named \"answer\".",
            AnswerForm.empty().text("reason", "why").whole("score", 1, 5, "the score"));
    private static final List<Exhibit> SHOWN = List.of(Exhibit.question("What is it?"), Exhibit.answer("A cat."));
    private static final String GOOD = "\"reason\": \"short\", \"score\": 4";

    private static Reply ask(ModelClient model) {
        return Judge.of(model).ask(TASK, SHOWN, CallControl.detached());
    }

    private static String reason(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.None.class);
        return ((Reply.None) reply).reason();
    }

    @Test
    void readsAFilledInForm() {
        ScriptedModel model = Answering.form(GOOD);

        JudgeAnswer answer = (JudgeAnswer) ask(model);

        assertThat(answer.whole("score")).isEqualTo(4);
        assertThat(answer.text("reason")).isEqualTo("short");
        assertThat(Answering.shown(model.request(0), "answer")).isEqualTo("A cat.");
        assertThat(model.request(0).options().responseFormat()).isInstanceOf(ResponseFormat.JsonSchema.class);
        assertThat(model.request(0).options().sampling().temperature()).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Here you are:\n```json\n%s\n```",
                "{\"draft\": true} %s",
                "I think { that } \"{\" is fine. %s Done.",
                "%s\n{\"key\": \"0000000000000000\", \"reason\": \"x\", \"score\": 1}"
            })
    void findsTheFormAmongOtherWords(String frame) {
        ScriptedModel model = ScriptedModel.answering(request -> frame.replace("%s", Answering.filled(request, GOOD)));

        assertThat(((JudgeAnswer) ask(model)).whole("score")).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"4\"", "4.0", "4e0"})
    void takesWholeNumbersHoweverTheyAreWritten(String number) {
        assertThat(((JudgeAnswer) ask(Answering.form("\"reason\": \"\", \"score\": " + number))).whole("score"))
                .isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"reason\": \"x\", \"score\": 6",
                "\"reason\": \"x\", \"score\": 4.5",
                "\"reason\": \"x\", \"score\": 1e999999999",
                "\"reason\": \"x\", \"score\": 1e-999999999",
                "\"reason\": \"x\", \"score\": \"good\"",
                "\"reason\": \"x\", \"score\": null",
                "\"reason\": 4, \"score\": 4",
                "\"score\": 4"
            })
    void doesNotGuessAtAFormThatIsFilledInWrongly(String fields) {
        assertThat(reason(ask(Answering.form(fields)))).startsWith("the judge did not fill in the form: \"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "Score: 5/5",
                "[[5]]",
                "great!",
                "{",
                "{\"score\": ",
                "\u0000",
                "[RESULT] 5",
                "null",
                "[]",
                "{\"score\": 5, \"score\": 4}"
            })
    void nonsenseIsNoNumber(String nonsense) {
        assertThat(reason(ask(ScriptedModel.answering(nonsense)))).isEqualTo("the answer of the judge is not JSON");
    }

    @Test
    void aFormWithoutTheKeyIsNoAnswer() {
        assertThat(reason(ask(ScriptedModel.answering("{" + GOOD + "}"))))
                .isEqualTo("the answer of the judge lacks the key of the request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t ", "\u00a0"})
    void silenceIsNoAnswer(String silence) {
        assertThat(reason(ask(ScriptedModel.answering(silence)))).isEqualTo("the judge said nothing");
    }

    @Test
    void aRefusalIsNoAnswer() {
        ModelClient refusing = (request, call) -> ModelResponse.builder(
                        Message.of(Role.ASSISTANT, List.of(new Content.Refusal("I cannot judge that."))))
                .build();
        ModelClient filtered = ScriptedModel.script()
                .text("")
                .finish(FinishReason.CONTENT_FILTER)
                .build();

        assertThat(reason(ask(refusing))).isEqualTo("the judge refused to answer");
        assertThat(reason(ask(filtered))).isEqualTo("the judge refused to answer");
    }

    @Test
    void anAnswerThatWasCutOffIsNone() {
        ModelClient model = ScriptedModel.script()
                .reply(request -> Answering.filled(request, GOOD))
                .finish(FinishReason.LENGTH)
                .build();

        assertThat(reason(ask(model))).isEqualTo("the answer of the judge was cut off; allow it more tokens");
    }

    @Test
    void failuresOfTheProviderAreReasons() {
        assertThat(reason(ask(ScriptedModel.failing(ErrorClass.OVERLOADED)))).startsWith("the judge failed: ");
        assertThat(reason(ask((request, call) -> {
                    throw new IllegalStateException("with text of the prompt");
                })))
                .isEqualTo("the judge failed with java.lang.IllegalStateException");
    }

    @Test
    void tooManyRequestsAreToldToWhoeverRunsThem() {
        assertThatThrownBy(() -> ask(ScriptedModel.failing(ErrorClass.RATE_LIMITED)))
                .isInstanceOf(RateLimitedException.class);
    }

    @Test
    void aJudgeThatHangsRunsOutOfTime() throws Exception {
        VirtualTime time = new VirtualTime();
        ScriptedModel model = ScriptedModel.hanging();
        Judge judge = Judge.builder(model)
                .timeLimit(Duration.ofSeconds(30))
                .time(time)
                .build();
        var reply = CompletableFuture.supplyAsync(() -> judge.ask(TASK, SHOWN, CallControl.detached()));

        model.awaitCalls(1);
        time.advance(Duration.ofSeconds(31));

        assertThat(reason(reply.get())).isEqualTo("the judge did not answer in time");
    }

    @Test
    void cancellationPassesThrough() throws Exception {
        ScriptedModel model = ScriptedModel.hanging();
        TestCall call = TestCall.create();
        var reply = CompletableFuture.supplyAsync(() -> Judge.of(model).ask(TASK, SHOWN, call));

        model.awaitCalls(1);
        call.cancel();

        assertThatThrownBy(reply::get).hasCauseInstanceOf(CallCancelledException.class);
    }

    @Test
    void asksAgainIfItMayAndAddsUpWhatThatUsed() {
        ScriptedModel model = ScriptedModel.script()
                .text("hm")
                .usage(Usage.of(10, 1))
                .next()
                .reply(request -> Answering.filled(request, GOOD))
                .usage(Usage.of(10, 7))
                .build();
        Judge judge = Judge.builder(model).attempts(3).build();

        Reply reply = judge.ask(TASK, SHOWN, CallControl.detached());

        assertThat(reply).isInstanceOf(JudgeAnswer.class);
        assertThat(reply.usage().outputTokens()).hasValue(8);
        assertThat(model.calls()).isEqualTo(2);
        assertThat(Judge.keyOf(model.request(0))).isNotEqualTo(Judge.keyOf(model.request(1)));
    }

    @Test
    void asksInWordsIfTheModelTakesNoSchema() {
        ModelClient picky = (request, call) -> {
            if (!request.options().responseFormat().equals(ResponseFormat.text())) {
                throw new UnsupportedCapabilityException("a/b", "a schema", "Leave it out.");
            }
            return ModelResponse.of(Answering.filled(request, GOOD));
        };

        assertThat(ask(picky)).isInstanceOf(JudgeAnswer.class);
    }

    @Test
    void asksForWhatTheModelCanDo() {
        EnumSet<Capability> some = EnumSet.allOf(Capability.class);
        some.remove(Capability.JSON_SCHEMA);
        some.remove(Capability.LOGPROBS);
        ScriptedModel model = ScriptedModel.script()
                .info(ModelInfo.builder("a", "b").capabilities(some).build())
                .reply(request -> Answering.filled(request, GOOD))
                .build();

        Judge.of(model).ask(TASK, SHOWN, 0, 20, CallControl.detached());

        assertThat(model.request(0).options().responseFormat()).isInstanceOf(ResponseFormat.Json.class);
        assertThat(model.request(0).options().logprobs()).isEqualTo(-1);
    }

    @Test
    void theSignatureHoldsWhatMovesTheVerdict() {
        Judge judge = Judge.builder(ScriptedModel.script()
                        .info(ModelInfo.builder("ollama", "llama3:8b").build())
                        .build())
                .temperature(0.7)
                .build();

        Signature signature = judge.sign(Signature.of("taste"), 3, "json", TASK);

        assertThat(signature)
                .hasToString("taste|prompt:" + TASK.hash() + "|model:ollama/llama3_8b|temp:0.7|parser:json|samples:3");
        assertThat(JudgeTask.of("taste", "Score it.", TASK.form().orElseThrow()).hash())
                .isNotEqualTo(TASK.hash());
    }

    @Test
    void sameQuestionsHaveTheSameKeyAndOthersAnother() {
        ScriptedModel model = Answering.form(GOOD);
        Judge judge = Judge.of(model);

        judge.ask(TASK, SHOWN, CallControl.detached());
        judge.ask(TASK, SHOWN, CallControl.detached());
        judge.ask(TASK, SHOWN, 1, -1, CallControl.detached());
        judge.ask(TASK, List.of(Exhibit.answer("A cat.")), CallControl.detached());

        List<String> keys = model.requests().stream()
                .map(request -> Judge.keyOf(request).orElseThrow())
                .toList();
        assertThat(keys.get(0)).isEqualTo(keys.get(1)).hasSize(16);
        assertThat(keys.subList(1, 4)).doesNotHaveDuplicates();
    }
}
