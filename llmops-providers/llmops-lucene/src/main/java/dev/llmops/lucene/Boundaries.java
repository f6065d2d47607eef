package dev.llmops.lucene;

import dev.llmops.api.text.SentenceSplitter;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The places at which a block may be cut, from the best to the last resort.
 *
 * <p>Positions are those of the whole text, each the end of what stays before the cut. Searches
 * assume that a longer stretch never has fewer tokens; they double their step until something does
 * not fit, so that their cost depends on the chunk and not on the block.
 */
final class Boundaries {
    private final String text;
    private final Block block;
    private final SentenceSplitter splitter;
    private int @Nullable [] units;
    private int @Nullable [] words;

    Boundaries(String text, Block block, SentenceSplitter splitter) {
        this.text = text;
        this.block = block;
        this.splitter = splitter;
    }

    /** {@return the last end of a sentence, or of a line of code or table, after {@code from} that fits; or -1} */
    int lastUnit(int from, IntPredicate fits) {
        return last(units(), from, fits);
    }

    /** {@return the ends of all sentences, or of all lines of code or table} */
    int[] units() {
        if (units == null) {
            units = block.isProse() ? sentences() : lines();
        }
        return units;
    }

    /** {@return the last end of a word after {@code from} that fits; or -1} */
    int lastWord(int from, IntPredicate fits) {
        if (words == null) {
            words = words();
        }
        return last(words, from, fits);
    }

    /** {@return the last end of a character after {@code from} that fits, of the first one if none does} */
    int lastCharacter(int from, IntPredicate fits) {
        int good = text.offsetByCodePoints(from, 1);
        int bad = block.end() + 1;
        int step = 1;
        while (good + 1 < bad) {
            int probe = wholeCharacter(Math.min(good + step, bad - 1));
            if (probe == good) {
                // The next character takes two units; there is no position inside it.
                probe = good + 2;
            }
            if (probe >= bad) {
                break;
            }
            if (fits.test(probe)) {
                good = probe;
                step *= 2;
            } else {
                bad = probe;
                step = 1;
            }
        }
        return good;
    }

    private int wholeCharacter(int position) {
        boolean inside = position < text.length()
                && Character.isLowSurrogate(text.charAt(position))
                && Character.isHighSurrogate(text.charAt(position - 1));
        return inside ? position - 1 : position;
    }

    private static int last(int[] ends, int from, IntPredicate fits) {
        int at = Arrays.binarySearch(ends, from + 1);
        int first = at >= 0 ? at : -at - 1;
        if (first >= ends.length || !fits.test(ends[first])) {
            return -1;
        }
        int good = first;
        int bad = ends.length;
        int step = 1;
        while (good + 1 < bad) {
            int probe = Math.min(good + step, bad - 1);
            if (fits.test(ends[probe])) {
                good = probe;
                step *= 2;
            } else {
                bad = probe;
                step = 1;
            }
        }
        return ends[good];
    }

    private int[] sentences() {
        return splitter.split(text.substring(block.start(), block.end())).stream()
                .mapToInt(sentence -> block.start() + sentence.end())
                .toArray();
    }

    private int[] lines() {
        String part = text.substring(block.start(), block.end());
        return ends(part, (before, after) -> before == '\n' || (before == '\r' && after != '\n'));
    }

    private int[] words() {
        String part = text.substring(block.start(), block.end());
        return ends(part, (before, after) -> Character.isWhitespace(before) && !Character.isWhitespace(after));
    }

    private int[] ends(String part, CutTest test) {
        int[] found = new int[16];
        int count = 0;
        for (int i = 1; i <= part.length(); i++) {
            if (i == part.length() || test.cuts(part.charAt(i - 1), part.charAt(i))) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = block.start() + i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Tells whether a text may be cut between two characters. */
    @FunctionalInterface
    private interface CutTest {
        boolean cuts(char before, char after);
    }
}
