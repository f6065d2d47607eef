package dev.llmops.core.citation;

import dev.llmops.core.language.Data;
import dev.llmops.core.language.Datum;
import dev.llmops.core.language.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A part of a sentence that makes a statement of its own.
 *
 * @param sentence the index of its sentence
 * @param words its words
 * @param terms the terms of its words, those of a subject it shares included
 * @param data its figures
 * @param isNegative whether it denies what it says
 */
record Clause(int sentence, List<Word> words, Set<String> terms, List<Datum> data, boolean isNegative) {
    private static final Set<String> CONNECTORS = Set.of(
            "and",
            "but",
            "or",
            "while",
            "whereas",
            "although",
            "though",
            "because",
            "which",
            "who",
            "when",
            "if",
            "unless",
            "except",
            "so");
    private static final Set<String> NEGATIONS = Set.of(
            "not",
            "no",
            "never",
            "cannot",
            "without",
            "none",
            "neither",
            "nor",
            "nobody",
            "nothing",
            "nowhere",
            "hardly",
            "lack",
            "lacks",
            "lacking",
            "isn't",
            "aren't",
            "wasn't",
            "weren't",
            "don't",
            "doesn't",
            "didn't",
            "can't",
            "couldn't",
            "won't",
            "wouldn't",
            "shouldn't",
            "mustn't",
            "hasn't",
            "haven't",
            "hadn't",
            "needn't");
    private static final Set<String> NOT_DENIED = Set.of(
            "more", "less", "fewer", "later", "longer", "earlier", "exceed", "only", "just", "least", "sooner",
            "higher", "lower", "older", "younger", "larger", "smaller", "doubt", "matter");
    private static final Set<String> VERBS = Set.of(
            "is", "are", "was", "were", "be", "has", "have", "had", "does", "do", "did", "can", "could", "may", "might",
            "must", "shall", "should", "will", "would", "cannot", "won", "fell", "rose", "began", "became", "took",
            "gave", "went", "came", "made", "left", "ran", "sold", "bought", "built", "held", "kept", "led", "lost",
            "met", "paid", "sent", "set", "cut", "put", "grew", "knew", "wrote", "spent", "stood", "found", "got");

    /**
     * {@return the clauses of one sentence}
     *
     * @param words the words of the sentence
     * @param sentence its index
     * @param whole whether it must not be divided, as the row of a table
     */
    static List<Clause> of(List<Word> words, int sentence, boolean whole) {
        List<Clause> clauses = new ArrayList<>();
        Set<String> subject = subject(words);
        int start = whole ? words.size() : 0;
        if (whole) {
            add(words, 0, start, sentence, Set.of(), clauses);
        }
        for (int i = start + 1; i < words.size(); i++) {
            if (isBreak(words, i)) {
                add(words, start, i, sentence, subject, clauses);
                start = i;
            }
        }
        add(words, start, words.size(), sentence, subject, clauses);
        return clauses;
    }

    private static void add(
            List<Word> all, int start, int end, int sentence, Set<String> subject, List<Clause> clauses) {
        List<Word> words = all.subList(start, end);
        Set<String> terms = new HashSet<>();
        for (Word word : words) {
            if (word.kind() != Word.Kind.SIGN) {
                terms.add(word.term());
            }
        }
        if (terms.isEmpty()) {
            return;
        }
        if (sharesSubject(words)) {
            terms.addAll(subject);
        } else if (!clauses.isEmpty() && isConnected(words) && words.stream().noneMatch(Clause::isOwnVerb)) {
            terms.addAll(subject);
            verb(all).ifPresent(verb -> terms.add(verb.term()));
        }
        clauses.add(new Clause(sentence, words, terms, Data.in(words), isNegative(words)));
    }

    /** A clause begins at a semicolon, colon or dash, and at a connecting word but inside "between … and …". */
    private static boolean isBreak(List<Word> words, int at) {
        Word word = words.get(at);
        String text = word.text();
        if (word.kind() == Word.Kind.SIGN) {
            return ";".equals(text) || ":".equals(text) || "—".equals(text) || ("–".equals(text) && isApart(words, at));
        }
        if (!CONNECTORS.contains(text) || at + 1 == words.size()) {
            return false;
        }
        boolean range = words.get(at + 1).kind() == Word.Kind.FIGURE && isAfterBetween(words, at);
        boolean names = "and".equals(text)
                && words.get(at - 1).capital()
                && words.get(at + 1).capital();
        return !range && !names;
    }

