package dev.llmops.core.safety;

import dev.llmops.api.safety.Tier;
import dev.llmops.core.safety.DigitCluster.Link;
import org.jspecify.annotations.Nullable;

/**
 * Phone numbers: international with a calling code, national by the usual ways of writing them.
 *
 * <p>No numbering plan is consulted, so a number of the right shape need not exist. Dates, addresses
 * of networks and numbers with decimals or units of money are left alone.
 */
final class PhoneNumbers {
    static final int FEWEST_DIGITS = 7;

    private static final int LONGEST = 40;
    private static final int MOST_GROUPS = 6;

    private PhoneNumbers() {}

    /** A way to read groups as a phone number: up to which group, and how good the reason is. */
    private record Reading(int last, Tier tier, boolean needsContext) {
        static Reading strong(int last) {
            return new Reading(last, Tier.STRONG, false);
        }

        static Reading contextual(int last) {
            return new Reading(last, Tier.CONTEXTUAL, false);
        }

        static Reading onlyInContext(int last) {
            return new Reading(last, Tier.CONTEXTUAL, true);
        }
    }

    /** Notes the phone number that begins with a group. */
    static void find(DigitCluster cluster, int group, Candidates candidates) {
        Link before = cluster.linkBefore(group);
        if (before != Link.NONE && before != Link.BLANK && before != Link.OPEN) {
            return;
        }
        int start = startOf(cluster, group);
        if (group == 0 && !mayFollow(cluster, start)) {
            return;
        }
        Reading reading = read(cluster, group);
        if (reading == null || !mayEnd(cluster, reading.last())) {
            return;
        }
        boolean named = PhoneContext.precedes(cluster.text(), start);
        if (reading.needsContext() && !named) {
            return;
        }
        boolean strong = named || reading.tier() == Tier.STRONG;
        double score = reading.tier() == Tier.STRONG ? (named ? 0.85 : 0.7) : named ? 0.75 : 0.4;
        candidates.add(
                Candidates.Kind.PHONE_NUMBER,
                start,
                cluster.end(reading.last()),
                strong ? Tier.STRONG : Tier.CONTEXTUAL,
                score,
                named ? "a word before it" : strong ? "written as a phone number" : "as long as a phone number");
    }

    private static @Nullable Reading read(DigitCluster cluster, int group) {
        if (group == 0 && cluster.hasPlus()) {
            return international(cluster, 0, 0);
        }
        if (cluster.size(group) > 2 && cluster.digit(group, 0) == 0 && cluster.digit(group, 1) == 0) {
            return international(cluster, group, 2);
        }
        if (isInBrackets(cluster, group)) {
            return areaInBrackets(cluster, group);
        }
        boolean one = cluster.size(group) == 1 && cluster.digit(group, 0) == 1;
        Reading reading = one ? afterOne(cluster, group) : northAmerican(cluster, group);
        if (reading == null) {
            reading = withTrunkZero(cluster, group);
        }
        if (reading == null) {
            reading = inOneGroup(cluster, group);
        }
        return reading == null && group == 0 ? inSomeGroups(cluster) : reading;
    }

    /** Reads a number with a calling code; {@code skip} digits of its first group are a prefix. */
    private static @Nullable Reading international(DigitCluster cluster, int group, int skip) {
        int code = CallingCodes.codeAt(cluster, group, skip);
        if (code == 0 || (skip > 0 && hasZeroAfterCode(cluster, group, skip + CallingCodes.digits(code)))) {
            return null;
        }
        int most = CallingCodes.mostDigits(code);
        int digits = cluster.size(group) - skip;
        int last = group;
        for (int i = group + 1; i < cluster.groups(); i++) {
            boolean trunkZero = cluster.size(i) == 1 && cluster.digit(i, 0) == 0 && isInBrackets(cluster, i);
            int size = trunkZero ? 0 : cluster.size(i);
            boolean stray = size == 1 && digits >= 8;
            if (digits + size > most || stray || cluster.end(i) - cluster.start(group) > LONGEST) {
                break;
            }
            digits += size;
            last = i;
        }
        if (digits < 8 || digits > most) {
            return null;
        }
        boolean incomplete = code == 1 && digits != most;
        boolean plain = skip > 0 && last == group;
        return incomplete || plain ? Reading.contextual(last) : Reading.strong(last);
    }

    /** {@return whether the number without its code begins with a zero, which is dialled at home only} */
    private static boolean hasZeroAfterCode(DigitCluster cluster, int group, int offset) {
        if (offset < cluster.size(group)) {
            return cluster.digit(group, offset) == 0;
        }
        return group + 1 < cluster.groups() && cluster.digit(group + 1, 0) == 0 && !isInBrackets(cluster, group + 1);
    }

