package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.LlmException;
import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.pipeline.Memory;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.pipeline.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every memory must do: keep turns whole, in order and apart from those of other conversations.
 *
 * <pre>{@code
 * class FileMemoryTest extends MemoryContract {
 *     @TempDir
 *     Path directory;
 *
 *     @Override
 *     protected Memory memory() {
 *         return FileMemory.in(directory);
 *     }
 * }
 * }</pre>
 */
public abstract class MemoryContract {
    private static final int THREADS = 4;
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    /** Creates the tests. */
    protected MemoryContract() {}

    /** {@return a memory with nothing in it; called once per test} */
    protected abstract Memory memory();

    /** {@return how many of the latest turns are recalled word for word, at least; 1 or more} */
    protected int turnsRecalled() {
        return 3;
    }

    /** Of a conversation that has not begun nothing is recalled. */
    @Test
    public void recallsNothingAtFirst() {
        assertThat(recall(memory(), "c1")).isEmpty();
    }

    /** Without a conversation nothing is recalled. */
    @Test
    public void recallsNothingWithoutAConversation() {
        Memory memory = memory();
        remember(memory, turn("c1", 0));

        assertThat(memory.recall(Prompt.of("Hello"), TestContext.create())).isEmpty();
    }

    /** Turns are recalled word for word, oldest first. */
    @Test
    public void recallsTurnsInOrder() {
        Memory memory = memory();
        List<Message> expected = new ArrayList<>();
        for (int i = 0; i < turnsRecalled(); i++) {
            remember(memory, turn("c1", i));
            expected.addAll(turn("c1", i).messages());
        }

        assertThat(recall(memory, "c1")).isEqualTo(expected);
        assertThat(recall(memory, "c1")).as("a second time").isEqualTo(expected);
    }

    /** However long the conversation, what is recalled is whole turns, the latest ones among them. */
    @Test
    public void recallsWholeTurns() {
        Memory memory = memory();
        int turns = 2 * turnsRecalled() + 3;
        for (int i = 0; i < turns; i++) {
            remember(memory, i % 2 == 0 ? turn("c1", i) : turnWithTools("c1", i));
            assertWholeTurns(recall(memory, "c1"), i + 1);
        }
    }

    /** Tool calls and their results are recalled as they were. */
    @Test
    public void recallsToolCalls() {
        Memory memory = memory();
        Turn turn = turnWithTools("c1", 1);
        remember(memory, turn);

        assertThat(recall(memory, "c1")).isEqualTo(turn.messages());
    }

    /** Conversations do not mix, however alike their names. */
    @Test
    public void keepsConversationsApart() {
        Memory memory = memory();
        List<String> names = List.of(
                "c1",
                "C1",
                "c1 ",
                "c/1",
                "c\\1",
                "../c1",
                "c1%00",
                "c1\0",
                "c1.json",
                "c:1",
                "' OR 1=1 --",
                "ç1",
                "c\u0327" + "1",
                "*",
                "\ud83d\ude00",
                "x".repeat(300),
                "CON",
                ".");
        for (int i = 0; i < names.size(); i++) {
            remember(memory, turn(names.get(i), i));
        }

        for (int i = 0; i < names.size(); i++) {
            assertThat(recall(memory, names.get(i)))
                    .as("conversation %d", i)
                    .isEqualTo(turn(names.get(i), i).messages());
        }
    }

    /** Texts are recalled to the last character. */
    @Test
    public void recallsHostileTexts() {
        Memory memory = memory();

        HostileTexts.wellFormed().forEach((name, text) -> {
            Turn turn = new Turn(name, "call-" + name, AT, List.of(Message.user(text), Message.assistant(text)));
            remember(memory, turn);
            assertThat(recall(memory, name)).as(name).isEqualTo(turn.messages());
        });
    }

    /** Broken text neither fails nor spoils other turns. */
    @Test
    public void survivesBrokenText() {
        Memory memory = memory();
        remember(
                memory, new Turn("c1", "broken", AT, List.of(Message.user("a \ud83d b"), Message.assistant("\ude00"))));
        assertThat(recall(memory, "c1")).hasSize(2);

        if (turnsRecalled() > 1) {
            remember(memory, turn("c1", 1));
            assertThat(recall(memory, "c1")).hasSize(4);
        }
    }

