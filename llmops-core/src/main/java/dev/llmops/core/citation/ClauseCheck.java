package dev.llmops.core.citation;

import dev.llmops.core.citation.Attribution.Failure;
import dev.llmops.core.citation.Attribution.Reason;
import dev.llmops.core.language.Datum;
import dev.llmops.core.language.Opposites;
import dev.llmops.core.language.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares the clauses of a claim with those of a source: whether the source joins the same things, the same way. */
final class ClauseCheck {
    private static final Set<String> OBLIGATION = Set.of(
            "must",
            "required",
            "requires",
            "require",
            "shall",
            "mandatory",
            "obligatory",
            "compulsory",
            "need",
            "needs",
            "have",
            "has",
            "always",
            "never",
            "only");
    private static final Set<String> CLAIMS_OBLIGATION = Set.of("must", "mandatory", "obligatory", "compulsory");
    private static final Set<String> PERMISSION =
            Set.of("may", "can", "could", "might", "should", "optional", "optionally", "recommended", "voluntary");
    private static final Set<String> DOUBT =
            Set.of("might", "could", "possibly", "perhaps", "probably", "maybe", "likely");
    private static final Set<String> HEDGES = Set.of(
            "may",
            "might",
            "could",
            "can",
            "possibly",
            "perhaps",
            "probably",
            "maybe",
            "likely",
            "should",
            "would",
            "if");

    private final Claim claim;
    private final List<Clause> clauses;
    private final Set<String> terms;

    /**
     * Creates a check.
     *
     * @param claim the claim
     * @param clauses the clauses of the source
     * @param terms the terms of the source, with those above it
     */
    ClauseCheck(Claim claim, List<Clause> clauses, Set<String> terms) {
        this.claim = claim;
        this.clauses = clauses;
        this.terms = terms;
    }

    /** {@return what keeps the clauses from saying what the claim says; empty if nothing does} */
    Optional<Failure> failure() {
        return places().or(this::deeds).or(this::roles).or(this::polarity).or(this::modality);
    }

    private List<Clause> clausesBacking(Datum datum) {
        return clauses.stream()
                .filter(clause -> clause.data().stream().anyMatch(datum::isBackedBy))
                .toList();
    }

