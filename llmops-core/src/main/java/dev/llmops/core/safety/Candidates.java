package dev.llmops.core.safety;

import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Tier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the rules proposed for one text, and which of it stands.
 *
 * <p>An address stands and displaces what it overlaps. Else, where candidates overlap, the stronger
 * displaces the weaker, in the order {@link Finding#STRONGEST_FIRST}. A candidate that is itself
 * displaced displaces nothing, but that is followed only one step: whether a candidate stands must
 * not depend on text at any distance.
 */
final class Candidates {
    /** The longest candidate other than an address. */
    static final int LONGEST = 48;

    /** The kinds of personal data. */
    enum Kind {
        EMAIL_ADDRESS("pii.email"),
        CREDIT_CARD("pii.card"),
        IBAN_CODE("pii.iban"),
        PHONE_NUMBER("pii.phone");

        final String rule;

        Kind(String rule) {
            this.rule = rule;
        }
    }

    private List<Finding> addresses = List.of();
    private List<Finding> numbers = List.of();

    void add(Kind kind, int start, int end, Tier tier, double score, String reason) {
        Finding finding = new Finding(kind.rule, kind.name(), start, end, score, tier, reason);
        if (kind == Kind.EMAIL_ADDRESS) {
            addresses = appended(addresses, finding);
        } else if (end - start <= LONGEST) {
            numbers = appended(numbers, finding);
        }
    }

    private static List<Finding> appended(List<Finding> findings, Finding finding) {
        List<Finding> list = findings.isEmpty() ? new ArrayList<>() : findings;
        list.add(finding);
        return list;
    }

    /** {@return the candidates that stand, by position} */
    List<Finding> strongest() {
        if (numbers.isEmpty()) {
            return addresses;
        }
        numbers.sort(Comparator.comparingInt(Finding::start));
        List<Finding> free = addresses.isEmpty() ? numbers : withoutAddresses();
        List<Finding> standing = undisplaced(free, displaced(free));
        boolean[] again = displaced(standing);
        List<Finding> strongest = new ArrayList<>(addresses);
        for (int i = 0; i < standing.size(); i++) {
            if (!again[i]) {
                strongest.add(standing.get(i));
            }
        }
        strongest.sort(Comparator.comparingInt(Finding::start));
        return strongest;
    }

    private List<Finding> withoutAddresses() {
        List<Finding> free = new ArrayList<>(numbers.size());
        int address = 0;
        for (Finding number : numbers) {
            while (address < addresses.size() && addresses.get(address).end() <= number.start()) {
                address++;
            }
            if (address == addresses.size() || addresses.get(address).start() >= number.end()) {
                free.add(number);
            }
        }
        return free;
    }

    /** {@return which of {@code findings}, by start, overlap a stronger one} */
    private static boolean[] displaced(List<Finding> findings) {
        boolean[] displaced = new boolean[findings.size()];
        for (int i = 0; i < displaced.length; i++) {
            displaced[i] = overlapsStronger(findings, i, displaced, false);
        }
        return displaced;
    }

    /** {@return those of {@code findings} that overlap no stronger one which is not displaced} */
    private static List<Finding> undisplaced(List<Finding> findings, boolean[] displaced) {
        List<Finding> standing = new ArrayList<>(findings.size());
        for (int i = 0; i < displaced.length; i++) {
            if (!overlapsStronger(findings, i, displaced, true)) {
                standing.add(findings.get(i));
            }
        }
        return standing;
    }

    private static boolean overlapsStronger(List<Finding> findings, int index, boolean[] displaced, boolean skip) {
        Finding finding = findings.get(index);
        for (int i = index - 1; i >= 0 && findings.get(i).start() > finding.start() - LONGEST; i--) {
            Finding other = findings.get(i);
            if (other.end() > finding.start() && !(skip && displaced[i]) && isStronger(other, finding)) {
                return true;
            }
        }
        for (int i = index + 1; i < findings.size() && findings.get(i).start() < finding.end(); i++) {
            if (!(skip && displaced[i]) && isStronger(findings.get(i), finding)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStronger(Finding one, Finding other) {
        return Finding.STRONGEST_FIRST.compare(one, other) < 0;
    }
}