    /** Threads with conversations of their own do not disturb each other. */
    @Test
    public void remembersManyConversationsAtOnce() {
        Memory memory = memory();

        Background.sideBySide(THREADS, thread -> {
            String conversation = "c" + thread;
            for (int i = 0; i < 20; i++) {
                remember(memory, turn(conversation, i));
                assertWholeTurns(recall(memory, conversation), i + 1);
            }
        });
    }

    /** Threads that write to one conversation neither lose nor tear turns. */
    @Test
    public void remembersOneConversationFromManyThreads() {
        Memory memory = memory();
        int each = Math.max(1, turnsRecalled() / THREADS);

        Background.sideBySide(THREADS, thread -> {
            for (int i = 0; i < each; i++) {
                remember(memory, turn("c1", thread * each + i));
                assertPairs(recall(memory, "c1"));
            }
        });

        List<Message> recalled = recall(memory, "c1");
        assertPairs(recalled);
        assertThat(recalled).hasSizeGreaterThanOrEqualTo(2 * Math.min(turnsRecalled(), THREADS * each));
    }

    /** A missing argument is told to the caller. */
    @Test
    @SuppressWarnings("NullAway")
    public void refusesWhatIsMissing() {
        Memory memory = memory();

        assertThatThrownBy(() -> memory.recall(null, StageContext.detached())).isInstanceOf(LlmException.class);
        assertThatThrownBy(() -> memory.remember(null, StageContext.detached())).isInstanceOf(LlmException.class);
    }

    private static List<Message> recall(Memory memory, String conversation) {
        Prompt prompt = Prompt.builder("And then?").conversation(conversation).build();
        return memory.recall(prompt, TestContext.create());
    }

    private static void remember(Memory memory, Turn turn) {
        memory.remember(turn, TestContext.create());
    }

    private static Turn turn(String conversation, int number) {
        return new Turn(
                conversation,
                "call-" + number,
                AT.plusSeconds(number),
                List.of(Message.user("question " + number), Message.assistant("answer " + number)));
    }

    private static Turn turnWithTools(String conversation, int number) {
        ToolCall call = new ToolCall("t" + number, "clock", "{\"zone\":\"UTC\"}");
        Message asks = Message.of(
                Role.ASSISTANT,
                List.of(new Content.Text("Let me see.", Trust.MODEL), new Content.ToolUse(call, "signature")));
        return new Turn(
                conversation,
                "call-" + number,
                AT.plusSeconds(number),
                List.of(
                        Message.user("question " + number),
                        asks,
                        Message.tool(Content.ToolResult.of(call, "11:00")),
                        Message.assistant("answer " + number)));
    }

    /** Checks that {@code recalled} is the end of the conversation of {@code turns} turns, with nothing torn. */
    private void assertWholeTurns(List<Message> recalled, int turns) {
        List<Message> spoken = recalled.stream()
                .filter(message -> message.role() != Role.SYSTEM)
                .toList();
        int kept = (int)
                spoken.stream().filter(message -> message.role() == Role.USER).count();
        assertThat(kept).as("turns recalled of %d", turns).isGreaterThanOrEqualTo(Math.min(turns, turnsRecalled()));
        int next = turns - kept;
        for (int at = 0; at < spoken.size(); next++) {
            assertThat(spoken.get(at).text()).isEqualTo("question " + next);
            boolean tools = !spoken.get(at + 1).toolCalls().isEmpty();
            int last = at + (tools ? 3 : 1);
            assertThat(spoken).as("messages of turn %d", next).hasSizeGreaterThan(last);
            assertThat(spoken.get(last).text()).isEqualTo("answer " + next);
            at = last + 1;
        }
    }

    private static void assertPairs(List<Message> recalled) {
        Set<String> seen = new HashSet<>();
        List<Message> spoken = recalled.stream()
                .filter(message -> message.role() != Role.SYSTEM)
                .toList();
        for (int i = 0; i < spoken.size(); i += 2) {
            String question = spoken.get(i).text();
            assertThat(question).startsWith("question ");
            assertThat(seen.add(question)).as("%s comes once", question).isTrue();
            assertThat(spoken).hasSizeGreaterThan(i + 1);
            assertThat(spoken.get(i + 1).text()).isEqualTo(question.replace("question", "answer"));
        }
    }
}
