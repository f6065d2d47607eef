package dev.llmops.eval.text;

import dev.llmops.eval.text.MeteorWords.Word;
import java.util.Arrays;
import java.util.List;

/**
 * Pairs the words of an answer with words of a reference, in three stages: equal words, equal stems, synonyms.
 *
 * <p>Every stage walks what is left of the answer from its last word to its first and takes the rightmost word of the
 * reference that fits and is left. Lives for one comparison.
 */
final class MeteorAlignment {
    private static final int NONE = -1;

    private final MeteorWords words;
    private int[] partners = new int[0];
    private boolean[] taken = new boolean[0];
    private int matches;

    MeteorAlignment(MeteorWords words) {
        this.words = words;
    }

    void align(List<String> answer, List<String> reference) {
        partners = new int[answer.size()];
        Arrays.fill(partners, NONE);
        taken = new boolean[reference.size()];
        matches = 0;
        WordNumbers ids = new WordNumbers();
        WordNumbers stemIds = new WordNumbers();
        String[] answerStems = new String[answer.size()];
        String[] referenceStems = new String[reference.size()];
        int[][] answerIds = ids(answer, ids, stemIds, answerStems);
        int[][] referenceIds = ids(reference, ids, stemIds, referenceStems);
        matchEqual(answerIds[0], referenceIds[0], ids.count());
        matchEqual(answerIds[1], referenceIds[1], stemIds.count());
        if (words.hasSynonyms()) {
            matchSynonyms(answerStems, referenceStems);
        }
    }

    private int[][] ids(List<String> tokens, WordNumbers ids, WordNumbers stemIds, String[] stems) {
        int[][] numbers = new int[2][stems.length];
        for (int i = 0; i < stems.length; i++) {
            Word word = words.word(tokens.get(i));
            stems[i] = word.stem();
            numbers[0][i] = ids.of(word.lower());
            numbers[1][i] = stemIds.of(word.stem());
        }
        return numbers;
    }

    private void matchEqual(int[] answer, int[] reference, int distinct) {
        // The rightmost word that is left, of each kind, and for each word the next one of its kind to the left.
        int[] last = new int[distinct];
        int[] before = new int[reference.length];
        Arrays.fill(last, NONE);
        for (int j = 0; j < reference.length; j++) {
            if (!taken[j]) {
                before[j] = last[reference[j]];
                last[reference[j]] = j;
            }
        }
        for (int i = answer.length - 1; i >= 0; i--) {
            int j = last[answer[i]];
            if (partners[i] == NONE && j != NONE) {
                last[answer[i]] = before[j];
                pair(i, j);
            }
        }
    }

    private void matchSynonyms(String[] answer, String[] reference) {
        for (int i = answer.length - 1; i >= 0; i--) {
            for (int j = reference.length - 1; j >= 0 && partners[i] == NONE; j--) {
                if (!taken[j] && words.areSynonyms(answer[i], reference[j])) {
                    pair(i, j);
                }
            }
        }
    }

    private void pair(int i, int j) {
        partners[i] = j;
        taken[j] = true;
        matches++;
    }

    /** {@return how many words of the answer have a partner} */
    int matches() {
        return matches;
    }

    /** {@return how many runs the pairs make whose words follow each other in both texts} */
    int chunks() {
        int chunks = 0;
        for (int i = 0; i < partners.length; i++) {
            boolean follows = i > 0 && partners[i - 1] != NONE && partners[i] == partners[i - 1] + 1;
            if (partners[i] != NONE && !follows) {
                chunks++;
            }
        }
        return chunks;
    }
}
