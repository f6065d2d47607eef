package dev.llmops.core.safety;

import dev.llmops.api.safety.Tier;
import dev.llmops.core.safety.DigitCluster.Link;

/**
 * Payment card numbers: ISO/IEC 7812 prefixes and lengths, and the Luhn check digit.
 *
 * <p>A number may be written in groups with blanks or dashes, the first of at least four digits.
 */
final class CardNumbers {
    private static final int FEWEST_DIGITS = 13;
    private static final int MOST_DIGITS = 19;
    private static final int LARGEST_GROUP = 8;

    private CardNumbers() {}

    /** Notes the card numbers that begin with a group. */
    static void find(DigitCluster cluster, int first, Candidates candidates) {
        if (!mayBegin(cluster, first)) {
            return;
        }
        int digits = 0;
        for (int last = first; last < cluster.groups(); last++) {
            digits += cluster.size(last);
            if (digits > MOST_DIGITS || (last > first && !mayFollow(cluster, last))) {
                return;
            }
            if (digits >= FEWEST_DIGITS
                    && mayEnd(cluster, last)
                    && isIssued(cluster, first, digits)
                    && Checksums.luhn(cluster, first, last)) {
                int end = cluster.end(last);
                candidates.add(
                        Candidates.Kind.CREDIT_CARD, cluster.start(first), end, Tier.VALIDATED, 1.0, "check digit");
            }
            if (cluster.size(last) > LARGEST_GROUP || (last > first && cluster.size(last) < 3)) {
                return;
            }
        }
    }

    private static boolean mayBegin(DigitCluster cluster, int first) {
        if (cluster.size(first) < 4) {
            return false;
        }
        if (first > 0) {
            Link link = cluster.linkBefore(first);
            return link == Link.BLANK || link == Link.OPEN;
        }
        int start = cluster.start(0);
        char before = cluster.charAt(start - 1);
        boolean joins = Characters.isDash(before) || before == '.';
        return !cluster.hasPlus()
                && !Characters.isWord(before)
                && before != '@'
                && !(joins && Characters.isWord(cluster.charAt(start - 2)));
    }

    private static boolean mayFollow(DigitCluster cluster, int group) {
        Link link = cluster.linkBefore(group);
        boolean single = cluster.start(group) - cluster.end(group - 1) == 1;
        return single && (link == Link.BLANK || link == Link.DASH);
    }

    private static boolean mayEnd(DigitCluster cluster, int last) {
        Link link = cluster.linkBefore(last + 1);
        if (link != Link.NONE) {
            return link != Link.DASH && link != Link.DOT;
        }
        char after = cluster.charAt(cluster.end(last));
        boolean joins = Characters.isDash(after);
        return !Characters.isWord(after)
                && after != '@'
                && !(joins && Characters.isWord(cluster.charAt(cluster.end(last) + 1)));
    }

    /** {@return whether an issuer has numbers that begin and are as long as this one} */
    private static boolean isIssued(DigitCluster cluster, int group, int digits) {
        int second = cluster.digit(group, 1);
        int first4 =
                cluster.digit(group, 0) * 1000 + second * 100 + cluster.digit(group, 2) * 10 + cluster.digit(group, 3);
        return switch (cluster.digit(group, 0)) {
            // Times in milliseconds and microseconds have 13 and 16 digits and begin with 1 too.
            case 1 -> digits == 15;
            case 2 -> digits == 16 && first4 >= 2221 && first4 <= 2720;
            case 3 ->
                switch (second) {
                    case 4, 7 -> digits == 15;
                    case 5 -> digits >= 16;
                    default -> digits >= 14;
                };
            case 4, 6 -> true;
            case 5 -> second <= 8;
            default -> false;
        };
    }
}
