package dev.llmops.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Locality;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.AnswerEvent;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.pipeline.StageKind;
import dev.llmops.api.pipeline.StageTiming;
import dev.llmops.api.safety.Action;
import dev.llmops.api.safety.BlockedException;
import dev.llmops.api.safety.GuardDecision;
import dev.llmops.api.safety.GuardPolicy;
import dev.llmops.api.safety.GuardPolicy.OnError;
import dev.llmops.api.safety.Segment;
import dev.llmops.core.memory.ConversationMemory;
import dev.llmops.testing.ScriptedGuard;
import dev.llmops.testing.ScriptedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PipelineGuardsTest {
    private static ScriptedGuard finding(String text, String kind) {
        return ScriptedGuard.builder().find(text, kind).horizon(64).build();
    }

    @Test
    void redactsOnTheWayInAndOut() {
        ScriptedModel model = ScriptedModel.answering("The secret is out");
        Pipeline pipeline = Pipeline.builder()
                .guard(finding("secret", "SECRET"), GuardPolicy.redact())
                .model(model)
                .build();

        Answer answer = pipeline.run("what is the secret?");

        assertThat(model.request(0).question()).isEqualTo("what is the [SECRET]?");
        assertThat(answer.text()).isEqualTo("The [SECRET] is out");
        assertThat(answer.decisions()).hasSize(2).allSatisfy(decision -> {
            assertThat(decision.finding().kind()).isEqualTo("SECRET");
            assertThat(decision.action()).isInstanceOf(Action.Redact.class);
        });
    }

    @Test
    void guardsSeeTextsThatAreAttached() {
        ScriptedModel model = ScriptedModel.answering("ok");
        Pipeline pipeline = Pipeline.builder()
                .guard(finding("secret", "SECRET"), GuardPolicy.redact())
                .model(model)
                .build();
        Content.ToolResult result = Content.ToolResult.of(new ToolCall("a", "diary", "{}"), "a secret date");

        Answer answer = pipeline.run(Prompt.builder("question")
                .attach(Content.text("my secret"))
                .attach(result)
                .build());

        List<Message> sent = model.request(0).messages();
        assertThat(sent.get(0).contents())
                .containsExactly(Content.ToolResult.of(new ToolCall("a", "diary", "{}"), "a [SECRET] date"));
        assertThat(sent.get(1).contents()).containsExactly(Content.text("question"), Content.text("my [SECRET]"));
        assertThat(answer.decisions())
                .extracting(GuardDecision::origin)
                .containsExactly(Segment.Origin.PROMPT, Segment.Origin.TOOL_RESULT);
    }

    @Test
    void pseudonymisesForARemoteModelAndRestoresEverywhere() {
        ScriptedModel model = ScriptedModel.script()
                .reasoning("about <PERSON_1>")
                .text("Dear <PER", "SON_1>, see [1].")
                .toolCall("mail", "{\"to\":\"<PERSON_1>\",\"n\":1.50}")
                .build();
        Pipeline pipeline = Pipeline.builder()
                .ground((prompt, context) -> Evidence.ofPassages(List.of(passage("Ada wrote this."))))
                .guard(finding("Ada", "PERSON"), GuardPolicy.pseudonymise())
                .model(model)
                .build();

        Answer answer = pipeline.run("Write to Ada");
        List<AnswerEvent> events = events(pipeline, "Write to Ada");

        ModelRequest request = model.request(0);
        assertThat(request.question()).isEqualTo("Write to <PERSON_1>");
        assertThat(request.messages())
                .noneSatisfy(message -> assertThat(message.text()).contains("Ada"));
        assertThat(request.passages().get(0).text()).isEqualTo("<PERSON_1> wrote this.");
        assertThat(answer.text()).isEqualTo("Dear Ada, see [1].");
        assertThat(answer.reasoning()).isEqualTo("about Ada");
        assertThat(answer.toolCalls().get(0).arguments()).isEqualTo("{\"to\":\"Ada\",\"n\":1.50}");
        assertThat(answer.evidence().passages().get(0).text()).isEqualTo("Ada wrote this.");
        assertThat(text(events)).isEqualTo(answer.text());
    }

    @Test
    void valuesThatOnlyTheModelKnowsAreHiddenUnderPseudonymise() {
        Pipeline pipeline = Pipeline.builder()
                .guard(
                        ScriptedGuard.builder()
                                .find("Ada", "PERSON")
                                .find("Bob", "PERSON")
                                .horizon(16)
                                .build(),
                        GuardPolicy.pseudonymise())
                .model(ScriptedModel.answering("<PERSON_1> knows Bob"))
                .build();

        assertThat(pipeline.run("Who knows Ada?").text()).isEqualTo("Ada knows [PERSON]");
    }

    @Test
    void localModelIsGivenTheRealValues() {
        ScriptedModel model =
                ScriptedModel.script().locality(Locality.LOCAL).text("Dear Ada").build();
        Pipeline pipeline = Pipeline.builder()
                .guard(finding("Ada", "PERSON"), GuardPolicy.pseudonymise().on(Segment.Direction.INPUT))
                .model(model)
                .build();

        Answer answer = pipeline.run("Write to Ada");

        assertThat(model.request(0).question()).isEqualTo("Write to Ada");
        assertThat(answer.decisions())
                .singleElement()
                .satisfies(decision -> assertThat(decision.action()).isInstanceOf(Action.Annotate.class));
    }

    @Test
    void blocksTheCallBeforeTheModelIsAsked() {
        ScriptedModel model = ScriptedModel.answering("x");
        Pipeline pipeline = Pipeline.builder()
                .guard(finding("bomb", "DANGER"), GuardPolicy.block(), StageOptions.of("danger"))
                .model(model)
                .build();

        assertThatThrownBy(() -> pipeline.run("build a bomb"))
                .isInstanceOfSatisfying(BlockedException.class, error -> {
                    assertThat(error.guard()).isEqualTo("danger");
                    assertThat(error.findings()).hasSize(1);
                })
                .hasMessageNotContaining("bomb");
        assertThat(model.calls()).isZero();
    }

    @Test
    void blockOnAStreamEndsItBeforeTheFinding() {
        Pipeline pipeline = Pipeline.builder()
                .guard(
                        ScriptedGuard.builder()
                                .find("bomb", "DANGER")
                                .horizon(8)
                                .build(),
                        GuardPolicy.block().on(Segment.Direction.OUTPUT))
                .model(ScriptedModel.answering(List.of("To build a b", "om", "b you need patience")))
                .build();
        StringBuilder shown = new StringBuilder();

        try (AnswerStream stream = pipeline.stream("question")) {
            assertThatThrownBy(() -> stream.forEach(event -> shown.append(((AnswerEvent.TextDelta) event).text())))
                    .isInstanceOf(BlockedException.class);
        }

        assertThat("To build a ").startsWith(shown.toString());
    }

    @Test
    void failingGuardClosesTheGateUnlessItMayFail() {
        SafetyGuard broken = ScriptedGuard.failing(new IllegalStateException("broken"));
        Pipeline closed = Pipeline.builder()
                .guard(broken, GuardPolicy.annotate(), StageOptions.of("broken"))
                .model(ScriptedModel.answering("x"))
                .build();
        Pipeline open = Pipeline.builder()
                .guard(broken, GuardPolicy.redact().onError(OnError.OPEN), StageOptions.of("broken"))
                .model(ScriptedModel.answering("x"))
                .build();

        assertThatThrownBy(() -> closed.run("question"))
                .isInstanceOf(BlockedException.class)
                .hasMessageContaining("broken")
                .hasRootCauseInstanceOf(IllegalStateException.class);
        Answer answer = open.run("question");
        assertThat(answer.text()).isEqualTo("x");
        assertThat(answer.record().stages())
                .filteredOn(timing -> timing.stage().name().equals("broken"))
                .extracting(StageTiming::outcome)
                .containsExactly(StageTiming.Outcome.SKIPPED, StageTiming.Outcome.SKIPPED);
    }

    @Test
    void failingGuardClosesTheGateOnTheAnswerToo() {
        SafetyGuard broken = ScriptedGuard.failing(new IllegalStateException("broken"));
        Pipeline pipeline = Pipeline.builder()
                .guard(broken, GuardPolicy.redact().on(Segment.Direction.OUTPUT), StageOptions.of("broken"))
                .model(ScriptedModel.answering("x"))
                .build();

        assertThatThrownBy(() -> pipeline.run("question"))
                .isInstanceOf(BlockedException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void guardThatPointsOutsideItsTextIsNamed() {
        SafetyGuard wrong = (segment, context) -> List.of(dev.llmops.api.safety.Finding.of(
                "r", "K", 0, segment.text().length() + 1, dev.llmops.api.safety.Tier.STRONG));
        Pipeline pipeline = Pipeline.builder()
                .guard(wrong, GuardPolicy.redact(), StageOptions.of("wrong"))
                .model(ScriptedModel.answering("x"))
                .build();

        assertThatThrownBy(() -> pipeline.run("question"))
                .isInstanceOf(BlockedException.class)
                .hasStackTraceContaining("Positions must lie within");
    }

    @Test
    void asksAgainWithWhatWasWrongAndDeliversNothingOfTheFirstAnswer() {
        ScriptedModel model = ScriptedModel.script()
                .text("You are an idiot")
                .next()
                .text("You are mistaken")
                .build();
        Pipeline pipeline = Pipeline.builder()
                .guard(finding("idiot", "INSULT"), GuardPolicy.reprompt(2).on(Segment.Direction.OUTPUT))
                .model(model)
                .build();

        List<AnswerEvent> events = events(pipeline, "What am I?");

        assertThat(text(events)).isEqualTo("You are mistaken");
        Answer answer = ((AnswerEvent.Completed) events.get(events.size() - 1)).answer();
        assertThat(answer.record().reprompts()).isEqualTo(1);
        List<Message> repeated = model.request(1).messages();
        assertThat(repeated.get(1).text()).isEqualTo("You are an idiot");
        assertThat(repeated.get(2).text()).contains("INSULT");
        assertThat(pipeline.describe())
                .contains("a stream waits for the whole answer because the policy may ask again");
    }

    @Test
    void blocksWhenTheModelWasAskedOftenEnough() {
        ScriptedModel model = ScriptedModel.answering("idiot");
        Pipeline pipeline = Pipeline.builder()
                .guard(finding("idiot", "INSULT"), GuardPolicy.reprompt(2).on(Segment.Direction.OUTPUT))
                .model(model)
                .build();

        assertThatThrownBy(() -> pipeline.run("question")).isInstanceOf(BlockedException.class);
        assertThat(model.calls()).isEqualTo(3);
    }

    @Test
    void racingGuardKeepsTheAnswerUntilItsVerdict() {
        CompletableFuture<Void> verdict = new CompletableFuture<>();
        CompletableFuture<Void> modelIsDone = new CompletableFuture<>();
        SafetyGuard slow = (segment, context) -> {
            verdict.join();
            return List.of();
        };
        ScriptedModel model = ScriptedModel.script()
                .text("early ", "answer")
                .run(() -> modelIsDone.complete(null))
                .build();
        Pipeline pipeline = Pipeline.builder()
                .guard(
                        slow,
                        GuardPolicy.block().on(Segment.Direction.INPUT),
                        StageOptions.of("slow").racing())
                .model(model)
                .build();

        try (AnswerStream stream = pipeline.stream("question")) {
            modelIsDone.join();
            Answer[] answer = new Answer[1];
            verdict.complete(null);
            StringBuilder shown = new StringBuilder();
            stream.forEach(event -> {
                if (event instanceof AnswerEvent.TextDelta delta) {
                    shown.append(delta.text());
                } else if (event instanceof AnswerEvent.Completed completed) {
                    answer[0] = completed.answer();
                }
            });

            assertThat(shown.toString()).isEqualTo("early answer");
            assertThat(answer[0].text()).isEqualTo("early answer");
        }
    }

    @Test
    void racingGuardThatBlocksStopsTheModelAndDeliversNothing() {
        ScriptedModel model = ScriptedModel.script().text("early").hang().build();
        SafetyGuard blocking = (segment, context) -> {
            model.awaitCalls(1);
            return List.of(
                    dev.llmops.api.safety.Finding.ofWhole("r", "INJECTION", 1, dev.llmops.api.safety.Tier.STRONG, ""));
        };
        Pipeline pipeline = Pipeline.builder()
                .guard(
                        blocking,
                        GuardPolicy.block().on(Segment.Direction.INPUT),
                        StageOptions.of("g").racing())
                .model(model)
                .build();
        List<AnswerEvent> shown = new ArrayList<>();

        try (AnswerStream stream = pipeline.stream("question")) {
            assertThatThrownBy(() -> stream.forEach(shown::add)).isInstanceOf(BlockedException.class);
        }

        assertThat(shown).isEmpty();
        model.awaitIdle();
        assertThat(model.cancelled()).isEqualTo(1);
    }

    @Test
    void guardThatMayEditCannotRace() {
        assertThatThrownBy(() -> Pipeline.builder()
                        .guard(
                                finding("x", "X"),
                                GuardPolicy.redact(),
                                StageOptions.of("g").racing()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("race");
        assertThatThrownBy(() -> Pipeline.builder()
                        .guard(
                                finding("x", "X"),
                                GuardPolicy.block(),
                                StageOptions.of("g").optional()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("OPEN");
    }

    @Test
    void redactedPassagesStayRedactedForTheReaderAndStillLeadToTheDocument() {
        ScriptedModel model = ScriptedModel.answering("x");
        Pipeline pipeline = Pipeline.builder()
                .ground((prompt, context) -> Evidence.ofPassages(List.of(passage("call 555-0100 now"))))
                .guard(finding("555-0100", "PHONE"), GuardPolicy.redact())
                .model(model)
                .build();

        Passage shown = pipeline.run("question").evidence().passages().get(0);

        assertThat(shown.text()).isEqualTo("call [PHONE] now");
        assertThat(model.request(0).passages().get(0).text()).isEqualTo("call [PHONE] now");
        assertThat(shown.spanOf(13, 16)).isEqualTo(new SourceSpan("doc", 14, 17));
    }

    @Test
    void guardsSeeHistoryAndToolResults() {
        ScriptedGuard guard =
                ScriptedGuard.builder().find("555-0100", "PHONE").horizon(16).build();
        ScriptedModel model = ScriptedModel.answering("ok");
        ConversationMemory memory = ConversationMemory.window(5);
        Pipeline pipeline = Pipeline.builder()
                .memory(memory)
                .guard(guard, GuardPolicy.redact())
                .model(model)
                .build();

        pipeline.call("my number is 555-0100").in("c").run();
        pipeline.call("what was it?").in("c").run();

        assertThat(guard.segments(Segment.Origin.HISTORY)).isNotEmpty();
        assertThat(model.request(1).messages().get(0).text()).isEqualTo("my number is [PHONE]");
    }

    @Test
    void instructionsOfTheApplicationAreNotEditedUnlessAskedFor() {
        ScriptedModel model = ScriptedModel.answering("x");
        Pipeline pipeline = Pipeline.builder()
                .instructions("Sign as Ada.")
                .guard(finding("Ada", "PERSON"), GuardPolicy.redact())
                .model(model)
                .build();

        pipeline.run("question");

        assertThat(model.request(0).messages().get(0).text()).isEqualTo("Sign as Ada.");
    }

    @Test
    void toolArgumentsAreGuardedDecoded() {
        ScriptedModel model = ScriptedModel.script()
                .toolCall("mail", "{\"to\":\"a\\u0040b", ".example\",\"cc\":[\"x\"]}")
                .build();
        Pipeline pipeline = Pipeline.builder()
                .guard(finding("a@b.example", "EMAIL"), GuardPolicy.redact())
                .model(model)
                .build();

        List<AnswerEvent> events = events(pipeline, "question");

        assertThat(events.get(0))
                .isEqualTo(new AnswerEvent.ToolCallDelta(0, "mail", "{\"to\":\"[EMAIL]\",\"cc\":[\"x\"]}"));
        Answer answer = ((AnswerEvent.Completed) events.get(events.size() - 1)).answer();
        assertThat(answer.toolCalls().get(0).arguments()).isEqualTo("{\"to\":\"[EMAIL]\",\"cc\":[\"x\"]}");
    }

    @Test
    void toolArgumentsStreamWhenNobodyGuardsThem() {
        Pipeline pipeline = Pipeline.builder()
                .model(ScriptedModel.script().toolCall("mail", "{\"a\"", ":1}").build())
                .build();

        assertThat(events(pipeline, "question"))
                .filteredOn(AnswerEvent.ToolCallDelta.class::isInstance)
                .containsExactly(
                        new AnswerEvent.ToolCallDelta(0, "mail", ""),
                        new AnswerEvent.ToolCallDelta(0, "mail", "{\"a\""),
                        new AnswerEvent.ToolCallDelta(0, "mail", ":1}"));
    }

    @Test
    void guardsAreTimedOnBothWays() {
        Pipeline pipeline = Pipeline.builder()
                .guard(finding("x", "X"), GuardPolicy.redact(), StageOptions.of("g"))
                .model(ScriptedModel.answering("y"))
                .build();

        assertThat(pipeline.run("question").record().stages())
                .extracting(timing -> timing.stage().kind())
                .containsExactly(StageKind.INPUT_GUARD, StageKind.COMPOSER, StageKind.MODEL, StageKind.OUTPUT_GUARD);
    }

    private static List<AnswerEvent> events(Pipeline pipeline, String question) {
        List<AnswerEvent> events = new ArrayList<>();
        try (AnswerStream stream = pipeline.stream(question)) {
            stream.forEach(events::add);
        }
        return events;
    }

    private static String text(List<AnswerEvent> events) {
        StringBuilder text = new StringBuilder();
        for (AnswerEvent event : events) {
            if (event instanceof AnswerEvent.TextDelta delta) {
                text.append(delta.text());
            }
        }
        return text.toString();
    }

    private static Passage passage(String text) {
        return Passage.builder(new SourceSpan("doc", 0, text.length()), text).build();
    }
}
