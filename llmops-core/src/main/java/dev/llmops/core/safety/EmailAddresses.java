package dev.llmops.core.safety;

import static dev.llmops.core.safety.Characters.isAlphabetic;
import static dev.llmops.core.safety.Characters.isAsciiLetter;

import dev.llmops.api.safety.Tier;

/**
 * E-mail addresses: the atoms of RFC 5322 before the at sign, the labels of a domain after it.
 *
 * <p>Of the special characters that RFC 5322 allows, those that URLs, assignments and markup use
 * ({@code / = ? & | * { } `}) end an address here.
 */
final class EmailAddresses {
    /** The longest part before the at sign (RFC 5321, 4.5.3.1.1). */
    static final int LONGEST_LOCAL = 64;

    /** The longest address (RFC 5321, 4.5.3.1.3). */
    static final int LONGEST = 254;

    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_SUFFIX = 24;

    private EmailAddresses() {}

    /** Notes the address around the at sign at {@code at}, if there is one. */
    static void find(String text, int at, Candidates candidates) {
        int start = localStart(text, at);
        if (start < 0 || text.charAt(at - 1) == '.') {
            return;
        }
        int limit = domainEnd(text, at, start + LONGEST);
        if (limit < text.length() && (text.charAt(limit) == '@' || isDomainCharacter(text.charAt(limit)))) {
            // What looks like a domain is the beginning of another address, or too long.
            return;
        }
        int end = -1;
        boolean known = false;
        boolean small = false;
        int labels = 0;
        int label = at + 1;
        while (label < limit) {
            int labelEnd = labelEnd(text, label, limit);
            if (labelEnd == label || labelEnd - label > LONGEST_LABEL || text.charAt(label) == '-') {
                break;
            }
            labels++;
            int suffixEnd = labels > 1 ? suffixEnd(text, label, labelEnd) : -1;
            // A sentence that begins directly after an address is not part of it.
            if (suffixEnd > 0 && !(small && isCapitalised(text, label, suffixEnd))) {
                end = suffixEnd;
                known = TopLevelDomains.contains(text, label, suffixEnd);
            }
            small = !hasCapital(text, label, labelEnd);
            if (labelEnd >= limit || text.charAt(labelEnd) != '.') {
                break;
            }
            label = labelEnd + 1;
        }
        if (end < 0) {
            return;
        }
        boolean tooLong = at - start == LONGEST_LOCAL && start > 0 && Characters.isWord(text.charAt(start - 1));
        boolean certain = known && !tooLong;
        candidates.add(
                Candidates.Kind.EMAIL_ADDRESS,
                start,
                end,
                certain ? Tier.VALIDATED : Tier.STRONG,
                certain ? 1.0 : 0.5,
                certain ? "known domain suffix" : "shape of an address");
    }

    /**
     * {@return where the part before an at sign at {@code at} begins; negative if there is none}
     *
     * <p>It never reaches into the domain of an address before it, so addresses do not overlap.
     */
    static int localStart(String text, int at) {
        int least = Math.max(0, at - LONGEST_LOCAL);
        int start = -1;
        boolean special = false;
        for (int i = at - 1; i >= least; i--) {
            char c = text.charAt(i);
            if (isNameCharacter(c)) {
                start = i;
                special = false;
            } else if (c == '-' || c == '+') {
                special = false;
            } else if (isSpecial(c) && !special) {
                special = true;
            } else {
                return c == '@' && start >= 0 ? afterDomain(text, i, start, at) : start;
            }
        }
        return start;
    }

    private static int afterDomain(String text, int earlierAt, int start, int at) {
        int from = domainEnd(text, earlierAt, at);
        if (from == at) {
            return start;
        }
        while (from < at && !isNameCharacter(text.charAt(from))) {
            from++;
        }
        return from < at ? from : -1;
    }

    /** {@return where the characters of the domain after an at sign at {@code at} end, {@code most} at most} */
    static int domainEnd(String text, int at, int most) {
        int limit = Math.min(text.length(), most);
        int end = at + 1;
        while (end < limit && isDomainCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int labelEnd(String text, int start, int limit) {
        int end = start;
        while (end < limit && isLabelCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** {@return where a top-level domain ends that begins at {@code start}; negative if none does} */
    private static int suffixEnd(String text, int start, int labelEnd) {
        if (labelEnd - start > 4 && text.regionMatches(true, start, "xn--", 0, 4)) {
            return text.charAt(labelEnd - 1) == '-' ? -1 : labelEnd;
        }
        int end = start;
        while (end < labelEnd && (isAsciiLetter(text.charAt(end)) || isAlphabetic(text.charAt(end)))) {
            end++;
        }
        if (end - start < 2 || end - start > LONGEST_SUFFIX) {
            return -1;
        }
        boolean dashFollows = end < labelEnd && text.charAt(end) == '-' && TopLevelDomains.contains(text, start, end);
        return end == labelEnd || dashFollows ? end : -1;
    }

    private static boolean isCapitalised(String text, int start, int end) {
        return Character.isUpperCase(text.charAt(start)) && !hasCapital(text, start + 1, end);
    }

    private static boolean hasCapital(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Character.isUpperCase(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNameCharacter(char c) {
        return c < 0x80 ? Characters.isWord(c) : isAlphabetic(c);
    }

    private static boolean isLabelCharacter(char c) {
        return c < 0x80 ? isAsciiLetter(c) || (c >= '0' && c <= '9') || c == '-' : isAlphabetic(c);
    }

    private static boolean isDomainCharacter(char c) {
        return c == '.' || isLabelCharacter(c);
    }

    private static boolean isSpecial(char c) {
        return switch (c) {
            case '.', '!', '#', '$', '%', '^', '~', '\'' -> true;
            default -> false;
        };
    }
}
