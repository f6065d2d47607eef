package dev.llmops.eval.text;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives words and n-grams small numbers, the same for equal ones. Lives for one comparison.
 *
 * <p>For words that are strings already; {@link Tokens} numbers what stands in a buffer of code points.
 *
 * <p>An n-gram is numbered by the number of its first n − 1 tokens and that of its last token, so the work does not
 * grow with n.
 */
final class WordNumbers {
    private @Nullable String[] tokens = new String[64];
    private int[] tokenIds = new int[64];
    private int tokenCount;
    private final Pairs characters = new Pairs(16);

    /** {@return the numbers of {@code words}, each at least 0 and less than {@link #count()}} */
    int[] of(List<String> words) {
        int[] ids = new int[words.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = of(words.get(i));
        }
        return ids;
    }

    /** {@return the numbers of the code points of {@code text}; not to be mixed with words} */
    int[] ofCodePoints(String text) {
        int[] points = new int[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            points[length++] = text.codePointAt(i);
        }
        return characters.of(points, length);
    }

    /** {@return how many different tokens were seen} */
    int count() {
        return Math.max(tokenCount, characters.count);
    }

    /** {@return the number of {@code word}} */
    int of(String word) {
        if (2 * tokenCount >= tokens.length) {
            grow();
        }
        int slot = slot(word);
        if (tokens[slot] == null) {
            tokens[slot] = word;
            tokenIds[slot] = tokenCount++;
        }
        return tokenIds[slot];
    }

    private int slot(String word) {
        int mask = tokens.length - 1;
        int slot = mix(word.hashCode()) & mask;
        for (String there = tokens[slot]; there != null && !there.equals(word); there = tokens[slot]) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        @Nullable String[] old = tokens;
        int[] oldIds = tokenIds;
        tokens = new String[2 * old.length];
        tokenIds = new int[tokens.length];
        for (int i = 0; i < old.length; i++) {
            String word = old[i];
            if (word != null) {
                int slot = slot(word);
                tokens[slot] = word;
                tokenIds[slot] = oldIds[i];
            }
        }
    }

    private static int mix(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    /** {@return how many n-grams both have, each counted as often as in the text that has it less often} */
    static int commonNgrams(int[] first, int[] second, int n) {
        int most = Math.max(0, first.length - n + 1) + Math.max(0, second.length - n + 1);
        Pairs pairs = new Pairs(most);
        int[] firstGrams = first;
        int[] secondGrams = second;
        for (int length = 2; length <= n; length++) {
            pairs.clear();
            firstGrams = pairs.extend(firstGrams, first, length);
            secondGrams = pairs.extend(secondGrams, second, length);
        }
        return common(firstGrams, secondGrams);
    }

    private static int common(int[] first, int[] second) {
        int top = -1;
        for (int id : first) {
            top = Math.max(top, id);
        }
        int[] counts = new int[top + 1];
        for (int id : first) {
            counts[id]++;
        }
        int common = 0;
        for (int id : second) {
            if (id <= top && counts[id] > 0) {
                counts[id]--;
                common++;
            }
        }
        return common;
    }

    /** Numbers of pairs of numbers. */
    private static final class Pairs {
        private static final long FREE = -1;

        private long[] keys;
        private int[] ids;
        private int count;

        private Pairs(int expected) {
            int size = Math.max(16, Integer.highestOneBit(Math.max(1, expected)) << 2);
            keys = new long[size];
            ids = new int[size];
            clear();
        }

        private int[] of(int[] points, int length) {
            int[] numbers = new int[length];
            for (int i = 0; i < length; i++) {
                numbers[i] = of((long) points[i]);
            }
            return numbers;
        }

        private void clear() {
            Arrays.fill(keys, FREE);
            count = 0;
        }

        private int[] extend(int[] grams, int[] words, int n) {
            int[] longer = new int[Math.max(0, words.length - n + 1)];
            for (int i = 0; i < longer.length; i++) {
                longer[i] = of((long) grams[i] << 32 | words[i + n - 1]);
            }
            return longer;
        }

        private int of(long key) {
            if (2 * count >= keys.length) {
                grow();
            }
            int slot = slot(key);
            if (keys[slot] == FREE) {
                keys[slot] = key;
                ids[slot] = count++;
            }
            return ids[slot];
        }

        private int slot(long key) {
            int mask = keys.length - 1;
            int slot = mix(key) & mask;
            while (keys[slot] != FREE && keys[slot] != key) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        private void grow() {
            long[] old = keys;
            int[] oldIds = ids;
            keys = new long[2 * old.length];
            ids = new int[keys.length];
            Arrays.fill(keys, FREE);
            for (int i = 0; i < old.length; i++) {
                if (old[i] != FREE) {
                    int slot = slot(old[i]);
                    keys[slot] = old[i];
                    ids[slot] = oldIds[i];
                }
            }
        }
    }
}
