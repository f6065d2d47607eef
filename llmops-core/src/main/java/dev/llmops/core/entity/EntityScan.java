package dev.llmops.core.entity;

import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.safety.Tier;
import dev.llmops.api.text.Entity;
import dev.llmops.core.safety.PiiGuard;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One pass of all rules over the tokens of one text.
 *
 * <p>Each token is handed to the rules that can begin with its kind; a rule looks at a bounded number
 * of tokens from there.
 */
final class EntityScan {
    /** The small words that rules begin with; other small words are passed over. */
    private static final Set<String> TRIGGERS = triggers();

    private final String text;
    private final Gazetteer gazetteer;
    private final Tokens tokens;
    private final Matches matches = new Matches();
    private final DateRules dates;
    private final RelativeDateRules relativeDates;
    private final QuantityRules quantities;
    private final CodeRules codes;
    private final NameRules names;

    EntityScan(String text, Gazetteer gazetteer, LocalDate today) {
        this.text = text;
        this.gazetteer = gazetteer;
        this.tokens = new Tokens(text);
        this.dates = new DateRules(tokens, today, matches);
        this.relativeDates = new RelativeDateRules(tokens, today, matches);
        this.quantities = new QuantityRules(tokens, matches);
        this.codes = new CodeRules(tokens, matches);
        this.names = new NameRules(tokens, matches);
    }

    List<Entity> entities() {
        personalData();
        for (int at = 0; at < tokens.count(); at++) {
            gazetteer.find(tokens, at, matches);
            switch (tokens.kind(at)) {
                case DIGITS -> {
                    dates.atDigits(at);
                    relativeDates.atDigits(at);
                    quantities.atDigits(at);
                    codes.atDigits(at);
                }
                case WORD -> {
                    if (TRIGGERS.contains(tokens.lower(at))) {
                        dates.atWord(at);
                        relativeDates.atWord(at);
                    }
                    codes.atWord(at);
                    if (tokens.isCapital(at)) {
                        names.atCapital(at);
                    }
                }
                case MARK -> {
                    if (tokens.is(at, ':')) {
                        codes.atColon(at);
                    }
                }
                case NONE -> {}
            }
        }
        return matches.strongest(text);
    }

    private static Set<String> triggers() {
        Set<String> triggers = new HashSet<>(CalendarWords.names());
        triggers.addAll(DateRules.TRIGGERS);
        triggers.addAll(RelativeDateRules.TRIGGERS);
        return Set.copyOf(triggers);
    }

    /** Takes over what the guard for personal data finds. */
    private void personalData() {
        for (Finding finding : PiiGuard.standard().inspect(Segment.prompt(text), StageContext.detached())) {
            if (finding.tier().compareTo(Tier.STRONG) >= 0) {
                String canonical = canonical(finding.kind(), text.substring(finding.start(), finding.end()));
                boolean certain = finding.tier() == Tier.VALIDATED;
                double score = finding.score();
                if (certain) {
                    matches.addCertain(finding.kind(), canonical, finding.start(), finding.end(), score);
                } else {
                    matches.add(finding.kind(), canonical, finding.start(), finding.end(), score);
                }
            }
        }
    }

    private static String canonical(String kind, String value) {
        if (kind.equals("EMAIL_ADDRESS")) {
            return value.toLowerCase(Locale.ROOT);
        }
        StringBuilder plain = new StringBuilder();
        value.codePoints()
                .filter(c -> Character.isLetterOrDigit(c) || c == '+')
                .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : Character.toUpperCase(c))
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
