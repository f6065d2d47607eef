package dev.llmops.core.memory;

import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.pipeline.Turn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The part of a conversation that a call sees.
 *
 * <p>What is kept, in the order in which it gets its share of the tokens: the system messages of the
 * whole conversation, the first turns, the newest turns backwards. A turn is kept whole or not at all.
 *
 * @param turns how many of the newest turns, at most
 * @param tokens how many tokens, at most; {@link #UNLIMITED} counts none
 * @param firstTurns how many turns from the beginning are kept besides
 * @param cost counts tokens
 */
record Window(int turns, int tokens, int firstTurns, MessageTokens cost) {
    static final int UNLIMITED = Integer.MAX_VALUE;

    /** How many turns are read at first when only counting can tell how many are needed. */
    private static final int BATCH = 16;

    /**
     * {@return the messages of the conversation that lie in this window, oldest first}
     *
     * @param coming what is said next, with the results of tools that were called last
     */
    List<Message> recall(ConversationStore store, String conversation, List<Content> coming, StageContext context) {
        // The newest are read last: what is added meanwhile then stands among the newest, not before them.
        List<Turn> withSystem = store.withSystemMessages(conversation);
        List<Turn> first = firstTurns == 0 ? List.of() : store.oldest(conversation, firstTurns);
        long budget = tokens == UNLIMITED ? Long.MAX_VALUE : tokens - cost.ofSystemMessages(withSystem);
        Choice choice = new Choice(budget);
        first.forEach(choice::pin);

        int asked = tokens == UNLIMITED ? turns : Math.min(turns, BATCH);
        List<Turn> recent = store.newest(conversation, asked);
        while (!choice.fill(recent) && recent.size() == asked && asked < turns) {
            asked = (int) Math.min(turns, asked * 4L);
            recent = store.newest(conversation, asked);
        }

        List<Message> chosen = choice.messages(first, withSystem, recent);
        List<Message> complete = ToolPairs.complete(chosen, coming);
        choice.note(context, budget, !complete.equals(chosen));
        return complete;
    }

    /** Which turns get a share of the tokens. */
    private final class Choice {
        private final Set<String> pinned = new HashSet<>();
        private final BitSet recentKept = new BitSet();
        private long budget;
        private long spentOnRecent;
        private int pinnedDropped;
        private int oversized;

        Choice(long budget) {
            this.budget = budget;
        }

        /** Keeps a turn of the beginning if there are tokens for it. */
        void pin(Turn turn) {
            long tokensOfTurn = costOf(turn);
            if (tokensOfTurn <= budget) {
                budget -= tokensOfTurn;
                pinned.add(turn.callId());
            } else {
                pinnedDropped++;
            }
        }

        /**
         * Chooses among the newest turns, from the last one backwards.
         *
         * @return whether the tokens were used up, so that no older turn can be kept
         */
        boolean fill(List<Turn> recent) {
            recentKept.clear();
            spentOnRecent = 0;
            oversized = 0;
            if (budget <= 0) {
                keepPinned(recent);
                return true;
            }
            for (int i = recent.size() - 1; i >= 0; i--) {
                Turn turn = recent.get(i);
                long tokensOfTurn = pinned.contains(turn.callId()) ? 0 : costOf(turn);
                if (tokensOfTurn > budget) {
                    // It fits no window at all. To stop here would forget everything before it as well.
                    oversized++;
                } else if (tokensOfTurn > budget - spentOnRecent) {
                    keepPinned(recent.subList(0, i));
                    return true;
                } else {
                    spentOnRecent += tokensOfTurn;
                    recentKept.set(i);
                }
            }
            return false;
        }

        private void keepPinned(List<Turn> older) {
            for (int i = 0; i < older.size(); i++) {
                recentKept.set(i, pinned.contains(older.get(i).callId()));
            }
        }

        /** {@return what was chosen: whole turns, and of the others the system messages} */
        List<Message> messages(List<Turn> first, List<Turn> withSystem, List<Turn> recent) {
            Set<String> later = new HashSet<>();
            recent.forEach(turn -> later.add(turn.callId()));
            List<Message> messages = new ArrayList<>();
            for (Turn turn : first) {
                if (later.add(turn.callId())) {
                    messages.addAll(pinned.contains(turn.callId()) ? turn.messages() : systemMessages(turn));
                }
            }
            for (Turn turn : withSystem) {
                if (later.add(turn.callId())) {
                    messages.addAll(systemMessages(turn));
                }
            }
            for (int i = 0; i < recent.size(); i++) {
                Turn turn = recent.get(i);
                messages.addAll(recentKept.get(i) ? turn.messages() : systemMessages(turn));
            }
            return List.copyOf(messages);
        }

        void note(StageContext context, long budgetOfTurns, boolean unpaired) {
            context.note("memory.turns", Integer.toString(recentKept.cardinality()));
            if (tokens != UNLIMITED) {
                context.note("memory.tokens", Long.toString(tokens - budget + spentOnRecent));
            }
            if (budgetOfTurns < 0) {
                context.note("memory.exceeded", "the system messages alone are larger than the window of " + tokens);
            }
            if (oversized > 0) {
                context.note(
                        "memory.dropped", oversized + " turns, each larger than the " + budget + " tokens for turns");
            }
            if (pinnedDropped > 0) {
                context.note("memory.dropped.first", pinnedDropped + " first turns, for which there are no tokens");
            }
            if (unpaired) {
                context.note("memory.unpaired", "tool calls or results were left out: their other half is not there");
            }
        }
    }

    private long costOf(Turn turn) {
        return tokens == UNLIMITED ? 0 : cost.of(turn);
    }

    private static List<Message> systemMessages(Turn turn) {
        return turn.messages().stream()
                .filter(message -> message.role() == Role.SYSTEM)
                .toList();
    }
}
