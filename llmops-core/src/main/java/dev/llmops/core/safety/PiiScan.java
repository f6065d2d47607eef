package dev.llmops.core.safety;

import dev.llmops.api.safety.Finding;
import java.util.List;

/**
 * One pass over one text in search of personal data.
 *
 * <p>Only {@code @} and digits stop the pass; what they may belong to is then read around them.
 *
 * <p><b>Why a window of a text is judged like the text.</b> Every rule looks at most
 * {@link PhoneContext#REACH} characters back from where its candidate begins, every candidate is at most
 * {@link Candidates#LONGEST} long (an address 254, but nothing an address overlaps matters), and
 * {@link Candidates} follows overlaps over at most three candidates to each side. All of that stays
 * within {@link #HORIZON}.
 */
final class PiiScan {
    static final int HORIZON = 256;

    private final String text;
    private final int length;
    private final DigitCluster cluster;
    private final Candidates candidates = new Candidates();

    PiiScan(String text) {
        this.text = text;
        this.length = text.length();
        this.cluster = new DigitCluster(text);
    }

    List<Finding> findings() {
        int at = 0;
        while (at < length) {
            char c = text.charAt(at);
            if (c < 0x80 ? c > '9' ? c != '@' : c < '0' : c < '\uFF10' || c > '\uFF19') {
                at++;
            } else if (c == '@') {
                EmailAddresses.find(text, at++, candidates);
            } else {
                at = number(at);
            }
        }
        return candidates.strongest();
    }

    /** Judges the groups of digits that begin at {@code first}; {@return where they end}. */
    private int number(int first) {
        int end = cluster.read(first);
        Ibans.find(text, first, candidates);
        if (cluster.digits() < PhoneNumbers.FEWEST_DIGITS) {
            return end;
        }
        for (int group = 0; group < cluster.groups(); group++) {
            CardNumbers.find(cluster, group, candidates);
            PhoneNumbers.find(cluster, group, candidates);
        }
        return end;
    }
}
