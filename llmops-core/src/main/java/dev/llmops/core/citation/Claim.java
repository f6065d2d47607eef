package dev.llmops.core.citation;

import dev.llmops.core.language.Data;
import dev.llmops.core.language.Datum;
import dev.llmops.core.language.Word;
import dev.llmops.core.language.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A claim, taken apart for comparison.
 *
 * <p>At most {@value #MOST_TERMS} of its terms are compared, so that a set of them fits one number.
 */
final class Claim {
    static final int MOST_TERMS = 64;

    private static final int LONGEST = 4_000;
    private static final Set<String> OPENERS = Set.of(
            "additionally",
            "furthermore",
            "moreover",
            "overall",
            "currently",
            "generally",
            "typically",
            "specifically",
            "notably",
            "finally",
            "similarly",
            "meanwhile",
            "usually",
            "normally",
            "basically",
            "importantly",
            "first",
            "second",
            "third",
            "lastly",
            "consequently",
            "accordingly",
            "hence",
            "instead",
            "besides",
            "indeed");

    private final String text;
    private final List<Word> words;
    private final List<Datum> data;
    private final List<Clause> clauses;
    private final List<Word> contents = new ArrayList<>();
    private final Map<String, Integer> terms = new HashMap<>();
    private final Set<String> subject;

    private Claim(String text, List<Word> words) {
        this.text = text;
        this.words = words;
        this.data = Data.in(words);
        this.clauses = Clause.of(words, 0, false);
        this.subject = Clause.subject(words);
        for (Word word : words) {
            if (word.isContent() && terms.size() < MOST_TERMS && terms.putIfAbsent(word.term(), terms.size()) == null) {
                contents.add(word);
            }
        }
    }

    static Claim of(String text, Words reader) {
        String shown = text.substring(0, Math.min(text.length(), LONGEST));
        return new Claim(shown, withoutOpening(reader.read(shown)));
    }

    /** "According to the manual," and "Yes," say nothing that a source must back. */
    private static List<Word> withoutOpening(List<Word> words) {
        if (words.isEmpty()) {
            return words;
        }
        String first = words.get(0).text();
        int comma = 0;
        while (comma < words.size() && !",".equals(words.get(comma).text())) {
            comma++;
        }
        boolean opening = "according".equals(first)
                || (comma == 1 && (OPENERS.contains(first) || "yes".equals(first) || "no".equals(first)));
        return opening && comma + 1 < words.size() ? words.subList(comma + 1, words.size()) : words;
    }

    List<Word> words() {
        return words;
    }

    List<Datum> data() {
        return data;
    }

    List<Clause> clauses() {
        return clauses;
    }

    /** {@return the first word of each term that carries meaning} */
    List<Word> contents() {
        return contents;
    }

    int indexOf(String term) {
        return terms.getOrDefault(term, -1);
    }

    int size() {
        return terms.size();
    }

    /** {@return the terms of what the claim is about} */
    Set<String> subject() {
        return subject;
    }

    /** {@return whether there is enough in it to be backed or not} */
    boolean saysSomething() {
        return contents.size() >= 2 || !data.isEmpty();
    }

    /** {@return words that name something: identifiers, and capitals that no sentence start explains} */
    List<Word> names() {
        List<Word> names = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean capital = word.kind() == Word.Kind.LETTERS && word.capital() && i > 0 && !startsQuote(i);
            if (word.isContent() && (capital || word.kind() == Word.Kind.CODE) && !isInDate(i)) {
                names.add(word);
            }
        }
        return names;
    }

    private boolean startsQuote(int at) {
        String before = words.get(at - 1).text();
        return ".".equals(before) || ":".equals(before) || "!".equals(before) || "?".equals(before);
    }

    private boolean isInDate(int at) {
        return data.stream()
                .anyMatch(datum ->
                        datum instanceof Datum.CalendarDate && datum.firstWord() <= at && at < datum.endWord());
    }

    /** {@return the characters of a figure} */
    String textOf(Datum datum) {
        return text.substring(
                words.get(datum.firstWord()).start(),
                words.get(datum.endWord() - 1).end());
    }
}
