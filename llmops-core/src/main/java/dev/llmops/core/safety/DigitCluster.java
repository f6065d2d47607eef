package dev.llmops.core.safety;

import static dev.llmops.core.safety.Characters.isBlank;
import static dev.llmops.core.safety.Characters.isClose;
import static dev.llmops.core.safety.Characters.isDash;
import static dev.llmops.core.safety.Characters.isDigit;
import static dev.llmops.core.safety.Characters.isOpen;
import static dev.llmops.core.safety.Characters.isPlus;

import java.util.Arrays;

/**
 * Groups of digits that stand together, as card and phone numbers are written.
 *
 * <p>Between two groups there is one {@link Link}. What a link is depends on the characters between
 * the groups only, so the groups do not depend on where reading began. One cluster is read after
 * another into the same object.
 */
final class DigitCluster {
    /** What stands between two groups of digits. */
    enum Link {
        /** Nothing: the cluster begins or ends here. */
        NONE,
        BLANK,
        DASH,
        DOT,
        SLASH,
        /** An opening bracket, perhaps after a blank or dash. */
        OPEN,
        /** A closing bracket, perhaps before a blank or dash. */
        CLOSE
    }

    /** How many characters after a cluster can decide whether it goes on and what it is. */
    static final int LOOK_AHEAD = 5;

    private final String text;
    private int[] starts = new int[8];
    private int[] ends = new int[8];
    private Link[] links = new Link[8];
    private int groups;
    private int digits;
    private boolean plus;
    private int prefix;
    private int linkLength;

    DigitCluster(String text) {
        this.text = text;
    }

    /** Reads the cluster whose first digit is at {@code first}; {@return where its last digit ends}. */
    int read(int first) {
        groups = 0;
        digits = 0;
        readPrefix(first);
        Link link = Link.NONE;
        int at = first;
        while (true) {
            int end = at + 1;
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
            add(at, end, link);
            link = linkAt(end);
            if (link == Link.NONE) {
                return end;
            }
            at = end + linkLength;
        }
    }

    private void readPrefix(int first) {
        int at = first;
        plus = false;
        if (at > 0 && isPlus(text.charAt(at - 1))) {
            plus = true;
            at--;
            if (at > 0 && isOpen(text.charAt(at - 1))) {
                at--;
            }
        } else if (at > 0 && isOpen(text.charAt(at - 1))) {
            at--;
            if (at > 0 && isPlus(text.charAt(at - 1))) {
                plus = true;
                at--;
            }
        }
        prefix = at;
    }

    private void add(int start, int end, Link link) {
        if (groups == starts.length) {
            starts = Arrays.copyOf(starts, groups * 2);
            ends = Arrays.copyOf(ends, groups * 2);
            links = Arrays.copyOf(links, groups * 2);
        }
        starts[groups] = start;
        ends[groups] = end;
        links[groups++] = link;
        digits += end - start;
    }

    /** {@return what links a group that ends at {@code end} to the next}, and notes its length. */
    private Link linkAt(int end) {
        char c = charAt(end);
        char next = charAt(end + 1);
        boolean single = isDigit(next);
        linkLength = 1;
        if (isBlank(c)) {
            if (single) {
                return Link.BLANK;
            }
            if (isOpen(next) && isDigit(charAt(end + 2))) {
                linkLength = 2;
                return Link.OPEN;
            }
            if ((isDash(next) || next == '/') && isBlank(charAt(end + 2)) && isDigit(charAt(end + 3))) {
                linkLength = 3;
                return isDash(next) ? Link.DASH : Link.SLASH;
            }
            return Link.NONE;
        }
        if (isDash(c) || c == '.' || c == '/') {
            if (single) {
                return c == '.' ? Link.DOT : c == '/' ? Link.SLASH : Link.DASH;
            }
            linkLength = 2;
            return isOpen(next) && isDigit(charAt(end + 2)) ? Link.OPEN : Link.NONE;
        }
        if (isOpen(c)) {
            return single ? Link.OPEN : Link.NONE;
        }
        if (isClose(c)) {
            if (single) {
                return Link.CLOSE;
            }
            linkLength = 2;
            boolean separator = isBlank(next) || isDash(next) || next == '/' || next == '.';
            return separator && isDigit(charAt(end + 2)) ? Link.CLOSE : Link.NONE;
        }
        return Link.NONE;
    }

    /** {@return the character at {@code at}; NUL outside the text} */
    char charAt(int at) {
        return at >= 0 && at < text.length() ? text.charAt(at) : 0;
    }

    String text() {
        return text;
    }

    int groups() {
        return groups;
    }

    /** {@return the number of digits in all groups} */
    int digits() {
        return digits;
    }

    /** {@return where the cluster begins: at its plus sign or bracket if it has one} */
    int prefix() {
        return prefix;
    }

    /** {@return whether a plus sign stands before the first group} */
    boolean hasPlus() {
        return plus;
    }

    /** {@return whether an opening bracket stands directly before a group} */
    boolean isBracketed(int group) {
        return isOpen(charAt(starts[group] - 1));
    }

    int start(int group) {
        return starts[group];
    }

    int end(int group) {
        return ends[group];
    }

    int size(int group) {
        return ends[group] - starts[group];
    }

    /** {@return what stands before a group; after the last one there is nothing} */
    Link linkBefore(int group) {
        return group < groups ? links[group] : Link.NONE;
    }

    /** {@return the value of a digit of a group} */
    int digit(int group, int index) {
        return Characters.valueOf(text.charAt(starts[group] + index));
    }
}
