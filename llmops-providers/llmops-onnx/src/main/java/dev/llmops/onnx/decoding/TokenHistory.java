package dev.llmops.onnx.decoding;

import dev.llmops.api.Require;
import java.util.Arrays;
import java.util.Objects;

/**
 * The tokens of one sequence so far: those of the prompt, then those of the answer.
 *
 * <p>Counts the tokens as they come, so that penalties cost time per distinct token. Not safe for concurrent use.
 */
public final class TokenHistory {
    private final int promptLength;
    private int[] tokens;
    private int size;

    /** Open addressing: a slot holds the index of a distinct token plus 1, or 0. */
    private int[] slots;

    private int[] distinct;
    private int[] answerCounts;
    private int distinctSize;

    private TokenHistory(int promptLength, int[] tokens, int[] slots, int[] distinct, int[] answerCounts) {
        this.promptLength = promptLength;
        this.tokens = tokens;
        this.slots = slots;
        this.distinct = distinct;
        this.answerCounts = answerCounts;
    }

    /** {@return a history that begins with {@code prompt}} */
    public static TokenHistory of(int... prompt) {
        Require.nonNull(prompt, "prompt");
        int capacity = Math.max(16, prompt.length + 16);
        TokenHistory history =
                new TokenHistory(prompt.length, new int[capacity], new int[64], new int[32], new int[32]);
        for (int token : prompt) {
            history.append(token);
        }
        return history;
    }

    /** Adds a token: to the answer, since the prompt is whole. */
    public void append(int token) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * size);
        }
        tokens[size] = token;
        int index = indexOf(token);
        if (size >= promptLength) {
            answerCounts[index]++;
        }
        size++;
    }

    /** {@return how many tokens there are} */
    public int size() {
        return size;
    }

    /** {@return how many of the tokens are the prompt's} */
    public int promptLength() {
        return promptLength;
    }

    /** {@return how many of the tokens are the answer's} */
    public int answerLength() {
        return size - promptLength;
    }

    /** {@return the token at {@code index}, from 0} */
    public int token(int index) {
        return tokens[Objects.checkIndex(index, size)];
    }

    /** {@return the tokens of the answer} */
    public int[] answer() {
        return Arrays.copyOfRange(tokens, promptLength, size);
    }

    /** {@return a history with the same tokens that goes on by itself} */
    public TokenHistory copy() {
        TokenHistory copy =
                new TokenHistory(promptLength, tokens.clone(), slots.clone(), distinct.clone(), answerCounts.clone());
        copy.size = size;
        copy.distinctSize = distinctSize;
        return copy;
    }

    int distinct() {
        return distinctSize;
    }

    int distinctToken(int index) {
        return distinct[index];
    }

    /** {@return how often the answer has the distinct token at {@code index}} */
    int answerCount(int index) {
        return answerCounts[index];
    }

    private int indexOf(int token) {
        int slot = slot(slots, token);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (distinctSize == distinct.length) {
            grow();
            slot = slot(slots, token);
        }
        distinct[distinctSize] = token;
        slots[slot] = ++distinctSize;
        return distinctSize - 1;
    }

    private int slot(int[] table, int token) {
        int slot = token * 0x9E3779B9 >>> Integer.numberOfLeadingZeros(table.length - 1);
        while (table[slot] != 0 && distinct[table[slot] - 1] != token) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    private void grow() {
        distinct = Arrays.copyOf(distinct, 2 * distinctSize);
        answerCounts = Arrays.copyOf(answerCounts, 2 * distinctSize);
        int[] larger = new int[4 * distinctSize];
        for (int i = 0; i < distinctSize; i++) {
            larger[slot(larger, distinct[i])] = i + 1;
        }
        slots = larger;
    }
}
