package dev.llmops.eval.text;

import dev.llmops.api.Require;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.TextMetric;
import dev.llmops.eval.python.PythonText;
import java.util.List;

/**
 * Error rates: how many insertions, deletions and substitutions turn the answer into the reference, per unit of the
 * reference. 0 is best; more than 1 is possible.
 *
 * <p>The score of a corpus is the sum of all edits over the sum of all lengths. Of several references the one with the
 * lowest rate counts, the first of equal ones. There is no rate against an empty reference. Levenshtein (1966).
 * Immutable; safe for concurrent use.
 */
public final class EditDistance implements TextMetric {
    private final boolean characters;

    private EditDistance(boolean characters) {
        this.characters = characters;
    }

    /** {@return the character error rate, CER: edits of code points} */
    public static EditDistance characters() {
        return new EditDistance(true);
    }

    /** {@return the word error rate, WER: edits of words, which are what stands between white space} */
    public static EditDistance words() {
        return new EditDistance(false);
    }

    @Override
    public Signature signature() {
        return Signature.of(characters ? "cer" : "wer")
                .with("refs", "best")
                .with("unit", characters ? "codepoint" : "word");
    }

    @Override
    public Direction direction() {
        return Direction.LOWER_IS_BETTER;
    }

    @Override
    public boolean isMean() {
        return false;
    }

    @Override
    public Score score(String text, List<String> references) {
        int edits = 0;
        int length = 0;
        for (String reference : references) {
            WordNumbers ids = new WordNumbers();
            int[] gold = units(reference, ids);
            if (gold.length > 0) {
                int distance = Levenshtein.distance(units(text, ids), gold, ids.count());
                if (length == 0 || (long) distance * length < (long) edits * gold.length) {
                    edits = distance;
                    length = gold.length;
                }
            }
        }
        if (length == 0) {
            return Score.unmeasured(references.isEmpty() ? "the item has no reference" : "the reference is empty");
        }
        return Score.of((double) edits / length, new double[] {edits, length});
    }

    /** {@return how many edits turn {@code first} into {@code second}} */
    public int distance(String first, String second) {
        WordNumbers ids = new WordNumbers();
        int[] firstUnits = units(Require.nonNull(first, "first"), ids);
        int[] secondUnits = units(Require.nonNull(second, "second"), ids);
        return Levenshtein.distance(firstUnits, secondUnits, ids.count());
    }

    private int[] units(String text, WordNumbers ids) {
        return characters ? ids.ofCodePoints(text) : ids.of(PythonText.split(text));
    }

    @Override
    public String toString() {
        return signature().toString();
    }
}