    private static boolean isApart(List<Word> words, int at) {
        return at + 1 < words.size()
                && words.get(at - 1).end() < words.get(at).start()
                && words.get(at).end() < words.get(at + 1).start();
    }

    private static boolean isAfterBetween(List<Word> words, int at) {
        for (int i = at - 1; i >= Math.max(0, at - 5); i--) {
            if ("between".equals(words.get(i).text())) {
                return true;
            }
        }
        return false;
    }

    /** "… and arrived in Oslo" goes on about the subject of the sentence. */
    private static boolean sharesSubject(List<Word> words) {
        int first = 1;
        while (first < words.size()
                && (words.get(first).kind() == Word.Kind.SIGN
                        || CONNECTORS.contains(words.get(first).text()))) {
            first++;
        }
        if (!isConnected(words) || first >= words.size()) {
            return false;
        }
        Word word = words.get(first);
        return !word.capital() && isVerb(word);
    }

    private static boolean isConnected(List<Word> words) {
        return CONNECTORS.contains(words.get(0).text()) || words.get(0).kind() == Word.Kind.SIGN;
    }

    /** {@return whether the clause has a verb, so that it does not go on with the one before} */
    boolean hasVerb() {
        return words.stream().anyMatch(Clause::isOwnVerb);
    }

    private static boolean isOwnVerb(Word word) {
        return word.kind() == Word.Kind.LETTERS && !word.capital() && isVerb(word);
    }

    /** {@return the verb that carries the meaning: after the first auxiliary, or what looks like a verb} */
    static Optional<Word> verb(List<Word> words) {
        boolean auxiliary = false;
        boolean subject = false;
        Optional<Word> likely = Optional.empty();
        for (Word word : words) {
            if (VERBS.contains(word.text()) && !word.isContent()) {
                auxiliary = true;
            } else if (word.kind() == Word.Kind.LETTERS && word.isContent()) {
                if (auxiliary) {
                    return Optional.of(word);
                }
                if (likely.isEmpty() && subject && isOwnVerb(word)) {
                    likely = Optional.of(word);
                }
                subject = true;
            }
        }
        return likely;
    }

    static boolean isVerb(Word word) {
        String text = word.text();
        return VERBS.contains(text)
                || text.endsWith("ed")
                || (text.length() > 3 && text.endsWith("s") && !text.endsWith("ss") && !text.endsWith("us"));
    }

    static boolean isAuxiliary(String word) {
        return VERBS.contains(word) || NEGATIONS.contains(word);
    }

    /** {@return the terms of the words of meaning before the first verb} */
    static Set<String> subject(List<Word> words) {
        int end = subjectEnd(words);
        Set<String> subject = new LinkedHashSet<>();
        for (int i = 0; i < Math.abs(end); i++) {
            if (words.get(i).isContent()) {
                subject.add(words.get(i).term());
            }
        }
        // Without a verb to end it, only the first word is sure to belong to it.
        return end < 0 ? subject.stream().limit(1).collect(Collectors.toSet()) : subject;
    }

    /** Where the first verb stands; all words, as a negative number, if none is found. */
    private static int subjectEnd(List<Word> words) {
        boolean begun = false;
        int likely = -words.size();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean breaks = word.kind() == Word.Kind.FIGURE || CONNECTORS.contains(word.text());
            if (VERBS.contains(word.text()) || (breaks && likely > 0)) {
                return VERBS.contains(word.text()) ? i : likely;
            }
            if (begun && likely < 0 && isOwnVerb(word)) {
                likely = i;
            }
            begun |= word.isContent();
        }
        return likely;
    }

    private static boolean isNegative(List<Word> words) {
        boolean negative = false;
        for (int i = 0; i < words.size(); i++) {
            String next = i + 1 < words.size() ? words.get(i + 1).text() : "";
            if (NEGATIONS.contains(words.get(i).text()) && !NOT_DENIED.contains(next)) {
                negative = !negative;
            }
        }
        return negative;
    }
}
