package dev.llmops.verification.guide;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Document;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Fact;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.AnswerEvent;
import dev.llmops.api.pipeline.CallRecord;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.pipeline.PipelineEvent;
import dev.llmops.api.pipeline.Preprocessor;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.safety.Action;
import dev.llmops.api.safety.BlockedException;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.GuardPolicy;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.safety.Tier;
import dev.llmops.api.text.OffsetMap;
import dev.llmops.api.tool.Tool;
import dev.llmops.core.AnswerStream;
import dev.llmops.core.Pipeline;
import dev.llmops.core.PipelineCall;
import dev.llmops.core.StageOptions;
import dev.llmops.core.citation.Citations;
import dev.llmops.core.extractive.ExtractiveModelClient;
import dev.llmops.core.grounding.Grounders;
import dev.llmops.core.memory.ConversationMemory;
import dev.llmops.core.model.Models;
import dev.llmops.core.safety.PiiGuard;
import dev.llmops.core.text.TextCleaner;
import dev.llmops.lucene.DocumentIndex;
import dev.llmops.lucene.DocumentSearch;
import dev.llmops.testing.FakeTool;
import dev.llmops.testing.ScriptedModel;
import dev.llmops.testing.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Every piece of Java in the guide, as it stands there. */
final class SnippetsTest {
    private final ModelClient myModel = ScriptedModel.answering("Two pumps are due.");

    @Test
    void first() {
        // snippet: first
        DocumentIndex manuals = DocumentIndex.inMemory();
        manuals.add(Document.of("pumps.md", "# Pumps\n\nPump P-101 is serviced every 4,000 hours."));

        Pipeline pipeline = Pipeline.builder()
                .preprocess(TextCleaner.standard())
                .ground(DocumentSearch.over(manuals).top(5))
                .guard(PiiGuard.standard(), GuardPolicy.pseudonymise())
                .model(ExtractiveModelClient.standard())
                .postprocess(Citations.attributed())
                .build();

        Answer answer = pipeline.run("How often is pump P-101 serviced?");
        // end

        assertThat(answer.text()).contains("4,000");
        assertThat(answer.citations()).isNotEmpty();
    }

    @Test
    void stream() {
        Pipeline pipeline = Pipeline.builder().model(myModel).build();
        StringBuilder out = new StringBuilder();

        // snippet: stream
        try (AnswerStream stream = pipeline.stream("Which pumps are due?")) {
            for (AnswerEvent event : stream) {
                if (event instanceof AnswerEvent.TextDelta delta) {
                    out.append(delta.text());
                }
            }
        }
        // end

        assertThat(out.toString()).isEqualTo("Two pumps are due.");
    }

    @Test
    void call() throws ExecutionException, InterruptedException {
        Pipeline pipeline = Pipeline.builder().model(myModel).build();

        // snippet: call
        PipelineCall call =
                pipeline.call("Which pumps are due?").in("conversation-7").within(ofSeconds(20));
        CompletableFuture<Answer> later = call.start();
        // end

        assertThat(later.get().text()).isEqualTo("Two pumps are due.");
        assertThat(call.cancel()).isFalse();
    }

    // snippet: record
    record Service(String pump, int hours) {}
    // end

    @Test
    void structured() {
        Pipeline pipeline = Pipeline.builder()
                .model(ScriptedModel.answering("{\"pump\": \"P-101\", \"hours\": 4000}"))
                .build();

        // snippet: structured
        Service service = pipeline.run("How often is pump P-101 serviced?", Service.class);
        // end

        assertThat(service).isEqualTo(new Service("P-101", 4000));
    }

    @Test
    void tools() {
        ScriptedModel model = ScriptedModel.script()
                .toolCall("clock", "{}")
                .toolCall("horn", "{}")
                .next()
                .text("At eleven.")
                .build();
        Pipeline pipeline = Pipeline.builder()
                .memory(ConversationMemory.window(20))
                .model(model)
                .build();
        Map<String, Tool> tools = Map.of("clock", FakeTool.returning("clock", "11:00"));

        // snippet: tools
        GenerationOptions offered = GenerationOptions.builder()
                .tools(tools.values().stream().map(Tool::spec).toList())
                .build();
        Answer answer = pipeline.run(Prompt.builder("When does pump P-101 stop, and are seals in stock?")
                .conversation("order-7")
                .options(offered)
                .build());
        for (int step = 1; step < 5 && !answer.toolCalls().isEmpty(); step++) {
            Prompt.Builder results = Prompt.builder("").conversation("order-7").options(offered);
            for (ToolCall call : answer.toolCalls()) {
                Tool tool = tools.get(call.name());
                results.attach(
                        tool == null
                                ? Content.ToolResult.failed(call, "There is no such tool.")
                                : tool.call(call, CallControl.detached()));
            }
            answer = pipeline.run(results.build());
        }
        // end

        assertThat(answer.text()).isEqualTo("At eleven.");
        assertThat(model.request(1).messages()).extracting(Message::role).endsWith(Role.ASSISTANT, Role.TOOL);
    }

