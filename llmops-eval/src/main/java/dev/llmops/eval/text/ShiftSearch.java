package dev.llmops.eval.text;

import java.util.Arrays;

/**
 * Finds how few edits turn a hypothesis into a reference if moving a run of words is one edit.
 *
 * <p>A greedy search: the move that saves most is made again and again until none saves anything. Which moves are tried,
 * and which of equal ones is made, is as in Tercom. Not safe for concurrent use.
 */
final class ShiftSearch {
    private static final int LONGEST_RUN = 10;
    private static final int FARTHEST = 50;
    private static final int MOST_CANDIDATES = 1000;

    private final BeamDistance table = new BeamDistance();
    private int[] hypothesis = {};
    private int[] reference = {};
    private int[] shifted = {};
    private int[] aligned = {};
    private boolean[] hypothesisWrong = {};
    private boolean[] referenceWrong = {};

    private int candidates;
    private int before;
    private int bestGain;
    private int bestLength;
    private int bestStart;
    private int bestTarget;

    /** {@return how many edits turn {@code from} into {@code to}; both are numbers of words} */
    int edits(int[] from, int[] to) {
        if (to.length == 0) {
            return from.length;
        }
        if (Arrays.equals(from, to)) {
            return 0;
        }
        hypothesis = from.clone();
        reference = to;
        shifted = new int[from.length];
        aligned = new int[to.length];
        hypothesisWrong = new boolean[from.length];
        referenceWrong = new boolean[to.length];
        candidates = 0;
        table.begin(hypothesis, reference);
        int shifts = 0;
        while (findBest() && candidates < MOST_CANDIDATES) {
            int same = shift(bestStart, bestLength, bestTarget);
            System.arraycopy(shifted, 0, hypothesis, 0, shifted.length);
            table.change(hypothesis, same);
            shifts++;
        }
        return shifts + table.distance();
    }

    /** {@return whether a move saves edits; of those that were tried, the best is remembered} */
    private boolean findBest() {
        before = table.distance();
        bestGain = 0;
        table.align(aligned, hypothesisWrong, referenceWrong);
        for (int i = 0; i < hypothesis.length; i++) {
            int end = Math.min(reference.length, i + FARTHEST + 1);
            for (int j = Math.max(0, i - FARTHEST); j < end; j++) {
                if (hypothesis[i] == reference[j] && tryRuns(i, j)) {
                    return bestGain > 0;
                }
            }
        }
        return bestGain > 0;
    }

    /** {@return whether enough moves were tried, after those of the runs that begin at {@code i} and {@code j}} */
    private boolean tryRuns(int i, int j) {
        boolean anyWrong = false;
        boolean anyMissed = false;
        int longest = Math.min(LONGEST_RUN, Math.min(hypothesis.length - i, reference.length - j));
        for (int length = 1; length <= longest && hypothesis[i + length - 1] == reference[j + length - 1]; length++) {
            anyWrong |= hypothesisWrong[i + length - 1];
            anyMissed |= referenceWrong[j + length - 1];
            boolean inPlace = aligned[j] >= i && aligned[j] < i + length;
            if (anyWrong && anyMissed && !inPlace) {
                tryTargets(i, j, length);
                if (candidates >= MOST_CANDIDATES) {
                    return true;
                }
            }
        }
        return false;
    }

    private void tryTargets(int i, int j, int length) {
        int previous = -1;
        for (int position = j - 1; position < j + length; position++) {
            int target = position < 0 ? 0 : aligned[position] + 1;
            if (target != previous) {
                previous = target;
                candidates++;
                tryShift(i, length, target);
            }
        }
    }

    private void tryShift(int start, int length, int target) {
        int same = shift(start, length, target);
        int distance = table.distance(shifted, same, before - Math.max(1, bestGain));
        int gain = before - distance;
        if (gain > 0 && isBetter(gain, length, start, target)) {
            bestGain = gain;
            bestLength = length;
            bestStart = start;
            bestTarget = target;
        }
    }

    private boolean isBetter(int gain, int length, int start, int target) {
        if (gain != bestGain) {
            return gain > bestGain;
        }
        if (length != bestLength) {
            return length > bestLength;
        }
        return start != bestStart ? start < bestStart : target < bestTarget;
    }

    /** {@return how many words stay at the beginning if a run moves, which is then in {@code shifted}} */
    private int shift(int start, int length, int target) {
        int words = hypothesis.length;
        if (target < start) {
            System.arraycopy(hypothesis, 0, shifted, 0, target);
            System.arraycopy(hypothesis, start, shifted, target, length);
            System.arraycopy(hypothesis, target, shifted, target + length, start - target);
            System.arraycopy(hypothesis, start + length, shifted, start + length, words - start - length);
            return target;
        }
        // Within the run itself the target counts from its beginning.
        int end = Math.min(words, target > start + length ? target : target + length);
        System.arraycopy(hypothesis, 0, shifted, 0, start);
        System.arraycopy(hypothesis, start + length, shifted, start, end - start - length);
        System.arraycopy(hypothesis, start, shifted, end - length, length);
        System.arraycopy(hypothesis, end, shifted, end, words - end);
        return start;
    }
}
