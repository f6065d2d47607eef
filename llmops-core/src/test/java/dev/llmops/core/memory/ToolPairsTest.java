package dev.llmops.core.memory;

import static dev.llmops.core.memory.Turns.call;
import static dev.llmops.core.memory.Turns.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.CachePoint;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolPairsTest {
    private static final Content CALL_A = new Content.ToolUse(new ToolCall("a", "clock", "{}"));
    private static final Content CALL_B = new Content.ToolUse(new ToolCall("b", "clock", "{}"), "signature");

    @Test
    void leavesCompleteHistoriesAlone() {
        List<Message> history = List.of(Message.user("time?"), call("a"), result("a"), Message.assistant("noon"));

        assertThat(ToolPairs.complete(history, List.of())).isSameAs(history);
    }

    @Test
    void dropsResultsThatStandBeforeTheirCall() {
        assertThat(ToolPairs.complete(List.of(result("a"), call("a")), List.of()))
                .isEmpty();
    }

    @Test
    void dropsTheSecondResultOfACall() {
        assertThat(ToolPairs.complete(List.of(call("a"), result("a"), result("a")), List.of()))
                .containsExactly(call("a"), result("a"));
    }

    @Test
    void pairsARepeatedIdWithItsLastCall() {
        List<Message> history = List.of(call("a"), Message.user("again"), call("a"), result("a"));

        assertThat(ToolPairs.complete(history, List.of()))
                .containsExactly(Message.user("again"), call("a"), result("a"));
    }

    @Test
    void keepsTheOtherPartsOfAMessage() {
        Message both = Message.of(Role.ASSISTANT, List.of(Content.text("let me see"), CALL_A, CALL_B))
                .cachedUpToHere(CachePoint.SHORT);

        assertThat(ToolPairs.complete(List.of(both, result("b")), List.of()))
                .containsExactly(both.withContents(List.of(Content.text("let me see"), CALL_B)), result("b"));
    }

    @Test
    void keepsACallWhoseResultIsComing() {
        List<Message> history = List.of(call("b"), call("a"));
        List<Content> coming =
                List.of(Content.text("well?"), result("a").contents().get(0));

        assertThat(ToolPairs.complete(history, coming)).containsExactly(call("a"));
    }

    @Test
    void dropsThoughtsThatLedToADroppedCall() {
        Message thinking = Message.of(Role.ASSISTANT, List.of(new Content.Reasoning("hm", "s"), CALL_A));

        assertThat(ToolPairs.complete(List.of(Message.user("time?"), thinking), List.of()))
                .containsExactly(Message.user("time?"));
    }
}
