package dev.llmops.core.safety;

import dev.llmops.api.Require;
import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;
import java.util.List;

/**
 * Finds personal data: e-mail addresses, payment cards, bank accounts, phone numbers.
 *
 * <p>The kinds are {@code EMAIL_ADDRESS}, {@code CREDIT_CARD}, {@code IBAN_CODE} and
 * {@code PHONE_NUMBER}. Cards and accounts are reported only when their check digits hold, addresses
 * with a top-level domain that exists are as certain; a phone number is strong when it is written as
 * one (a plus sign, brackets, separators) or when a word such as "call" stands before it, else
 * contextual. Findings of one text never overlap.
 *
 * <p>One pass without regular expressions; work per character is bounded, whatever the text. Safe
 * for concurrent use. On a stream only what may still become part of a finding is held back: the
 * last word, or the number that is being written.
 */
public final class PiiGuard implements SafetyGuard {
    private static final PiiGuard STANDARD = new PiiGuard();

    private PiiGuard() {}

    /** {@return a guard that looks for all kinds} */
    public static PiiGuard standard() {
        return STANDARD;
    }

    @Override
    public List<Finding> inspect(Segment segment, StageContext context) {
        return new PiiScan(Require.nonNull(segment, "segment").text()).findings();
    }

    @Override
    public int horizon() {
        return PiiScan.HORIZON;
    }

    @Override
    public int settled(String text) {
        return new PiiTail(Require.nonNull(text, "text")).settled();
    }
}