    /** Reads {@code (415) 555-0132} and {@code (030) 123 45 67}. */
    private static @Nullable Reading areaInBrackets(DigitCluster cluster, int group) {
        int area = cluster.size(group);
        if (area < 2 || area > 5) {
            return null;
        }
        if (isNorthAmerican(cluster, group) || (isArea(cluster, group) && sizeIs(cluster, group + 1, 7))) {
            return Reading.strong(sizeIs(cluster, group + 1, 7) ? group + 1 : group + 2);
        }
        int digits = area;
        int last = group;
        for (int i = group + 1; i < Math.min(cluster.groups(), group + MOST_GROUPS); i++) {
            boolean stray = cluster.size(i) == 1 && digits >= 8;
            boolean bracket = i > group + 1 && !isSeparator(cluster.linkBefore(i));
            if (digits + cluster.size(i) > 12 || stray || bracket) {
                break;
            }
            digits += cluster.size(i);
            last = i;
        }
        boolean zero = cluster.digit(group, 0) == 0;
        if (digits < (zero ? 8 : 9)) {
            return null;
        }
        return isYear(cluster, group) ? Reading.contextual(last) : Reading.strong(last);
    }

    private static @Nullable Reading afterOne(DigitCluster cluster, int group) {
        Link link = cluster.linkBefore(group + 1);
        if (link == Link.OPEN && isInBrackets(cluster, group + 1) && isNorthAmerican(cluster, group + 1)) {
            return Reading.strong(group + 3);
        }
        return isSeparator(link) ? northAmerican(cluster, group + 1) : null;
    }

    /** Reads {@code 415-555-0132}. */
    private static @Nullable Reading northAmerican(DigitCluster cluster, int group) {
        if (!isNorthAmerican(cluster, group) || !isSeparator(cluster.linkBefore(group + 1))) {
            return null;
        }
        Link link = cluster.linkBefore(group + 2);
        if (link == Link.DASH || link == Link.DOT) {
            return Reading.strong(group + 2);
        }
        boolean list = cluster.linkBefore(group + 3) == Link.BLANK || cluster.linkBefore(group) == Link.BLANK;
        return list ? null : Reading.contextual(group + 2);
    }

    private static boolean isNorthAmerican(DigitCluster cluster, int group) {
        return sizeIs(cluster, group + 1, 3)
                && sizeIs(cluster, group + 2, 4)
                && isArea(cluster, group)
                && cluster.digit(group + 1, 0) >= 2
                && isSeparator(cluster.linkBefore(group + 2));
    }

    private static boolean isArea(DigitCluster cluster, int group) {
        return cluster.size(group) == 3
                && cluster.digit(group, 0) >= 2
                && cluster.digit(group, 1) <= 8
                && !(cluster.digit(group, 1) == 1 && cluster.digit(group, 2) == 1);
    }

    /** Reads {@code 030 1234567}, {@code 0171/123 45 67} and {@code 01 23 45 67 89}. */
    private static @Nullable Reading withTrunkZero(DigitCluster cluster, int group) {
        int first = cluster.size(group);
        boolean trunk = first >= 2 && first <= 5 && cluster.digit(group, 0) == 0 && cluster.digit(group, 1) != 0;
        if (!trunk || !isSeparator(cluster.linkBefore(group + 1)) || isOtherNumber(cluster, group)) {
            return null;
        }
        int digits = first;
        int last = group;
        boolean varied = false;
        for (int i = group + 1; i < Math.min(cluster.groups(), group + MOST_GROUPS); i++) {
            int size = cluster.size(i);
            boolean even = i == group + 1 || cluster.linkBefore(i) == cluster.linkBefore(group + 2);
            boolean next = digits >= 9 && (size == 1 || cluster.digit(i, 0) == 0);
            if (digits + size > (i == group + 1 ? 12 : 11) || !isSeparator(cluster.linkBefore(i)) || !even || next) {
                break;
            }
            varied |= cluster.digit(i, 0) != 0;
            digits += size;
            last = i;
        }
        if (digits < 9) {
            return null;
        }
        boolean dots = cluster.linkBefore(group + 1) == Link.DOT && last < group + 4;
        Link after = cluster.linkBefore(last + 1);
        boolean goesOn = after != Link.NONE && after != Link.OPEN && cluster.digit(last + 1, 0) != 0;
        return varied && !dots && !goesOn ? Reading.strong(last) : Reading.contextual(last);
    }

    private static @Nullable Reading inOneGroup(DigitCluster cluster, int group) {
        int size = cluster.size(group);
        Link after = cluster.linkBefore(group + 1);
        boolean alone = after == Link.NONE || after == Link.BLANK;
        if (!alone || size < FEWEST_DIGITS || size > CallingCodes.MOST_DIGITS) {
            return null;
        }
        int first = cluster.digit(group, 0);
        int second = cluster.digit(group, 1);
        if (first == 1 && (size == 10 || size == 13)) {
            // Seconds or milliseconds since 1970.
            return null;
        }
        boolean usual = first == 0
                ? second != 0 && size >= 9 && size <= 12
                : (size == 10 && first >= 2 && cluster.digit(group, 3) >= 2)
                        || (size == 11 && first == 1 && second >= 2);
        return usual && !isReference(cluster, group) ? Reading.contextual(group) : Reading.onlyInContext(group);
    }