    /** A figure must not be taken from a clause about something else. */
    private Optional<Failure> places() {
        for (Clause part : claim.clauses()) {
            for (Datum datum : part.data()) {
                List<Clause> backing = clausesBacking(datum);
                if (!backing.isEmpty() && isMisplaced(datum, part, backing)) {
                    return fail(Reason.CLAUSE, textOf(part, datum));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isMisplaced(Datum datum, Clause part, List<Clause> backing) {
        int weak = 0;
        for (int i = 0; i < part.words().size(); i++) {
            Word word = part.words().get(i);
            boolean inside = datum.firstWord() <= i && i < datum.endWord();
            if (inside || !word.isContent() || !isElsewhere(word, datum, backing)) {
                continue;
            }
            if (isStrong(word, i) || isInSentenceOf(word.term(), backing)) {
                return true;
            }
            weak++;
        }
        return weak > 1
                || part.data().stream().anyMatch(other -> !other.equals(datum) && isApart(other, datum, backing));
    }

    private boolean isStrong(Word word, int index) {
        return (word.capital() && index > 0)
                || word.kind() == Word.Kind.CODE
                || claim.subject().contains(word.term());
    }

    /** Whether another figure of the claim stands only where a rival of this one does. */
    private boolean isApart(Datum other, Datum datum, List<Clause> backing) {
        List<Clause> others = clausesBacking(other);
        return !others.isEmpty()
                && others.stream().allMatch(clause -> !backing.contains(clause) && hasRival(clause, datum))
                && (isSameSentence(others, backing) || isAboutSomethingElse(backing) || isAboutSomethingElse(others));
    }

    /** Whether a word stands in a clause that has a figure of the same sort, and in none that has this one. */
    private boolean isElsewhere(Word word, Datum datum, List<Clause> backing) {
        List<Clause> having = clauses.stream()
                .filter(clause -> clause.terms().contains(word.term()))
                .toList();
        if (having.stream().anyMatch(backing::contains)
                || having.stream().noneMatch(clause -> hasRival(clause, datum))) {
            return false;
        }
        boolean always = having.stream().allMatch(clause -> hasRival(clause, datum));
        if (isSameSentence(having, backing)) {
            return always;
        }
        boolean apart = isAboutSomethingElse(backing) || isAboutSomethingElse(having);
        return apart && (always || claim.subject().contains(word.term()));
    }

    private static boolean isSameSentence(List<Clause> some, List<Clause> others) {
        return some.stream()
                .anyMatch(clause -> others.stream().anyMatch(other -> other.sentence() == clause.sentence()));
    }

    /** Whether clauses begin with words of meaning that the claim does not have. */
    private boolean isAboutSomethingElse(List<Clause> some) {
        return some.stream()
                .allMatch(clause -> Clause.subject(clause.words()).stream().anyMatch(term -> claim.indexOf(term) < 0));
    }

    private boolean hasRival(Clause clause, Datum datum) {
        return clause.data().stream()
                .anyMatch(given -> datum.isRivalOf(given)
                        && claim.data().stream().noneMatch(claimed -> claimed.isBackedBy(given)));
    }

    private boolean isInSentenceOf(String term, List<Clause> backing) {
        return isSameSentence(
                clauses.stream().filter(clause -> clause.terms().contains(term)).toList(), backing);
    }

    /** A name must not be joined with the verb of another clause of the same sentence. */
    private Optional<Failure> deeds() {
        for (Clause part : claim.clauses()) {
            Optional<Word> verb = Clause.verb(part.words());
            List<Clause> doing = verb.map(word -> having(word.term())).orElse(List.of());
            for (int i = 0; i < part.words().size() && !doing.isEmpty(); i++) {
                Word word = part.words().get(i);
                boolean name = word.isContent() && (word.kind() == Word.Kind.CODE || word.capital());
                List<Clause> naming = name ? having(word.term()) : List.of();
                boolean apart = !naming.isEmpty()
                        && naming.stream().allMatch(clause -> !doing.contains(clause) && clause.hasVerb())
                        && isSameSentence(naming, doing);
                if (apart) {
                    return fail(Reason.CLAUSE, word.text());
                }
            }
        }
        return Optional.empty();
    }

    private List<Clause> having(String term) {
        return clauses.stream().filter(clause -> clause.terms().contains(term)).toList();
    }

    /** Who does something in the claim must not be the one to whom it is done in the source. */
    private Optional<Failure> roles() {
        for (Clause part : claim.clauses()) {
            Optional<Word> verb = Clause.verb(part.words());
            Set<String> subject = Clause.subject(part.words());
            if (verb.isEmpty() || subject.isEmpty()) {
                continue;
            }
            List<Clause> doing = having(verb.get().term());
            if (!doing.isEmpty() && doing.stream().allMatch(clause -> isTurnedRound(clause, verb.get(), subject))) {
                return fail(Reason.SUBJECT, verb.get().text());
            }
        }
        return Optional.empty();
    }

    private static boolean isTurnedRound(Clause clause, Word verb, Set<String> subject) {
        Set<String> before = new HashSet<>();
        Set<String> after = new HashSet<>();
        boolean passed = false;
        boolean sameForm = false;
        for (Word word : clause.words()) {
            if (word.term().equals(verb.term()) && !passed) {
                passed = true;
                sameForm = word.text().equals(verb.text());
            } else if (word.isContent()) {
                (passed ? after : before).add(word.term());
            }
        }
        return sameForm
                && !before.isEmpty()
                && before.stream().noneMatch(subject::contains)
                && after.containsAll(subject);
    }

    private Optional<Failure> polarity() {
        for (Clause part : claim.clauses()) {
            List<Clause> closest = closest(part);
            boolean disagrees = !closest.isEmpty() && closest.stream().noneMatch(clause -> agrees(part, clause));
            if (disagrees || part.words().stream().anyMatch(word -> isOnlyDenied(word, part))) {
                return fail(Reason.POLARITY, "");
            }
        }
        return Optional.empty();
    }

    /** Whether the source has a word only with or without a prefix that denies it. */
    private boolean isOnlyDenied(Word word, Clause part) {
        if (!word.isContent() || terms.contains(word.term())) {
            return false;
        }
        List<Clause> denying = clauses.stream()
                .filter(clause ->
                        clause.terms().stream().anyMatch(term -> Opposites.isPrefixedDenial(word.term(), term)))
                .toList();
        return !denying.isEmpty() && denying.stream().allMatch(clause -> clause.isNegative() == part.isNegative());
    }

    /** The clauses of the source that share most with a clause of the claim. */
    private List<Clause> closest(Clause part) {
        int most = 0;
        for (Clause clause : clauses) {
            most = Math.max(most, shared(part, clause));
        }
        int best = most;
        return most == 0
                ? List.of()
                : clauses.stream()
                        .filter(clause -> shared(part, clause) == best)
                        .toList();
    }

    private static int shared(Clause part, Clause clause) {
        int shared = 0;
        for (Word word : part.words()) {
            if (word.isContent() && (clause.terms().contains(word.term()) || isTurned(word, part, clause))) {
                shared++;
            }
        }
        return shared;
    }

    private static boolean agrees(Clause part, Clause clause) {
        boolean same = part.isNegative() == clause.isNegative();
        for (Word word : part.words()) {
            if (word.kind() == Word.Kind.LETTERS && isTurned(word, part, clause)) {
                same = !same;
            }
        }
        return same;
    }

    /** Whether the clause has the opposite of a word instead of the word. */
    private static boolean isTurned(Word word, Clause part, Clause clause) {
        if (clause.terms().contains(word.term())) {
            return false;
        }
        for (String term : clause.terms()) {
            boolean opposite =
                    Opposites.areOpposite(word.term(), term) || Opposites.isPrefixedDenial(word.term(), term);
            if (opposite && !part.terms().contains(term)) {
                return true;
            }
        }
        return false;
    }

    private Optional<Failure> modality() {
        for (Clause part : claim.clauses()) {
            for (Clause clause : closest(part)) {
                Set<String> given = texts(clause);
                Set<String> claimed = texts(part);
                boolean stricter = claimed.stream().anyMatch(CLAIMS_OBLIGATION::contains)
                        && given.stream().anyMatch(PERMISSION::contains)
                        && given.stream().noneMatch(OBLIGATION::contains);
                boolean surer = given.stream().anyMatch(DOUBT::contains)
                        && claimed.stream().noneMatch(HEDGES::contains);
                if (stricter || surer) {
                    return fail(Reason.MODALITY, "");
                }
            }
        }
        return Optional.empty();
    }

    private static Set<String> texts(Clause clause) {
        Set<String> texts = new HashSet<>();
        clause.words().forEach(word -> texts.add(word.text()));
        return texts;
    }

    private static String textOf(Clause part, Datum datum) {
        StringBuilder text = new StringBuilder();
        for (int i = datum.firstWord(); i < datum.endWord(); i++) {
            text.append(i > datum.firstWord() ? " " : "")
                    .append(part.words().get(i).text());
        }
        return text.toString();
    }

    private static Optional<Failure> fail(Reason reason, String item) {
        return Optional.of(Failure.of(reason, item));
    }
}
