package dev.llmops.eval.text;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;

/**
 * A kind of ROUGE: what an answer and a reference may have in common.
 *
 * <p>Lin, "ROUGE: A Package for Automatic Evaluation of Summaries" (2004).
 *
 * @param unit what is counted
 * @param n how long the n-grams are; 0 for sequences
 */
public record RougeType(Unit unit, int n) {
    /** The longest common sequence of words, with gaps, of the whole texts. */
    public static final RougeType L = new RougeType(Unit.SEQUENCE, 0);
    /** The same for each line of the reference against all lines of the answer: for summaries, a sentence a line. */
    public static final RougeType LSUM = new RougeType(Unit.SEQUENCE_OF_LINES, 0);

    /** Checks that only n-grams have a length. */
    public RougeType {
        Require.nonNull(unit, "unit");
        Require.inRange(n, unit == Unit.NGRAM ? 1 : 0, unit == Unit.NGRAM ? 1000 : 0, "n");
    }

    /** {@return the kind that counts common n-grams of {@code n} words} */
    public static RougeType ngrams(int n) {
        return new RougeType(Unit.NGRAM, n);
    }

    /** {@return the kind of that name: {@code rouge1}, {@code rouge2}, …, {@code rougeL} or {@code rougeLsum}} */
    public static RougeType named(String name) {
        if (Require.nonNull(name, "name").equals("rougeL")) {
            return L;
        }
        if (name.equals("rougeLsum")) {
            return LSUM;
        }
        if (name.matches("rouge[1-9][0-9]{0,2}")) {
            return ngrams(Integer.parseInt(name.substring("rouge".length())));
        }
        throw new InvalidInputException("name", "name must be rouge1, rouge2, …, rougeL or rougeLsum, was " + name);
    }

    /** {@return the usual name, such as {@code rouge2} or {@code rougeLsum}} */
    @Override
    public String toString() {
        return switch (unit) {
            case NGRAM -> "rouge" + n;
            case SEQUENCE -> "rougeL";
            case SEQUENCE_OF_LINES -> "rougeLsum";
        };
    }

    /** What is counted. */
    public enum Unit {
        /** Runs of n words. */
        NGRAM,
        /** Words in the same order. */
        SEQUENCE,
        /** Words in the same order, line by line. */
        SEQUENCE_OF_LINES
    }
}