    private static @Nullable Reading inSomeGroups(DigitCluster cluster) {
        int groups = cluster.groups();
        int digits = cluster.digits();
        boolean usual = groups > 1 && groups <= MOST_GROUPS && digits <= CallingCodes.MOST_DIGITS;
        if (!usual || isOtherNumber(cluster, 0)) {
            return null;
        }
        for (int i = 0; i < groups; i++) {
            if (cluster.size(i) < 2 || (i > 0 && !isSeparator(cluster.linkBefore(i)))) {
                return null;
            }
        }
        return Reading.onlyInContext(groups - 1);
    }

    /** {@return whether the groups are a date, a network address or a social security number} */
    private static boolean isOtherNumber(DigitCluster cluster, int group) {
        if (group + 2 >= cluster.groups() || cluster.linkBefore(group + 1) != cluster.linkBefore(group + 2)) {
            return false;
        }
        int first = cluster.size(group);
        int second = cluster.size(group + 1);
        int third = cluster.size(group + 2);
        boolean date =
                second <= 2 && ((first <= 2 && isYear(cluster, group + 2)) || (isYear(cluster, group) && third <= 2));
        boolean address = cluster.linkBefore(group + 1) == Link.DOT
                && cluster.linkBefore(group + 3) == Link.DOT
                && first <= 3
                && second <= 3
                && third <= 3
                && cluster.size(group + 3) <= 3
                && cluster.linkBefore(group + 4) != Link.DOT;
        boolean socialSecurity = first == 3 && second == 2 && third == 4;
        return date || address || socialSecurity;
    }

    private static boolean isYear(DigitCluster cluster, int group) {
        if (cluster.size(group) != 4) {
            return false;
        }
        int century = cluster.digit(group, 0) * 10 + cluster.digit(group, 1);
        return century == 19 || century == 20;
    }

    /** {@return whether a mark before the group says that it numbers or belongs to something else} */
    private static boolean isReference(DigitCluster cluster, int group) {
        char before = cluster.charAt(cluster.start(group) - 1);
        return before == '#' || before == '/' || before == '=' || Characters.isDash(before);
    }

    private static boolean isInBrackets(DigitCluster cluster, int group) {
        return group < cluster.groups() && cluster.isBracketed(group) && cluster.linkBefore(group + 1) == Link.CLOSE;
    }

    private static boolean isSeparator(Link link) {
        return link == Link.BLANK || link == Link.DASH || link == Link.DOT || link == Link.SLASH || link == Link.CLOSE;
    }

    private static boolean sizeIs(DigitCluster cluster, int group, int size) {
        return group < cluster.groups() && cluster.size(group) == size;
    }

    private static int startOf(DigitCluster cluster, int group) {
        boolean inBrackets = isInBrackets(cluster, group);
        if (group == 0 && cluster.hasPlus()) {
            boolean open = Characters.isOpen(cluster.charAt(cluster.prefix()));
            boolean closed = cluster.linkBefore(1) == Link.CLOSE;
            return open && !closed ? cluster.prefix() + 1 : cluster.prefix();
        }
        return inBrackets ? cluster.start(group) - 1 : cluster.start(group);
    }

    /** {@return whether a number may begin at {@code start}, given what stands before it} */
    private static boolean mayFollow(DigitCluster cluster, int start) {
        char before = cluster.charAt(start - 1);
        if (Characters.isWord(before) || before == '@' || Characters.isPlus(before)) {
            return false;
        }
        boolean joins = Characters.isDash(before) || before == '.' || before == ':';
        if (joins && Characters.isWord(cluster.charAt(start - 2))) {
            // A word with a colon names the number; a number with a colon is a time or a port.
            return before == ':' && !Characters.isDigit(cluster.charAt(start - 2));
        }
        boolean thousands = before == ',' && Characters.isDigit(cluster.charAt(start - 2)) && cluster.size(0) == 3;
        return !thousands && !isMoney(before);
    }

    private static boolean mayEnd(DigitCluster cluster, int last) {
        Link link = cluster.linkBefore(last + 1);
        if (link != Link.NONE) {
            return link == Link.BLANK || link == Link.OPEN || link == Link.SLASH;
        }
        int end = cluster.end(last);
        char after = cluster.charAt(end);
        char next = cluster.charAt(end + 1);
        if (after == 'x' && Characters.isDigit(next)) {
            return true;
        }
        if (Characters.isWord(after) || after == '@' || after == '%' || isMoney(after)) {
            return false;
        }
        boolean joins =
                (after == ':' && Characters.isDigit(next)) || (Characters.isDash(after) && Characters.isWord(next));
        boolean thousands = after == ','
                && Characters.isDigit(next)
                && Characters.isDigit(cluster.charAt(end + 2))
                && Characters.isDigit(cluster.charAt(end + 3))
                && !Characters.isDigit(cluster.charAt(end + 4));
        return !joins && !thousands;
    }

    private static boolean isMoney(char c) {
        return c == '$' || (c >= 0xA2 && Character.getType(c) == Character.CURRENCY_SYMBOL);
    }
}
