package dev.llmops.core.safety;

import static dev.llmops.core.safety.Characters.isDigit;
import static dev.llmops.core.safety.Characters.isOpen;
import static dev.llmops.core.safety.Characters.isPlus;

import java.util.Arrays;

/**
 * Finds out where in a text that may go on the doubt begins.
 *
 * <p>The end of the text is cut into stretches that candidates may cover; stretches that overlap are
 * one, because the candidates in them may displace each other. A stretch is open if more text may
 * still change what is found in it.
 */
final class PiiTail {
    private final String text;
    private final int length;
    private int[] starts = new int[8];
    private int[] ends = new int[8];
    private boolean[] open = new boolean[8];
    private int stretches;

    PiiTail(String text) {
        this.text = text;
        this.length = text.length();
    }

    /** {@return how many characters no more text can change the findings of} */
    int settled() {
        int least = Math.max(0, length - PiiScan.HORIZON + 1);
        DigitCluster cluster = new DigitCluster(text);
        int at = least;
        while (at < length) {
            char c = text.charAt(at);
            if (c == '@') {
                address(at++);
            } else if (isDigit(c)) {
                at = number(cluster, at);
            } else {
                at++;
            }
        }
        lastWord();
        lastSign();
        return Math.max(least, firstOpen());
    }

    private void address(int at) {
        int start = EmailAddresses.localStart(text, at);
        if (start >= 0) {
            int end = EmailAddresses.domainEnd(text, at, start + EmailAddresses.LONGEST);
            add(start, end, end == length);
        }
    }

    private int number(DigitCluster cluster, int first) {
        int end = cluster.read(first);
        int reach = Ibans.reach(text, first);
        if (reach >= 0) {
            add(first - 2, reach, isUndecided(reach));
        }
        add(cluster.prefix(), end, isUndecided(end));
        return end;
    }

    private boolean isUndecided(int end) {
        return end + DigitCluster.LOOK_AHEAD > length;
    }

    /** The last word may become an address, or begin an account number. */
    private void lastWord() {
        int start = EmailAddresses.localStart(text, length);
        if (start >= 0) {
            add(start, length, true);
        }
    }

    /** A plus sign or bracket at the end may begin a phone number. */
    private void lastSign() {
        int start = length;
        while (start > Math.max(0, length - 2) && (isPlus(text.charAt(start - 1)) || isOpen(text.charAt(start - 1)))) {
            start--;
        }
        if (start < length) {
            add(start, length, true);
        }
    }

    private void add(int start, int end, boolean undecided) {
        int from = start;
        int to = end;
        boolean opens = undecided;
        while (stretches > 0 && ends[stretches - 1] > from) {
            stretches--;
            from = Math.min(from, starts[stretches]);
            to = Math.max(to, ends[stretches]);
            opens |= open[stretches];
        }
        if (stretches == starts.length) {
            starts = Arrays.copyOf(starts, stretches * 2);
            ends = Arrays.copyOf(ends, stretches * 2);
            open = Arrays.copyOf(open, stretches * 2);
        }
        starts[stretches] = from;
        ends[stretches] = to;
        open[stretches++] = opens;
    }

    private int firstOpen() {
        for (int i = 0; i < stretches; i++) {
            if (open[i]) {
                return starts[i];
            }
        }
        return length;
    }
}
