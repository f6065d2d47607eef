package dev.llmops.lucene;

import java.util.Arrays;

/** The different words, or runs of words, of a text, as sorted hashes; two are compared in one pass. */
final class WordSet {
    /** How many words a shingle has. */
    private static final int SHINGLE = 3;

    private final int[] hashes;

    private WordSet(int[] hashes) {
        this.hashes = hashes;
    }

    /** {@return the words of {@code text}, whatever their case} */
    static WordSet ofWords(String text) {
        return distinct(wordHashes(text));
    }

    /** {@return all runs of three words of {@code text}; of a shorter text the one run it is} */
    static WordSet ofShingles(String text) {
        int[] words = wordHashes(text);
        int size = Math.min(SHINGLE, words.length);
        int[] shingles = new int[size == 0 ? 0 : words.length - size + 1];
        for (int i = 0; i < shingles.length; i++) {
            int hash = 1;
            for (int j = 0; j < size; j++) {
                hash = hash * 0x9E3779B1 + words[i + j];
            }
            shingles[i] = hash;
        }
        return distinct(shingles);
    }

    /** {@return what part of all members both have (Jaccard index), in [0, 1]} */
    double likeness(WordSet other) {
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < hashes.length && j < other.hashes.length) {
            if (hashes[i] == other.hashes[j]) {
                common++;
                i++;
                j++;
            } else if (hashes[i] < other.hashes[j]) {
                i++;
            } else {
                j++;
            }
        }
        int all = hashes.length + other.hashes.length - common;
        return all == 0 ? 1 : (double) common / all;
    }

    private static int[] wordHashes(String text) {
        int[] hashes = new int[Math.max(8, text.length() / 4)];
        int count = 0;
        int hash = 0;
        boolean inside = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
                hash = 31 * hash + Character.toLowerCase(c);
                inside = true;
            } else if (inside) {
                if (count == hashes.length) {
                    hashes = Arrays.copyOf(hashes, count * 2);
                }
                hashes[count++] = hash;
                hash = 0;
                inside = false;
            }
        }
        return Arrays.copyOf(hashes, count);
    }

    private static WordSet distinct(int[] hashes) {
        Arrays.sort(hashes);
        int count = 0;
        for (int i = 0; i < hashes.length; i++) {
            if (i == 0 || hashes[i] != hashes[i - 1]) {
                hashes[count++] = hashes[i];
            }
        }
        return new WordSet(Arrays.copyOf(hashes, count));
    }
}