    @Test
    void policies() {
        SafetyGuard injection = (segment, context) -> List.of();

        // snippet: policies
        Pipeline pipeline = Pipeline.builder()
                .guard(PiiGuard.standard(), GuardPolicy.pseudonymise().when("CREDIT_CARD", new Action.Block()))
                .guard(
                        injection,
                        GuardPolicy.block().on(Segment.Direction.INPUT),
                        StageOptions.of("injection").racing())
                .model(myModel)
                .build();
        // end

        assertThatThrownBy(() -> pipeline.run("My card is 4111 1111 1111 1111."))
                .isInstanceOf(BlockedException.class);
    }

    @Test
    void options() {
        Grounder manuals = (prompt, context) -> Evidence.none();
        Grounder tickets = (prompt, context) -> Evidence.none();

        // snippet: options
        Pipeline pipeline = Pipeline.builder()
                .memory(ConversationMemory.window(20))
                .ground(
                        Grounders.parallel(manuals, tickets),
                        StageOptions.of("search").within(ofSeconds(2)).optional())
                .model(Models.fallback(myModel, ExtractiveModelClient.standard()))
                .build();
        // end

        assertThat(pipeline.describe()).contains("grounder search, optional, within 2000 ms");
    }

    /** Where an application counts its calls. */
    private interface Meter {
        void add(String outcome, CallRecord record);
    }

    @Test
    void listener() {
        List<String> outcomes = new ArrayList<>();
        Meter meter = (outcome, record) -> outcomes.add(outcome);

        // snippet: listener
        Pipeline pipeline = Pipeline.builder()
                .model(myModel)
                .listen(event -> {
                    if (event instanceof PipelineEvent.CallEnded ended) {
                        String outcome = ended.failure()
                                .map(failure -> failure.getClass().getSimpleName())
                                .orElse("answered");
                        meter.add(outcome, ended.record());
                    }
                })
                .build();
        // end

        pipeline.run("Which pumps are due?");
        pipeline.close();
        assertThat(outcomes).containsExactly("answered");
    }

    @Test
    void ownStages() {
        // snippet: stages
        Preprocessor lowerCase =
                (prompt, context) -> prompt.withText(prompt.text().replace("PUMP", "pump"), OffsetMap.identity());
        Grounder clock = (prompt, context) ->
                Evidence.ofFacts(List.of(new Fact("It is now " + context.time().now() + ".", "clock", Trust.SYSTEM)));
        // end

        // snippet: guard
        SafetyGuard codeNames = new SafetyGuard() {
            @Override
            public List<Finding> inspect(Segment segment, StageContext context) {
                List<Finding> found = new ArrayList<>();
                for (int at = segment.text().indexOf("BLUEBIRD"); at >= 0; ) {
                    found.add(Finding.of("names.project", "CODE_NAME", at, at + 8, Tier.STRONG));
                    at = segment.text().indexOf("BLUEBIRD", at + 1);
                }
                return found;
            }

            @Override
            public int horizon() {
                return 8;
            }
        };
        // end

        ScriptedModel model = ScriptedModel.answering(List.of("It is called BLUE", "BIRD."));
        Pipeline pipeline = Pipeline.builder()
                .preprocess(lowerCase)
                .ground(clock)
                .guard(codeNames, GuardPolicy.redact())
                .model(model)
                .build();
        assertThat(pipeline.run("which PUMP?").text()).isEqualTo("It is called [CODE_NAME].");
        assertThat(model.request(0).question()).isEqualTo("which pump?");
    }

    @Test
    void testing() {
        // snippet: testing
        VirtualTime time = new VirtualTime();
        ScriptedModel model = ScriptedModel.script().fail(ErrorClass.OVERLOADED).build();
        Pipeline pipeline = Pipeline.builder()
                .time(time)
                .model(Models.fallback(model, ScriptedModel.answering("from the second model")))
                .build();

        Answer answer = pipeline.run("Which pumps are due?");
        // end

        assertThat(answer.text()).isEqualTo("from the second model");
    }
}
