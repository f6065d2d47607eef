package dev.llmops.core.citation;

import dev.llmops.core.citation.Attribution.Failure;
import dev.llmops.core.citation.Attribution.Reason;
import dev.llmops.core.language.Datum;
import dev.llmops.core.language.Opposites;
import dev.llmops.core.language.Thesaurus;
import dev.llmops.core.language.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares one claim with one window of a source: whether all that it says is there at all. */
final class ClaimCheck {
    private static final double LEAST_SHARE = 0.6;
    private static final int WORDS_PER_NEW_ONE = 8;
    private static final Set<String> ALL = Set.of(
            "all",
            "every",
            "each",
            "everyone",
            "everybody",
            "everything",
            "always",
            "any",
            "anyone",
            "per",
            "entire",
            "whole",
            "both",
            "no",
            "never",
            "none",
            "nobody",
            "throughout",
            "daily");
    private static final Set<String> CLAIMS_ALL =
            Set.of("all", "every", "everyone", "everybody", "everything", "always", "entire", "throughout");
    private static final Set<String> ONLY = Set.of("only", "solely", "exclusively", "alone", "just", "sole", "except");
    private static final Set<String> CLAIMS_ONLY = Set.of("only", "solely", "exclusively");
    private static final Set<String> LIGHT_VERBS = Set.of(
            "us", "have", "make", "take", "give", "get", "provid", "includ", "contain", "offer", "appli", "happen",
            "occur", "becom", "exist", "state", "sai", "mention", "describ", "specifi", "follow", "need", "mean",
            "concern", "belong", "do", "go", "come", "show", "list", "note", "call", "know", "base", "see");

    private final Claim claim;
    private final Window window;
    private final Set<String> terms;
    private final List<Clause> clauses;

    ClaimCheck(Claim claim, Window window) {
        this.claim = claim;
        this.window = window;
        this.terms = window.terms();
        this.clauses = window.clauses();
    }

    /** {@return what keeps the window from saying what the claim says; empty if nothing does} */
    Optional<Failure> failure() {
        return figures()
                .or(this::names)
                .or(this::subject)
                .or(this::words)
                .or(this::quantifiers)
                .or(() -> new ClauseCheck(claim, clauses, terms).failure());
    }

    private Optional<Failure> figures() {
        for (Datum datum : claim.data()) {
            boolean backed =
                    clauses.stream().anyMatch(clause -> clause.data().stream().anyMatch(datum::isBackedBy));
            if (!backed && !isInContext(datum)) {
                return fail(Reason.FIGURE, claim.textOf(datum));
            }
        }
        return Optional.empty();
    }

    /** A heading such as "Version 17" may tell the number that the sentences below are about. */
    private boolean isInContext(Datum datum) {
        return datum instanceof Datum.Quantity quantity
                && !quantity.label().isEmpty()
                && window.source()
                        .context(window.first())
                        .contains(quantity.value().stripTrailingZeros().toPlainString());
    }

    private Optional<Failure> names() {
        return claim.names().stream()
                .filter(word -> !terms.contains(word.term()))
                .findFirst()
                .flatMap(word -> fail(Reason.NAME, word.text()));
    }

    private Optional<Failure> subject() {
        return claim.contents().stream()
                .filter(word -> claim.subject().contains(word.term()) && !isKnown(word))
                .filter(word -> word.kind() != Word.Kind.FIGURE)
                .findFirst()
                .flatMap(word -> fail(Reason.SUBJECT, word.text()));
    }

    private boolean isKnown(Word word) {
        return terms.contains(word.term())
                || isDenied(word)
                || terms.stream().anyMatch(term -> Opposites.areOpposite(word.term(), term));
    }

    /** Whether the source has the word with or without a prefix that denies it. */
    private boolean isDenied(Word word) {
        return terms.stream().anyMatch(term -> Opposites.isPrefixedDenial(word.term(), term));
    }

    private Optional<Failure> words() {
        int known = 0;
        int strange = 0;
        int plain = 0;
        @Nullable Word first = null;
        for (Word word : claim.contents()) {
            boolean figure = isPartOfFigure(word);
            plain += figure ? 0 : 1;
            if (figure || isKnown(word)) {
                known++;
            } else if (!isLikelyRewording(word)) {
                strange++;
                first = first == null ? word : first;
            }
        }
        int all = claim.contents().size();
        boolean covered = known >= LEAST_SHARE * all || tokenF1() >= LEAST_SHARE;
        if (!covered || strange > plain / WORDS_PER_NEW_ONE) {
            return fail(Reason.WORDS, first == null ? "" : first.text());
        }
        return Optional.empty();
    }

    private boolean isPartOfFigure(Word word) {
        int at = claim.words().indexOf(word);
        return claim.data().stream().anyMatch(datum -> datum.firstWord() <= at && at < datum.endWord());
    }

    /** A verb may be another one than in the source if it means little or is related to one there. */
    private boolean isLikelyRewording(Word word) {
        if (LIGHT_VERBS.contains(word.term())) {
            return true;
        }
        int at = claim.words().indexOf(word);
        boolean verb = word.text().endsWith("ed")
                || word.text().endsWith("ing")
                || (at > 0 && Clause.isAuxiliary(claim.words().get(at - 1).text()))
                || (at > 0 && "to".equals(claim.words().get(at - 1).text()));
        return verb && Thesaurus.related(word.term()).stream().anyMatch(terms::contains);
    }

    private double tokenF1() {
        long shared = claim.contents().stream()
                .filter(word -> terms.contains(word.term()))
                .count();
        Set<String> contents = new HashSet<>();
        for (Word word : window.words()) {
            if (word.isContent()) {
                contents.add(word.term());
            }
        }
        int sum = claim.contents().size() + contents.size();
        return sum == 0 ? 0 : 2.0 * shared / sum;
    }

    private Optional<Failure> quantifiers() {
        Set<String> given = new HashSet<>();
        window.words().forEach(word -> given.add(word.text()));
        for (int i = 0; i < claim.words().size(); i++) {
            Word word = claim.words().get(i);
            boolean interval = isFollowedByFigure(i);
            boolean all = !interval
                    && CLAIMS_ALL.contains(word.text())
                    && given.stream().noneMatch(ALL::contains);
            boolean only = CLAIMS_ONLY.contains(word.text()) && given.stream().noneMatch(ONLY::contains);
            if (all || only) {
                return fail(Reason.QUANTIFIER, word.text());
            }
        }
        return Optional.empty();
    }

    /** "Every 4,000 hours" and "every Tuesday" tell an interval. */
    private boolean isFollowedByFigure(int at) {
        return claim.data().stream().anyMatch(datum -> datum.firstWord() == at + 1);
    }

    private static Optional<Failure> fail(Reason reason, String item) {
        return Optional.of(Failure.of(reason, item));
    }
}
