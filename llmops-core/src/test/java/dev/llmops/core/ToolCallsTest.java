package dev.llmops.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Fact;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.CallRecord;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.core.memory.ConversationMemory;
import dev.llmops.testing.ScriptedModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the model wants to have called is answered by the next prompt of the conversation. */
final class ToolCallsTest {
    private final ScriptedModel model = ScriptedModel.script()
            .toolCallWithId("a", "clock", "{}")
            .toolCallWithId("b", "stock", "{}")
            .next()
            .text("At eleven, with two in stock.")
            .next()
            .text("You are welcome.")
            .build();

    @Test
    void resultsFollowTheirCallsInTheConversation() {
        Pipeline pipeline = Pipeline.builder()
                .memory(ConversationMemory.window(20))
                .model(model)
                .build();

        Answer asked = pipeline.call("When, and how many?").in("c").run();
        Answer answered = pipeline.run(results("").conversation("c").build());
        pipeline.call("Thanks.").in("c").run();

        assertThat(answered.text()).isEqualTo("At eleven, with two in stock.");
        Message calls = Message.of(
                Role.ASSISTANT,
                asked.toolCalls().stream().map(Content.ToolUse::new).toList());
        Message results = Message.tool(clock(), stock());
        assertThat(model.request(1).messages()).containsExactly(Message.user("When, and how many?"), calls, results);
        assertThat(model.request(2).messages().subList(0, 4))
                .containsExactly(
                        Message.user("When, and how many?"),
                        calls,
                        results,
                        Message.of(
                                Role.ASSISTANT,
                                List.of(new Content.Text("At eleven, with two in stock.", Trust.MODEL))));
        assertThat(answered.record().notes()).extracting(CallRecord.Note::key).doesNotContain("memory.unpaired");
    }

    @Test
    void resultsFollowTheirCallsInAHistoryOfTheApplication() {
        Pipeline pipeline = Pipeline.builder()
                .ground((prompt, context) ->
                        Evidence.ofFacts(List.of(new Fact("It is May.", "calendar", Trust.SYSTEM))))
                .model(model)
                .build();

        Answer asked = pipeline.run("When, and how many?");
        pipeline.run(results("Be short.")
                .history(List.of(
                        Message.user("When, and how many?"), asked.response().message()))
                .build());

        List<Message> sent = model.request(1).messages();
        assertThat(sent).extracting(Message::role).endsWith(Role.USER, Role.ASSISTANT, Role.TOOL, Role.USER);
        assertThat(sent.get(sent.size() - 2)).isEqualTo(Message.tool(clock(), stock()));
        assertThat(sent.get(sent.size() - 1).text()).contains("It is May.").endsWith("Be short.");
    }

    @Test
    void signaturesGoBackWithTheirCalls() {
        List<Content> signed =
                List.of(new Content.Reasoning("hm", "s1"), new Content.ToolUse(new ToolCall("a", "clock", "{}"), "s2"));
        List<ModelRequest> requests = new ArrayList<>();
        ModelClient signing = (request, call) -> {
            requests.add(request);
            return requests.size() == 1
                    ? ModelResponse.builder(Message.of(Role.ASSISTANT, signed)).build()
                    : ModelResponse.of("At eleven.");
        };
        Pipeline pipeline = Pipeline.builder()
                .memory(ConversationMemory.window(20))
                .model(signing)
                .build();

        pipeline.call("When?").in("c").run();
        pipeline.run(Prompt.builder("").attach(clock()).conversation("c").build());

        assertThat(requests.get(1).messages().get(1).contents()).isEqualTo(signed);
    }

    private static Prompt.Builder results(String text) {
        return Prompt.builder(text).attach(clock()).attach(stock());
    }

    private static Content.ToolResult clock() {
        return Content.ToolResult.of(new ToolCall("a", "clock", "{}"), "11:00");
    }

    private static Content.ToolResult stock() {
        return Content.ToolResult.of(new ToolCall("b", "stock", "{}"), "2");
    }
}
