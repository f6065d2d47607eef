package dev.llmops.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.pipeline.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowProperties {
    private static final TokenCounter CHARACTERS = text -> new TokenCounter.Count(text.length(), false);
    private static final MessageTokens COST = new MessageTokens(CHARACTERS, 0);

    @Test
    void everyWindowOfEveryHistoryKeepsItsPromises() {
        for (long seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            List<Turn> turns = randomTurns(random);
            int turnLimit = random.nextBoolean() ? 1 + random.nextInt(25) : Window.UNLIMITED;
            int tokenLimit = random.nextBoolean() ? 1 + random.nextInt(600) : Window.UNLIMITED;
            int firstTurns = random.nextInt(3);

            List<Message> recalled = recalled(turns, new Window(turnLimit, tokenLimit, firstTurns, COST));

            check("seed " + seed, turns, recalled, turnLimit, tokenLimit, firstTurns);
        }
    }

    private static void check(
            String seed, List<Turn> turns, List<Message> recalled, int turnLimit, int tokenLimit, int firstTurns) {
        List<Message> all =
                turns.stream().flatMap(turn -> turn.messages().stream()).toList();
        List<Message> system = systemMessages(all);
        long systemTokens = system.stream().mapToLong(COST::of).sum();
        long tokens = recalled.stream().mapToLong(COST::of).sum();

        assertThat(tokens).as(seed).isLessThanOrEqualTo(Math.max(tokenLimit, systemTokens));
        assertThat(systemMessages(recalled)).as(seed).isEqualTo(system);
        assertThat(unpaired(recalled)).as(seed).isZero();
        assertThat(withoutTools(recalled)).as(seed).isEqualTo(withoutTools(wholeTurns(turns, recalled)));
        if (turnLimit < turns.size() - firstTurns) {
            assertThat(userMessages(recalled)).as(seed).hasSizeLessThanOrEqualTo(turnLimit + firstTurns);
        }
        if (turnLimit == Window.UNLIMITED && tokenLimit == Window.UNLIMITED) {
            assertThat(recalled).as(seed).isEqualTo(ToolPairs.complete(all, List.of()));
        }
    }

    private static List<Message> recalled(List<Turn> turns, Window window) {
        ConversationStore store = ConversationStore.inMemory();
        turns.forEach(store::append);
        ConversationMemory.Builder memory =
                ConversationMemory.builder().store(store).turns(window.turns()).firstTurns(window.firstTurns());
        memory.counter(CHARACTERS).tokensPerAttachment(0);
        if (window.tokens() != Window.UNLIMITED) {
            memory.tokens(window.tokens());
        }
        return memory.build().recall(Prompt.builder("now?").conversation("c").build(), StageContext.detached());
    }

    /** Turns of one user message each; calls and results come in any order, ids repeat. */
    private static List<Turn> randomTurns(Random random) {
        List<Turn> turns = new ArrayList<>();
        int count = random.nextInt(40);
        for (int i = 0; i < count; i++) {
            List<Message> messages = new ArrayList<>();
            messages.add(Message.user(i + "?" + "u".repeat(random.nextInt(random.nextInt(20) == 0 ? 400 : 40))));
            for (int more = random.nextInt(5); more > 0; more--) {
                messages.add(
                        switch (random.nextInt(9)) {
                            case 0, 1, 2 -> Turns.call("id" + random.nextInt(4));
                            case 3, 4, 5 -> Turns.result("id" + random.nextInt(4));
                            case 6 -> random.nextInt(8) == 0 ? Message.system("s" + i) : Message.assistant("b");
                            default -> Message.assistant("a".repeat(random.nextInt(40)));
                        });
            }
            turns.add(Turns.turn("c", i, messages.toArray(Message[]::new)));
        }
        return turns;
    }

    /** {@return whole those turns whose user message was recalled, of the others the system messages} */
    private static List<Message> wholeTurns(List<Turn> turns, List<Message> recalled) {
        return turns.stream()
                .flatMap(turn -> recalled.contains(turn.messages().get(0))
                        ? turn.messages().stream()
                        : systemMessages(turn.messages()).stream())
                .toList();
    }

    private static List<Message> withoutTools(List<Message> messages) {
        return messages.stream()
                .filter(each -> each.toolCalls().isEmpty() && each.role() != Role.TOOL)
                .toList();
    }

    private static List<Message> systemMessages(List<Message> messages) {
        return messages.stream().filter(each -> each.role() == Role.SYSTEM).toList();
    }

    private static List<Message> userMessages(List<Message> messages) {
        return messages.stream().filter(each -> each.role() == Role.USER).toList();
    }

    private static int unpaired(List<Message> messages) {
        Map<String, Integer> open = new HashMap<>();
        int resultsWithoutCall = 0;
        for (Message message : messages) {
            for (Content content : message.contents()) {
                if (content instanceof Content.ToolUse use) {
                    open.merge(use.call().id(), 1, Integer::sum);
                } else if (content instanceof Content.ToolResult result
                        && open.merge(result.callId(), -1, Integer::sum) < 0) {
                    resultsWithoutCall++;
                }
            }
        }
        return resultsWithoutCall + open.values().stream().mapToInt(Math::abs).sum();
    }
}
