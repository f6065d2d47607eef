package dev.llmops.core.extractive;

import dev.llmops.core.language.Data;
import dev.llmops.core.language.Datum;
import dev.llmops.core.language.Statement;
import dev.llmops.core.language.StopWords;
import dev.llmops.core.language.Word;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What an answer must contain to be one. */
enum AnswerType {
    /** Nothing in particular. */
    ANY,
    /** Somebody. */
    PERSON,
    /** A date, a time of day, an event. */
    MOMENT,
    /** A length of time. */
    DURATION,
    /** How often something happens. */
    FREQUENCY,
    /** Somewhere. */
    PLACE,
    /** A number, with or without a unit. */
    QUANTITY,
    /** An amount of money. */
    MONEY,
    /** Why something is so. */
    REASON,
    /** A line of code. */
    COMMAND;

    private static final Set<String> CURRENCIES = Set.of("usd", "eur", "gbp", "jpy", "chf", "inr");
    private static final Set<String> OCCASIONS = Set.of(
            "when",
            "after",
            "before",
            "until",
            "once",
            "if",
            "during",
            "unless",
            "while",
            "as",
            "daily",
            "weekly",
            "monthly",
            "yearly",
            "annually",
            "every",
            "at");
    private static final Set<String> FREQUENCIES = Set.of(
            "every",
            "each",
            "per",
            "once",
            "twice",
            "daily",
            "weekly",
            "monthly",
            "quarterly",
            "yearly",
            "annually",
            "annual",
            "hourly",
            "never",
            "always",
            "times",
            "continuously");
    private static final Set<String> PLACES =
            Set.of("in", "at", "on", "beside", "behind", "near", "under", "next", "opposite", "from", "to", "through");
    private static final Set<String> REASONS = Set.of(
            "because",
            "since",
            "so",
            "due",
            "therefore",
            "otherwise",
            "as",
            "prevent",
            "avoid",
            "protect",
            "reason",
            "to",
            "would",
            "cannot",
            "for");
    private static final Set<String> ROLES = Set.of(
            "manager",
            "director",
            "officer",
            "engineer",
            "team",
            "staff",
            "operator",
            "supervisor",
            "head",
            "leader",
            "lead",
            "chair",
            "secretary",
            "owner",
            "assistant",
            "controller",
            "department",
            "doctor",
            "nurse",
            "teacher",
            "technician",
            "planner",
            "adviser",
            "advisor",
            "coordinator",
            "representative",
            "president",
            "minister",
            "everyone",
            "anyone",
            "nobody",
            "customer",
            "contractor",
            "supplier",
            "council",
            "authority",
            "company",
            "police",
            "agency",
            "committee",
            "administrator",
            "driver",
            "clerk",
            "inspector");

    /** {@return how far a statement has such an answer beyond what the question says, from 0 to 1} */
    double fit(Candidate candidate, Question question) {
        List<Word> words = candidate.words();
        return switch (this) {
            case ANY -> 1;
            case PERSON -> person(words, question);
            case MOMENT -> {
                boolean date = Data.in(words).stream().anyMatch(datum -> !(datum instanceof Datum.Quantity));
                yield date ? 1 : contains(words, OCCASIONS) ? 0.7 : 0;
            }
            case DURATION -> has(words, quantity -> "time".equals(quantity.dimension())) ? 1 : 0;
            case FREQUENCY -> contains(words, FREQUENCIES) ? 1 : 0;
            case PLACE -> contains(words, PLACES) ? 1 : 0;
            case QUANTITY -> quantity(words, question);
            case MONEY -> has(words, quantity -> CURRENCIES.contains(quantity.dimension())) ? 1 : 0;
            case REASON -> {
                boolean said = words.stream().anyMatch(word -> "because".equals(word.text()));
                yield said ? 1 : contains(words, REASONS) ? 0.5 : 0;
            }
            case COMMAND -> candidate.statement().kind() == Statement.Kind.CODE ? 1 : 0;
        };
    }

    private static double person(List<Word> words, Question question) {
        boolean afterName = false;
        double fit = 0;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean name = word.capital()
                    && word.kind() == Word.Kind.LETTERS
                    && !StopWords.contains(word.text())
                    && !question.mentions(word.term());
            if (name && afterName) {
                return 1;
            }
            if (ROLES.contains(word.text()) && !question.mentions(word.term())) {
                fit = Math.max(fit, 0.8);
            } else if (name && i > 0) {
                fit = Math.max(fit, 0.5);
            }
            afterName = name;
        }
        return fit;
    }

    private static double quantity(List<Word> words, Question question) {
        double fit = 0;
        for (Datum datum : Data.in(words)) {
            if (datum instanceof Datum.Quantity quantity && !question.states(quantity)) {
                boolean counted = quantity.nouns().stream().anyMatch(question::counts)
                        || question.countsDimension(quantity.dimension());
                fit = Math.max(fit, counted ? 1 : question.countsSomething() ? 0.5 : 0.9);
            } else if (fit == 0) {
                fit = 0.3;
            }
        }
        return fit;
    }

    private static boolean has(List<Word> words, Predicate<Datum.Quantity> condition) {
        return Data.in(words).stream()
                .anyMatch(datum -> datum instanceof Datum.Quantity quantity && condition.test(quantity));
    }

    private static boolean contains(List<Word> words, Set<String> wanted) {
        return words.stream().anyMatch(word -> wanted.contains(word.text()));
    }
}
