package dev.llmops.core.memory;

import static dev.llmops.core.memory.Turns.call;
import static dev.llmops.core.memory.Turns.result;
import static dev.llmops.core.memory.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.pipeline.Turn;
import dev.llmops.testing.TestContext;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationMemoryTest {
    /** A token per character; with what surrounds it, a message of n characters has n + 4. */
    private static final TokenCounter CHARACTERS = text -> new TokenCounter.Count(text.length(), false);

    private final TestContext context = TestContext.create();

    @Test
    void recallsNothingWithoutAConversation() {
        ConversationMemory memory = remembering(ConversationMemory.window(5), turn("c", 1));

        assertThat(memory.recall(Prompt.of("hello"), context)).isEmpty();
    }

    @Test
    void recallsNothingOfOtherConversations() {
        ConversationMemory memory = remembering(ConversationMemory.window(5), turn("c", 1), turn("d", 2));

        assertThat(texts(recall(memory, "c"))).containsExactly("question 1", "answer 1");
        assertThat(recall(memory, "e")).isEmpty();
    }

    @Test
    void recallsTheNewestTurnsOldestFirst() {
        ConversationMemory memory = remembering(ConversationMemory.window(2), turn("c", 1), turn("c", 2), turn("c", 3));

        List<Message> history = recall(memory, "c");

        assertThat(texts(history)).containsExactly("question 2", "answer 2", "question 3", "answer 3");
        assertThat(context.note("memory.turns")).contains("2");
        assertThat(context.note("memory.tokens")).isEmpty();
    }

    @Test
    void recallsEverythingWithoutLimits() {
        ConversationMemory memory = ConversationMemory.builder().build();
        for (int i = 0; i < 100; i++) {
            memory.remember(turn("c", i), context);
        }

        assertThat(recall(memory, "c")).hasSize(200);
    }

    @Test
    void recallsMessagesExactlyAsTheyWereRemembered() {
        Message user = Message.of(
                Role.USER,
                List.of(Content.text("this"), new Content.Attachment(Media.of("image/png", new byte[] {1}))));
        Turn turn = turn("c", 1, user, call("a"), result("a"), Message.assistant("noon"));

        ConversationMemory memory = remembering(ConversationMemory.window(1), turn);

        assertThat(recall(memory, "c")).isEqualTo(turn.messages());
    }

    @Test
    void evictsACallTogetherWithItsResult() {
        Turn withTool = turn("c", 1, Message.user("time?"), call("a"), result("a"), Message.assistant("noon"));

        ConversationMemory one = remembering(ConversationMemory.window(1), withTool, turn("c", 2));
        ConversationMemory two = remembering(ConversationMemory.window(2), withTool, turn("c", 2));

        assertThat(texts(recall(one, "c"))).containsExactly("question 2", "answer 2");
        assertThat(recall(two, "c")).startsWith(withTool.messages().toArray(Message[]::new));
    }

    @Test
    void recallsNoResultWhoseCallWasEvicted() {
        ConversationMemory memory = remembering(
                ConversationMemory.window(1),
                turn("c", 1, Message.user("time?"), call("a")),
                turn("c", 2, Message.user("well?"), result("a"), Message.assistant("noon")));

        assertThat(texts(recall(memory, "c"))).containsExactly("well?", "noon");
        assertThat(context.note("memory.unpaired")).isPresent();
    }

    @Test
    void recallsNoCallWhoseResultIsMissing() {
        ConversationMemory memory =
                remembering(ConversationMemory.window(5), turn("c", 1, Message.user("time?"), call("a")), turn("c", 2));

        assertThat(texts(recall(memory, "c"))).containsExactly("time?", "question 2", "answer 2");
    }

    @Test
    void recallsPairsThatSpanTurnsOfTheWindow() {
        ConversationMemory memory = remembering(
                ConversationMemory.window(2),
                turn("c", 1, Message.user("time?"), call("a")),
                turn("c", 2, result("a")));

        assertThat(recall(memory, "c")).containsExactly(Message.user("time?"), call("a"), result("a"));
        assertThat(context.note("memory.unpaired")).isEmpty();
    }

    @Test
    void recallsAsManyTurnsAsHaveTokens() {
        // "question n" and "answer n" have 10 + 4 and 8 + 4 tokens.
        ConversationMemory memory = remembering(tokens(52).build(), turn("c", 1), turn("c", 2), turn("c", 3));

        List<Message> history = recall(memory, "c");

        assertThat(texts(history)).containsExactly("question 2", "answer 2", "question 3", "answer 3");
        assertThat(context.note("memory.tokens")).contains("52");
    }

    @Test
    void neverExceedsTheTokenWindow() {
        ConversationMemory memory = remembering(tokens(51).build(), turn("c", 1), turn("c", 2), turn("c", 3));

        assertThat(texts(recall(memory, "c"))).containsExactly("question 3", "answer 3");
    }

    @Test
    void appliesBothLimits() {
        ConversationMemory few = remembering(tokens(1000).turns(1).build(), turn("c", 1), turn("c", 2));
        ConversationMemory small = remembering(tokens(30).turns(2).build(), turn("c", 1), turn("c", 2));

        assertThat(texts(recall(few, "c"))).containsExactly("question 2", "answer 2");
        assertThat(texts(recall(small, "c"))).containsExactly("question 2", "answer 2");
    }

    @Test
    void leavesOutATurnThatIsLargerThanTheWindowAndSaysSo() {
        Turn large = turn("c", 2, Message.user("x".repeat(200)));
        ConversationMemory memory = remembering(tokens(100).build(), turn("c", 1), large, turn("c", 3));

        List<Message> history = recall(memory, "c");

        assertThat(texts(history)).containsExactly("question 1", "answer 1", "question 3", "answer 3");
        assertThat(context.note("memory.dropped")).contains("1 turns, each larger than the 100 tokens for turns");
    }

    @Test
    void doesNotReachBehindATurnForWhichTokensAreUsedUp() {
        Turn medium = turn("c", 2, Message.user("x".repeat(80)));
        ConversationMemory memory = remembering(tokens(100).build(), turn("c", 1), medium, turn("c", 3));

        assertThat(texts(recall(memory, "c"))).containsExactly("question 3", "answer 3");
        assertThat(context.note("memory.dropped")).isEmpty();
    }

    @Test
    void readsFurtherBackWhileThereAreTokens() {
        ConversationMemory memory = tokens(26 * 70).build();
        for (int i = 10; i < 99; i++) {
            memory.remember(turn("c", i, Message.user("question " + i)), context);
        }

        // "question nn" has 11 + 4 tokens.
        assertThat(recall(memory, "c")).hasSize(Math.min(89, 26 * 70 / 15));
    }

    @Test
    void countsEverythingThatGoesToTheModel() {
        Turn turn = turn(
                "c",
                1,
                Message.of(Role.USER, List.of(new Content.Attachment(Media.of("image/png", new byte[9])))),
                Message.of(
                        Role.ASSISTANT,
                        List.of(
                                new Content.Reasoning("four", "12"),
                                call("abc").contents().get(0))),
                result("abc"),
                Message.of(
                        Role.ASSISTANT, List.of(new Content.Refusal("no"), new Content.Opaque("some", "kind", "{}"))));
        int exact = 4 * 4 + 50 + (4 + 2) + (3 + 5 + 2) + (3 + 5 + 4) + 2 + 2;

        ConversationMemory enough =
                remembering(tokens(exact).tokensPerAttachment(50).build(), turn);
        ConversationMemory tooFew =
                remembering(tokens(exact - 1).tokensPerAttachment(50).build(), turn);

        assertThat(recall(enough, "c")).hasSize(4);
        assertThat(recall(tooFew, "c")).isEmpty();
    }

    @Test
    void neverEvictsSystemMessages() {
        Turn instructed = turn("c", 1, Message.system("Be brief."), Message.user("hello"), Message.assistant("hi"));
        ConversationMemory byTurns = remembering(ConversationMemory.window(1), instructed, turn("c", 2), turn("c", 3));
        ConversationMemory byTokens = remembering(tokens(39).build(), instructed, turn("c", 2), turn("c", 3));

        assertThat(texts(recall(byTurns, "c"))).containsExactly("Be brief.", "question 3", "answer 3");
        assertThat(texts(recall(byTokens, "c"))).containsExactly("Be brief.", "question 3", "answer 3");
    }

    @Test
    void keepsASystemMessageInItsPlaceWhenTheRestOfItsTurnIsLeftOut() {
        Turn large = turn("c", 2, Message.system("Be brief."), Message.user("x".repeat(200)));
        ConversationMemory memory = remembering(tokens(100).build(), turn("c", 1), large, turn("c", 3));

        assertThat(texts(recall(memory, "c")))
                .containsExactly("question 1", "answer 1", "Be brief.", "question 3", "answer 3");
    }

    @Test
    void keepsOnlySystemMessagesWhenTheyAreLargerThanTheWindowAndSaysSo() {
        Turn instructed = turn("c", 1, Message.system("x".repeat(50)), Message.user("hello"));
        ConversationMemory memory = remembering(tokens(40).build(), instructed, turn("c", 2));

        assertThat(texts(recall(memory, "c"))).containsExactly("x".repeat(50));
        assertThat(context.note("memory.exceeded")).isPresent();
        assertThat(context.note("memory.turns")).contains("0");
    }

    @Test
    void recallsTheFirstTurnsBesidesTheNewest() {
        ConversationMemory memory = remembering(
                ConversationMemory.builder().turns(1).firstTurns(1).build(), turn("c", 1), turn("c", 2), turn("c", 3));

        assertThat(texts(recall(memory, "c"))).containsExactly("question 1", "answer 1", "question 3", "answer 3");
    }

    @Test
    void recallsATurnOnceThatIsAmongTheFirstAndTheNewest() {
        ConversationMemory memory =
                remembering(tokens(52).firstTurns(2).build(), turn("c", 1), turn("c", 2), turn("c", 3));

        assertThat(texts(recall(memory, "c"))).containsExactly("question 1", "answer 1", "question 2", "answer 2");
    }

    @Test
    void leavesOutFirstTurnsForWhichThereAreNoTokens() {
        Turn large = turn("c", 1, Message.user("x".repeat(200)));
        ConversationMemory memory =
                remembering(tokens(30).turns(1).firstTurns(1).build(), large, turn("c", 2));

        assertThat(texts(recall(memory, "c"))).containsExactly("question 2", "answer 2");
        assertThat(context.note("memory.dropped.first")).isPresent();
    }

    @Test
    void recallsTurnsApartThatHaveTheSameCallId() {
        ConversationMemory memory = remembering(
                ConversationMemory.window(5), turn("c", 1), turn("c", 1, Message.user("again")), turn("c", 2));

        assertThat(texts(recall(memory, "c")))
                .containsExactly("question 1", "answer 1", "again", "question 2", "answer 2");
    }

    @Test
    void forgetsAConversation() {
        ConversationMemory memory = remembering(ConversationMemory.window(5), turn("c", 1), turn("d", 2));

        memory.forget("c");

        assertThat(recall(memory, "c")).isEmpty();
        assertThat(recall(memory, "d")).isNotEmpty();
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        assertThatThrownBy(() -> ConversationMemory.window(0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> ConversationMemory.tokenWindow(0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> ConversationMemory.window(1).forget(" ")).isInstanceOf(InvalidInputException.class);
    }

    private static ConversationMemory.Builder tokens(int tokens) {
        return ConversationMemory.builder().tokens(tokens).counter(CHARACTERS);
    }

    private static ConversationMemory remembering(ConversationMemory memory, Turn... turns) {
        Arrays.stream(turns).forEach(turn -> memory.remember(turn, StageContext.detached()));
        return memory;
    }

    private List<Message> recall(ConversationMemory memory, String conversation) {
        return memory.recall(
                Prompt.builder("and now?").conversation(conversation).build(), context);
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::text).toList();
    }
}
