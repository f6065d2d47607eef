package dev.llmops.onnx.engine;

import dev.llmops.onnx.decoding.TokenHistory;

/**
 * Guesses how a sequence goes on from how it went on before.
 *
 * <p>If the last tokens stand somewhere earlier, what followed there is the guess: answers that quote their sources
 * repeat long stretches. Guesses are checked in one run, which costs little more than a step, so they never change an
 * answer; where they are wrong too often they stop for a while. Source: Saxena, "Prompt Lookup Decoding", 2023.
 *
 * <p>Not safe for concurrent use.
 */
final class PromptLookup {
    private static final int[] NONE = {};
    private static final int LONGEST_PATTERN = 3;
    private static final int SHORTEST_PATTERN = 2;

    /** Below this share of right guesses a run costs more than it saves. */
    private static final double WORTH = 0.35;

    private static final double WEIGHT_OF_LAST = 0.25;
    private static final int PAUSE = 24;

    private final int most;
    private double rate = 1;
    private int pause;
    private int drafted;
    private int accepted;

    PromptLookup(int most) {
        this.most = most;
    }

    /** {@return what may follow: at most {@code room} tokens, often none} */
    int[] draft(TokenHistory history, int room) {
        if (most == 0 || room <= 0) {
            return NONE;
        }
        if (pause > 0) {
            pause--;
            return NONE;
        }
        int wanted = Math.min(room, rate > 0.8 ? most : Math.max(2, most / 2));
        for (int pattern = LONGEST_PATTERN; pattern >= SHORTEST_PATTERN; pattern--) {
            int from = lastMatch(history, pattern);
            if (from >= 0) {
                return copy(history, from, wanted);
            }
        }
        return NONE;
    }

    /** {@return where the latest earlier occurrence of the last {@code pattern} tokens is followed; -1 if none is} */
    private static int lastMatch(TokenHistory history, int pattern) {
        int size = history.size();
        for (int end = size - 1; end >= pattern; end--) {
            int same = 0;
            while (same < pattern && history.token(end - 1 - same) == history.token(size - 1 - same)) {
                same++;
            }
            if (same == pattern) {
                return end;
            }
        }
        return -1;
    }

    private static int[] copy(TokenHistory history, int from, int wanted) {
        int[] draft = new int[Math.min(wanted, history.size() - from)];
        for (int i = 0; i < draft.length; i++) {
            draft[i] = history.token(from + i);
        }
        return draft;
    }

    /** Hears how many of the guesses were right. */
    void learn(int guessed, int right) {
        drafted += guessed;
        accepted += right;
        rate += WEIGHT_OF_LAST * ((double) right / guessed - rate);
        if (rate < WORTH) {
            pause = PAUSE;
            rate = 0.5;
        }
    }

    int drafted() {
        return drafted;
    }

    int accepted() {
        return accepted;
    }
}
