package dev.llmops.eval.text;

/**
 * The edit distance that TER computes: by words, and only near the diagonal.
 *
 * <p>Row i of the table belongs to the first i words of the hypothesis, column j to the first j of the reference. A row
 * has the columns round {@code i * ratio} only, where the ratio is that of the lengths; the last row reaches the end. So
 * the distance of very different texts may be too high, as it is in Tercom. Not safe for concurrent use.
 */
final class BeamDistance {
    /** More than any distance. */
    static final int FAR = 1 << 29;

    private static final int BEAM = 25;

    private int[] reference = {};
    private int[] hypothesis = {};
    private int rows;
    private int columns;

    // Row i has the columns from[i] to before to[i]; its cells begin at start[i].
    private int[] from = {};
    private int[] to = {};
    private int[] start = {};
    private int[] cells = {};
    private int[] upper = {};
    private int[] lower = {};

    /** Takes another pair of texts, and computes the whole table. */
    void begin(int[] newHypothesis, int[] newReference) {
        reference = newReference;
        rows = newHypothesis.length;
        columns = newReference.length;
        layOut();
        for (int j = 0; j <= columns; j++) {
            cells[j] = j;
        }
        change(newHypothesis, 0);
    }

    /** Takes another hypothesis of the same length whose first {@code same} words are those of the one before. */
    void change(int[] newHypothesis, int same) {
        hypothesis = newHypothesis;
        for (int i = same + 1; i <= rows; i++) {
            row(cells, start[i - 1], i, cells, start[i], hypothesis[i - 1]);
        }
    }

    /** {@return the distance of the texts} */
    int distance() {
        return cells[start[rows] + columns - from[rows]];
    }

    /**
     * {@return the distance of {@code shifted} from the reference, or {@link #FAR} if it is greater than {@code limit}}
     *
     * @param shifted the words of the hypothesis in another order, the first {@code same} where they were
     */
    int distance(int[] shifted, int same, int limit) {
        int[] above = cells;
        int aboveStart = start[same];
        boolean intoUpper = true;
        for (int i = same + 1; i <= rows; i++) {
            int[] row = intoUpper ? upper : lower;
            intoUpper = !intoUpper;
            if (row(above, aboveStart, i, row, 0, shifted[i - 1]) > limit) {
                return FAR;
            }
            above = row;
            aboveStart = 0;
        }
        int distance = above[aboveStart + columns - from[rows]];
        return distance > limit ? FAR : distance;
    }

    /**
     * Follows the cheapest edits back, of equal ones first those that keep or replace, then those that remove words.
     *
     * @param aligned gets for each word of the reference the position of its word of the hypothesis, or of the last
     *     word before; -1 if there is none
     * @param hypothesisWrong gets whether a word of the hypothesis is not a word of the reference
     * @param referenceWrong gets whether a word of the reference is not a word of the hypothesis
     */
    void align(int[] aligned, boolean[] hypothesisWrong, boolean[] referenceWrong) {
        int i = rows;
        int j = columns;
        while (i > 0 || j > 0) {
            int here = cell(i, j);
            boolean differs = i > 0 && j > 0 && hypothesis[i - 1] != reference[j - 1];
            if (i > 0 && j > 0 && cell(i - 1, j - 1) + (differs ? 1 : 0) == here) {
                aligned[--j] = --i;
                hypothesisWrong[i] = differs;
                referenceWrong[j] = differs;
            } else if (i > 0 && cell(i - 1, j) + 1 == here) {
                hypothesisWrong[--i] = true;
            } else {
                aligned[--j] = i - 1;
                referenceWrong[j] = true;
            }
        }
    }

    private int cell(int i, int j) {
        return j >= from[i] && j < to[i] ? cells[start[i] + j - from[i]] : FAR;
    }

    private void layOut() {
        if (from.length <= rows) {
            from = new int[2 * rows + 1];
            to = new int[2 * rows + 1];
            start = new int[2 * rows + 1];
        }
        double ratio = rows == 0 ? 1 : (double) columns / rows;
        int beam = BEAM < ratio / 2 ? (int) Math.ceil(ratio / 2 + BEAM) : BEAM;
        int used = columns + 1;
        to[0] = columns + 1;
        for (int i = 1; i <= rows; i++) {
            int diagonal = (int) Math.floor(i * ratio);
            from[i] = Math.max(0, diagonal - beam);
            to[i] = i == rows ? columns + 1 : Math.min(columns + 1, diagonal + beam);
            start[i] = used;
            used = Math.addExact(used, to[i] - from[i]);
        }
        if (cells.length < used) {
            cells = new int[2 * used];
        }
        if (upper.length <= columns) {
            upper = new int[2 * columns + 1];
            lower = new int[2 * columns + 1];
        }
    }

    /** {@return the least distance of row {@code i}, which it computes from the row before} */
    private int row(int[] above, int aboveStart, int i, int[] into, int intoStart, int word) {
        int first = from[i];
        int end = to[i];
        int aboveFirst = aboveStart - from[i - 1];
        int aboveEnd = to[i - 1];
        int left = FAR;
        int least = FAR;
        int j = first;
        if (j == 0) {
            left = above[aboveFirst] + 1;
            into[intoStart] = left;
            least = left;
            j = 1;
        }
        // The band moves to the right only, so the row above always begins at or before this one.
        int inBoth = Math.min(end, aboveEnd);
        int at = intoStart + j - first;
        int diagonal = j - 1 >= from[i - 1] ? above[aboveFirst + j - 1] : FAR;
        for (; j < inBoth; j++) {
            int up = above[aboveFirst + j];
            int best = diagonal + (reference[j - 1] == word ? 0 : 1);
            best = Math.min(best, Math.min(up, left) + 1);
            diagonal = up;
            left = best;
            into[at++] = best;
            least = Math.min(least, best);
        }
        for (; j < end; j++) {
            int best = Math.min(diagonal + (reference[j - 1] == word ? 0 : 1), left + 1);
            diagonal = FAR;
            left = best;
            into[at++] = best;
            least = Math.min(least, best);
        }
        return least;
    }
}
