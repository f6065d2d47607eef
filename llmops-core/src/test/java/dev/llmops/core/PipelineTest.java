package dev.llmops.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.AttributeKey;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.LlmException;
import dev.llmops.api.StageException;
import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Fact;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelAttempt;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.Usage;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.pipeline.Memory;
import dev.llmops.api.pipeline.PipelineEvent;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.pipeline.StageId;
import dev.llmops.api.pipeline.StageKind;
import dev.llmops.api.pipeline.StageTiming;
import dev.llmops.api.pipeline.Turn;
import dev.llmops.api.text.OffsetMap;
import dev.llmops.core.grounding.Grounders;
import dev.llmops.core.model.Models;
import dev.llmops.testing.ScriptedModel;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class PipelineTest {
    private static final AttributeKey<String> SEEN = AttributeKey.of("test.seen", String.class);

    @Test
    void answersWhatTheModelSays() {
        try (Pipeline pipeline =
                Pipeline.builder().model(ScriptedModel.answering("Two pumps.")).build()) {
            Answer answer = pipeline.run("Which pumps are due?");

            assertThat(answer.text()).isEqualTo("Two pumps.");
            assertThat(answer.record().stages())
                    .extracting(timing -> timing.stage().kind())
                    .containsExactly(StageKind.COMPOSER, StageKind.MODEL);
        }
    }

    @Test
    void runsTheStagesInTheStatedOrder() {
        List<String> order = new ArrayList<>();
        ScriptedModel model = ScriptedModel.script()
                .run(() -> order.add("model"))
                .text("answer")
                .build();
        Pipeline pipeline = Pipeline.builder()
                .postprocess((answer, context) -> {
                    order.add("postprocess");
                    return answer;
                })
                .model(model)
                .guard(
                        (segment, context) -> {
                            order.add("guard " + segment.origin());
                            return List.of();
                        },
                        dev.llmops.api.safety.GuardPolicy.block())
                .ground((prompt, context) -> {
                    order.add("ground");
                    return Evidence.none();
                })
                .preprocess((prompt, context) -> {
                    order.add("preprocess");
                    return prompt;
                })
                .memory(new Memory() {
                    @Override
                    public List<Message> recall(Prompt prompt, StageContext context) {
                        order.add("recall");
                        return List.of();
                    }

                    @Override
                    public void remember(Turn turn, StageContext context) {
                        order.add("remember");
                    }
                })
                .build();

        pipeline.call("question").in("c").run();

        assertThat(order)
                .containsExactly(
                        "recall",
                        "preprocess",
                        "ground",
                        "guard PROMPT",
                        "model",
                        "guard ANSWER",
                        "postprocess",
                        "remember");
    }

    @Test
    void remembersTheUsersOwnWordsAndTheDeliveredAnswer() {
        List<Turn> turns = new ArrayList<>();
        Pipeline pipeline = Pipeline.builder()
                .memory(memory(turns, List.of()))
                .preprocess((prompt, context) -> prompt.withText(
                        "rewritten", OffsetMap.builder().replaced(8, 9).build()))
                .ground((prompt, context) -> Evidence.ofPassages(List.of(passage("doc", "retrieved text"))))
                .model(ScriptedModel.answering("raw"))
                .postprocess((answer, context) -> answer.withText("polished"))
                .build();

        pipeline.call("original").in("conversation").run();

        assertThat(turns).hasSize(1);
        assertThat(turns.get(0).conversation()).isEqualTo("conversation");
        assertThat(turns.get(0).messages()).extracting(Message::role).containsExactly(Role.USER, Role.ASSISTANT);
        assertThat(turns.get(0).messages()).extracting(Message::text).containsExactly("original", "polished");
    }

    @Test
    void recallsOnlyWhenThePromptNamesAConversation() {
        Pipeline pipeline = Pipeline.builder()
                .memory(memory(new ArrayList<>(), List.of(Message.user("before"))))
                .model(ScriptedModel.answering("x"))
                .build();

        Answer without = pipeline.run("question");
        Answer within = pipeline.call("question").in("c").run();

        assertThat(without.record().stages())
                .filteredOn(timing -> timing.stage().kind() == StageKind.RECALL)
                .singleElement()
                .satisfies(timing -> assertThat(timing.outcome()).isEqualTo(StageTiming.Outcome.SKIPPED));
        assertThat(within.record().stages())
                .extracting(timing -> timing.stage().kind())
                .containsSequence(StageKind.RECALL, StageKind.COMPOSER, StageKind.MODEL, StageKind.REMEMBER);
    }

    @Test
    void sendsHistoryEvidenceAndQuestionAsSegmentsOfTheirOwn() {
        ScriptedModel model = ScriptedModel.answering("x");
        Pipeline pipeline = Pipeline.builder()
                .instructions("Be brief.")
                .memory(memory(new ArrayList<>(), List.of(Message.user("hi"), Message.assistant("hello"))))
                .ground((prompt, context) -> Evidence.ofPassages(List.of(passage("doc", "retrieved text"))))
                .ground((prompt, context) -> Evidence.ofFacts(List.of(new Fact("it rains", "sky", Trust.TOOL))))
                .model(model)
                .build();

        pipeline.call("question").in("c").run();

        ModelRequest request = model.request(0);
        assertThat(request.messages())
                .extracting(Message::role)
                .containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER);
        assertThat(request.messages().get(0).text()).startsWith("Be brief.");
        List<Content> parts = request.messages().get(3).contents();
        assertThat(parts)
                .extracting(part -> ((Content.Text) part).trust())
                .containsExactly(Trust.RETRIEVED, Trust.TOOL, Trust.USER);
        assertThat(((Content.Text) parts.get(0)).text()).contains("[1] doc").contains("retrieved text");
        assertThat(request.question()).isEqualTo("question");
        assertThat(request.passages()).hasSize(1);
    }

    @Test
    void fencesSourcesWithADelimiterNobodyCanKnow() {
        ScriptedModel model = ScriptedModel.answering("x");
        Pipeline pipeline = Pipeline.builder()
                .ground((prompt, context) -> Evidence.ofPassages(List.of(passage("doc", "text"))))
                .model(model)
                .build();

        pipeline.run("question");
        pipeline.run("question");

        String first = model.request(0).messages().get(1).text();
        String second = model.request(1).messages().get(1).text();
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void groundersSeeWhatEarlierOnesFound() {
        List<Integer> seen = new ArrayList<>();
        Grounder grounder = (prompt, context) -> {
            seen.add(prompt.evidence().passages().size());
            return Evidence.ofPassages(List.of(passage("doc" + seen.size(), "text")));
        };
        Pipeline pipeline = Pipeline.builder()
                .ground(grounder)
                .ground(grounder)
                .model(ScriptedModel.answering("x"))
                .build();

        pipeline.run("question");

        assertThat(seen).containsExactly(0, 1);
    }

    @Test
    void parallelGroundersMergeInTheOrderWritten() {
        CountDownLatch secondIsDone = new CountDownLatch(1);
        Grounder slow = (prompt, context) -> {
            awaitUninterruptibly(secondIsDone);
            return Evidence.ofPassages(List.of(passage("slow", "text")));
        };
        Grounder quick = (prompt, context) -> {
            secondIsDone.countDown();
            return Evidence.ofPassages(List.of(passage("quick", "text")));
        };
        Pipeline pipeline = Pipeline.builder()
                .ground(Grounders.parallel(slow, quick))
                .model(ScriptedModel.answering("x"))
                .build();

        Answer answer = pipeline.run("question");

        assertThat(answer.evidence().passages()).extracting(Passage::documentId).containsExactly("slow", "quick");
    }

    @Test
    void parallelGroundersFailWhenOneFails() {
        Grounder broken = (prompt, context) -> {
            throw new IllegalStateException("broken");
        };
        Grounder hanging = (prompt, context) -> {
            awaitUninterruptibly(new CountDownLatch(1));
            return Evidence.none();
        };
        Pipeline pipeline = Pipeline.builder()
                .ground(Grounders.parallel(broken, hanging), StageOptions.of("both"))
                .model(ScriptedModel.answering("x"))
                .build();

        assertThatThrownBy(() -> pipeline.run("question"))
                .isInstanceOf(StageException.class)
                .hasMessageContaining("grounder both")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void recordsAnOptionalStageThatFailsAsSkipped() {
        Pipeline pipeline = Pipeline.builder()
                .ground(
                        (prompt, context) -> {
                            throw new IllegalStateException("broken");
                        },
                        StageOptions.of("tickets").optional())
                .model(ScriptedModel.answering("x"))
                .build();

        Answer answer = pipeline.run("question");

        assertThat(answer.record().stages())
                .filteredOn(timing -> timing.stage().equals(new StageId(StageKind.GROUNDER, "tickets")))
                .singleElement()
                .satisfies(timing -> {
                    assertThat(timing.outcome()).isEqualTo(StageTiming.Outcome.SKIPPED);
                    assertThat(timing.detail()).isEqualTo("IllegalStateException");
                });
    }

    @Test
    void errorNamesTheStageThatThrew() {
        Pipeline pipeline = Pipeline.builder()
                .preprocess(
                        (prompt, context) -> {
                            throw new IllegalStateException("secret words of the user");
                        },
                        StageOptions.of("cleaner"))
                .model(ScriptedModel.answering("x"))
                .build();

        assertThatThrownBy(() -> pipeline.run("question"))
                .isInstanceOfSatisfying(
                        StageException.class, error -> assertThat(error.stage()).isEqualTo("preprocessor cleaner"))
                .hasMessageContaining("Mark the stage optional")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aModelThatThrowsIsNotToBeMarkedOptional() {
        ModelClient broken = (request, call) -> {
            throw new IllegalStateException("secret words of the user");
        };
        Pipeline pipeline = Pipeline.builder().model(broken).build();

        assertThatThrownBy(() -> pipeline.run("question"))
                .isInstanceOfSatisfying(
                        StageException.class, error -> assertThat(error.stage()).startsWith("model "))
                .hasMessageContaining("Give the model a fallback")
                .hasMessageNotContaining("optional")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aComposerThatThrowsIsNotToBeMarkedOptional() {
        Pipeline pipeline = Pipeline.builder()
                .compose((prompt, context) -> {
                    throw new IllegalStateException("broken");
                })
                .model(ScriptedModel.answering("x"))
                .build();

        assertThatThrownBy(() -> pipeline.run("question"))
                .isInstanceOf(StageException.class)
                .hasMessageEndingWith("See the cause.");
    }

    @Test
    void stageThatReturnsNullIsNamed() {
        Pipeline pipeline = Pipeline.builder()
                .postprocess(nullReturning(), StageOptions.of("broken"))
                .model(ScriptedModel.answering("x"))
                .build();

        assertThatThrownBy(() -> pipeline.run("question"))
                .isInstanceOf(LlmException.class)
                .hasMessageContaining("postprocessor broken")
                .hasMessageContaining("null");
    }

    @SuppressWarnings("NullAway") // a model that breaks its contract
    private static ModelClient nullAnswering() {
        return (request, call) -> null;
    }

    @SuppressWarnings("NullAway") // a stage that breaks its contract
    private static dev.llmops.api.pipeline.Postprocessor nullReturning() {
        return (answer, context) -> null;
    }

    @Test
    void stagesPassTypedValuesOn() {
        List<String> seen = new ArrayList<>();
        Pipeline pipeline = Pipeline.builder()
                .preprocess((prompt, context) -> prompt.with(SEEN, "yes"))
                .ground((prompt, context) -> {
                    prompt.attribute(SEEN).ifPresent(seen::add);
                    return Evidence.none();
                })
                .model(ScriptedModel.answering("x"))
                .build();

        pipeline.run("question");

        assertThat(seen).containsExactly("yes");
    }

    @Test
    void failsWithTheErrorOfModelsThatThrowTheSameOne() {
        LlmException error = new LlmException("The models are asleep.");
        ModelClient asleep = (request, call) -> {
            throw error;
        };
        Pipeline pipeline =
                Pipeline.builder().model(Models.fallback(asleep, asleep)).build();

        assertThatThrownBy(() -> pipeline.run("question")).isSameAs(error);
    }

    @Test
    void fallsBackToTheNextModelAndRecordsEveryAttempt() {
        Pipeline pipeline = Pipeline.builder()
                .model(Models.fallback(
                        ScriptedModel.failing(ErrorClass.OVERLOADED), ScriptedModel.answering("from the second")))
                .build();

        Answer answer = pipeline.run("question");

        assertThat(answer.text()).isEqualTo("from the second");
        assertThat(answer.record().attempts())
                .extracting(ModelAttempt::outcome)
                .containsExactly("OVERLOADED", "answered");
    }

    @Test
    void fallsBackInTheMiddleOfAnAnswerThatNobodyReadsYet() {
        ScriptedModel breaksOff = ScriptedModel.script()
                .text("from the fi")
                .fail(ErrorClass.TRUNCATED)
                .build();
        Pipeline pipeline = Pipeline.builder()
                .model(Models.fallback(breaksOff, ScriptedModel.answering("from the second")))
                .build();

        assertThat(pipeline.run("question").text()).isEqualTo("from the second");
        try (AnswerStream stream = pipeline.stream("question")) {
            assertThatThrownBy(stream::answer).isInstanceOf(ProviderException.class);
        }
    }

    @Test
    void fallsBackFromAModelThatIsBroken() {
        ModelClient withoutItsLibrary = (request, call) -> {
            throw new UnsatisfiedLinkError("no onnxruntime in java.library.path");
        };
        ModelClient silent = nullAnswering();
        Pipeline pipeline = Pipeline.builder()
                .model(Models.fallback(withoutItsLibrary, silent, ScriptedModel.answering("from the third")))
                .build();

        Answer answer = pipeline.run("question");

        assertThat(answer.text()).isEqualTo("from the third");
        assertThat(answer.record().attempts())
                .extracting(ModelAttempt::outcome)
                .containsExactly("UnsatisfiedLinkError", "LlmException", "answered");
    }

    @Test
    void anErrorOfAModelIsNotRecordedAsAnAnswer() {
        List<String> outcomes = new ArrayList<>();
        ModelClient broken = (request, call) -> {
            throw new AssertionError("broken");
        };
        Pipeline pipeline = Pipeline.builder()
                .model(Models.fallback(broken, ScriptedModel.answering("x")))
                .listen(event -> {
                    if (event instanceof PipelineEvent.CallEnded ended) {
                        ended.record().attempts().forEach(attempt -> outcomes.add(attempt.outcome()));
                    }
                })
                .build();

        assertThatThrownBy(() -> pipeline.run("question")).isInstanceOf(StageException.class);
        pipeline.close();

        assertThat(outcomes).containsExactly("failed");
    }

    @Test
    void answersAreCountedInTheRecord() {
        ScriptedModel model =
                ScriptedModel.script().text("a", "b").usage(Usage.of(10, 2)).build();
        Pipeline pipeline = Pipeline.builder().model(model).build();

        Answer answer = pipeline.run("question");

        assertThat(answer.usage()).isEqualTo(Usage.of(10, 2));
        assertThat(answer.record().timeToFirstToken()).isPresent();
        assertThat(answer.record().attempts()).hasSize(1);
    }

    @Test
    void refusesBadInputWithAnErrorOfItsOwn() {
        Pipeline pipeline =
                Pipeline.builder().model(ScriptedModel.answering("x")).build();

        assertThatThrownBy(() -> pipeline.run(nothing())).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> pipeline.run(" \t ")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Pipeline.builder().build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("model");
        pipeline.close();
        assertThatThrownBy(() -> pipeline.run("question"))
                .isInstanceOf(LlmException.class)
                .hasMessageContaining("closed");
    }

    @SuppressWarnings("NullAway") // what a caller without null checks may pass
    private static String nothing() {
        return null;
    }

    @Test
    void takesTenMegabytesAndLoneSurrogates() {
        String large = "word ".repeat(2 * 1024 * 1024);
        ScriptedModel model = ScriptedModel.answering("x");
        Pipeline pipeline = Pipeline.builder().model(model).build();

        pipeline.run(large);
        pipeline.run("lone \uD800 surrogate");

        assertThat(model.request(0).question()).isEqualTo(large);
        assertThat(model.request(1).question()).isEqualTo("lone \uD800 surrogate");
    }

    @Test
    void stagesOfOneKindHaveNamesOfTheirOwn() {
        Pipeline.Builder builder = Pipeline.builder()
                .ground((prompt, context) -> Evidence.none(), StageOptions.of("manuals"))
                .ground((prompt, context) -> Evidence.none())
                .ground((prompt, context) -> Evidence.none())
                .model(ScriptedModel.answering("x"));

        assertThatThrownBy(() -> builder.ground((prompt, context) -> Evidence.none(), StageOptions.of("manuals")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("manuals");
        assertThat(builder.build().describe())
                .contains("grounder manuals")
                .contains("grounder lambda\n")
                .contains("grounder lambda-2");
    }

    @Test
    void memoryThatReplacesAnotherMayHaveItsName() {
        Pipeline pipeline = Pipeline.builder()
                .memory(memory(new ArrayList<>(), List.of()), StageOptions.of("chats"))
                .memory(memory(new ArrayList<>(), List.of()), StageOptions.of("chats"))
                .model(ScriptedModel.answering("x"))
                .build();

        assertThat(pipeline.describe()).contains("recall chats\n");
    }

    @Test
    void describesALimitThatStandsForNone() {
        Pipeline pipeline = Pipeline.builder()
                .model(ScriptedModel.answering("x"), StageOptions.of("m").within(ChronoUnit.FOREVER.getDuration()))
                .build();

        assertThat(pipeline.describe()).contains("model m, within ");
        assertThat(pipeline.run("question").text()).isEqualTo("x");
    }

    @Test
    void closesWhatItOwnsInReverseOrderAndOnce() {
        List<String> closed = new ArrayList<>();
        Pipeline pipeline = Pipeline.builder()
                .model(ScriptedModel.answering("x"))
                .onClose(() -> closed.add("first"))
                .onClose(() -> {
                    closed.add("second");
                    throw new IllegalStateException("broken");
                })
                .build();

        assertThatThrownBy(pipeline::close).isInstanceOf(LlmException.class);
        pipeline.close();

        assertThat(closed).containsExactly("second", "first");
    }

    private static Memory memory(List<Turn> turns, List<Message> history) {
        return new Memory() {
            @Override
            public List<Message> recall(Prompt prompt, StageContext context) {
                return history;
            }

            @Override
            public void remember(Turn turn, StageContext context) {
                turns.add(turn);
            }
        };
    }

    private static Passage passage(String document, String text) {
        return Passage.builder(new SourceSpan(document, 0, text.length()), text).build();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
