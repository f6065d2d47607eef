package dev.llmops.core.extractive;

import dev.llmops.core.language.Data;
import dev.llmops.core.language.Datum;
import dev.llmops.core.language.Thesaurus;
import dev.llmops.core.language.Word;
import dev.llmops.core.language.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a question asks for: its terms with their weights, and the type of the answer.
 *
 * <p>At most {@value #MOST_TERMS} terms count, so that a set of them fits one number.
 */
final class Question {
    static final int MOST_TERMS = 64;

    private static final double OF_LITTLE_MEANING = 0.35;
    private static final double OF_A_NAME = 1.4;
    private static final double FROM_EARLIER = 0.5;
    private static final int LONGEST = 4_000;

    private static final Set<String> LITTLE_MEANING = Set.of(
            ("add allow ask become bring call come concern consider contain count current decide describe do end exactly "
                            + "explain find follow get give go happen have help include involve keep know let like list "
                            + "look make mean mention must need normal possible please provide put say see set show "
                            + "start take tell thing think time try usual want way work use used actually anyone case "
                            + "certain different example exist expect fast first good great hold kind large last long "
                            + "main many name new number old part person people place point reason right second several "
                            + "small soon special still sure today together total type whole word answer "
                            + "question handbook document text passage information detail details rule rules apply "
                            + "able big quickly early late high low deep far often recent recently supposed "
                            + "should would could")
                    .split(" ", -1));
    private static final Set<String> POINTING_BACK = Set.of(
            "it", "its", "they", "them", "their", "there", "that", "this", "these", "those", "he", "she", "his", "her",
            "him", "one", "ones", "same", "then");
    private static final Set<String> COMMANDS =
            Set.of("command", "script", "snippet", "code", "syntax", "shell", "cli");
    private static final Map<String, AnswerType> NOUNS = nouns();
    private static final Map<String, AnswerType> ADVERBS = adverbs();
    private static final Map<String, String> MEASURED = Map.ofEntries(
            Map.entry("temperature", "celsius"),
            Map.entry("pressure", "pressure"),
            Map.entry("percentage", "share"),
            Map.entry("percent", "share"),
            Map.entry("weight", "mass"),
            Map.entry("heavy", "mass"),
            Map.entry("tall", "length"),
            Map.entry("far", "length"),
            Map.entry("wide", "length"),
            Map.entry("deep", "length"),
            Map.entry("height", "length"),
            Map.entry("distance", "length"),
            Map.entry("hot", "celsius"),
            Map.entry("warm", "celsius"),
            Map.entry("cold", "celsius"),
            Map.entry("minute", "time"),
            Map.entry("hour", "time"),
            Map.entry("day", "time"),
            Map.entry("week", "time"),
            Map.entry("month", "time"),
            Map.entry("year", "time"),
            Map.entry("litr", "volume"),
            Map.entry("metr", "length"));

    private final List<String> terms = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    private final Map<String, Integer> indexes = new HashMap<>();
    private final Map<String, Long> related = new HashMap<>();
    private final Set<String> counted = new HashSet<>();
    private final Set<String> mentioned = new HashSet<>();
    private final List<Datum> data;
    private final AnswerType type;
    private final List<int[]> neighbours = new ArrayList<>();

    private Question(List<Word> words) {
        this.data = Data.in(words);
        this.type = findType(words);
        addTerms(words);
    }

    /** {@return the analysis of {@code question}, with earlier words of the user to resolve what points back} */
    static Question of(String question, List<String> earlier, Words reader) {
        List<Word> words = reader.read(question.substring(0, Math.min(question.length(), LONGEST)));
        Question result = new Question(words);
        if (!earlier.isEmpty() && result.pointsBack(words)) {
            for (Word word : reader.read(earlier.get(earlier.size() - 1))) {
                if (word.isContent() && !isLight(word)) {
                    result.add(word, FROM_EARLIER);
                }
            }
        }
        return result;
    }

    AnswerType type() {
        return type;
    }

    int size() {
        return terms.size();
    }

    double weight(int term) {
        return weights.get(term);
    }

    /** {@return whether a term says what is asked, as names and words of little meaning do not} */
    boolean isMatter(int term) {
        double weight = weights.get(term);
        return weight > OF_LITTLE_MEANING && weight < OF_A_NAME;
    }

    /** {@return the index of {@code term}, -1 if the question does not ask about it} */
    int indexOf(String term) {
        return indexes.getOrDefault(term, -1);
    }

    /** {@return the terms of the question to which {@code term} is related, as bits} */
    long relatedTo(String term) {
        return related.getOrDefault(term, 0L);
    }

    /** {@return pairs of terms that stand beside each other in the question} */
    List<int[]> neighbours() {
        return neighbours;
    }

    boolean mentions(String term) {
        return mentioned.contains(term);
    }

    boolean states(Datum datum) {
        return data.stream().anyMatch(datum::isBackedBy);
    }

    boolean counts(String term) {
        return counted.contains(term);
    }

    boolean countsDimension(String dimension) {
        return !dimension.isEmpty() && counted.contains("#" + dimension);
    }

    boolean countsSomething() {
        return !counted.isEmpty();
    }

    private boolean pointsBack(List<Word> words) {
        long meaning =
                weights.stream().filter(weight -> weight > OF_LITTLE_MEANING).count();
        boolean opens = !words.isEmpty() && "and".equals(words.get(0).text());
        boolean about = words.size() > 1 && "about".equals(words.get(1).text());
        return meaning < 2
                || opens
                || about
                || (meaning < 4 && words.stream().anyMatch(word -> POINTING_BACK.contains(word.text())));
    }

    private AnswerType findType(List<Word> words) {
        if (words.stream().anyMatch(word -> COMMANDS.contains(word.text()))) {
            return AnswerType.COMMAND;
        }
        for (int i = 0; i < words.size(); i++) {
            Optional<AnswerType> found = typeAskedAt(words, i);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return AnswerType.ANY;
    }

    /** The type that the question word at {@code at} asks for; none if there is no question word. */
    private Optional<AnswerType> typeAskedAt(List<Word> words, int at) {
        return switch (words.get(at).text()) {
            case "who", "whom", "whose", "who's" -> Optional.of(AnswerType.PERSON);
            case "when" -> Optional.of(AnswerType.MOMENT);
            case "where" -> Optional.of(AnswerType.PLACE);
            case "why" -> Optional.of(AnswerType.REASON);
            case "how" -> Optional.of(typeAfterHow(words, at + 1));
            case "what", "which", "what's" -> Optional.of(typeOfNoun(words, at + 1));
            default -> Optional.empty();
        };
    }

    private AnswerType typeAfterHow(List<Word> words, int at) {
        String next = at < words.size() ? words.get(at).text() : "";
        if ("many".equals(next) || "much".equals(next)) {
            return countedAfter(words, at + 1);
        }
        measures(next);
        return ADVERBS.getOrDefault(next, AnswerType.ANY);
    }

    private AnswerType countedAfter(List<Word> words, int from) {
        for (int i = from; i < Math.min(words.size(), from + 3); i++) {
            Word word = words.get(i);
            if (!word.isContent()) {
                break;
            }
            counted.add(word.term());
            measures(word.term());
            if ("time".equals(word.text())) {
                return AnswerType.DURATION;
            }
        }
        boolean price = counted.isEmpty()
                && words.stream()
                        .anyMatch(word ->
                                "cost".equals(word.term()) || "pay".equals(word.term()) || "fee".equals(word.term()));
        return price ? AnswerType.MONEY : AnswerType.QUANTITY;
    }

    /** The noun after "which", or after "what is the", says what is asked for. */
    private AnswerType typeOfNoun(List<Word> words, int from) {
        int last = Math.min(words.size(), from + 6);
        for (int i = from; i < last; i++) {
            String term = words.get(i).text();
            AnswerType found = NOUNS.get(term);
            if (found != null) {
                measures(term);
                return found;
            }
            if ("of".equals(term) || "for".equals(term)) {
                break;
            }
        }
        return AnswerType.ANY;
    }

    private void measures(String term) {
        String dimension = MEASURED.get(term);
        if (dimension != null) {
            counted.add("#" + dimension);
        }
    }

    private void addTerms(List<Word> words) {
        int previous = -1;
        for (Word word : words) {
            if (word.kind() != Word.Kind.SIGN) {
                mentioned.add(word.term());
            }
            if (!word.isContent()) {
                continue;
            }
            boolean light = isLight(word);
            boolean name = word.kind() == Word.Kind.CODE || (word.capital() && word.start() > 0);
            int index = add(word, light ? OF_LITTLE_MEANING : name ? OF_A_NAME : 1);
            if (previous >= 0 && index >= 0 && previous != index) {
                neighbours.add(new int[] {previous, index});
            }
            previous = index;
        }
    }

    private int add(Word word, double weight) {
        Integer known = indexes.get(word.term());
        if (known != null) {
            return known;
        }
        if (terms.size() == MOST_TERMS) {
            return -1;
        }
        indexes.put(word.term(), terms.size());
        terms.add(word.term());
        weights.add(weight);
        long bit = 1L << (terms.size() - 1);
        for (String other : Thesaurus.related(word.term())) {
            related.merge(other, bit, (a, b) -> a | b);
        }
        return terms.size() - 1;
    }

    private static boolean isLight(Word word) {
        return word.kind() == Word.Kind.LETTERS
                && (LITTLE_MEANING.contains(word.text())
                        || LITTLE_MEANING.contains(word.term())
                        || COMMANDS.contains(word.text()));
    }

    private static Map<String, AnswerType> nouns() {
        Map<String, AnswerType> map = new HashMap<>();
        put(map, AnswerType.PERSON, "person people employee manager officer engineer role team department");
        put(map, AnswerType.MOMENT, "date day days month months year time times hour hours deadline weekday");
        put(map, AnswerType.DURATION, "duration period interval");
        put(map, AnswerType.FREQUENCY, "frequency");
        put(
                map,
                AnswerType.QUANTITY,
                "number amount temperature pressure percentage percent height weight size speed rate capacity voltage "
                        + "limit maximum minimum level distance length width depth dose concentration range threshold "
                        + "volume value age");
        put(map, AnswerType.MONEY, "price cost fee salary charge");
        put(map, AnswerType.PLACE, "place location room building street address");
        put(map, AnswerType.REASON, "reason cause");
        return Map.copyOf(map);
    }

    private static Map<String, AnswerType> adverbs() {
        Map<String, AnswerType> map = new HashMap<>();
        put(map, AnswerType.DURATION, "long soon quickly fast recent early recently");
        put(map, AnswerType.FREQUENCY, "often frequently");
        put(
                map,
                AnswerType.QUANTITY,
                "tall far high heavy hot warm cold old big large wide deep strong thick steep small low close");
        return Map.copyOf(map);
    }

    private static void put(Map<String, AnswerType> map, AnswerType type, String words) {
        for (String word : words.split(" ", -1)) {
            map.put(word, type);
        }
    }
}
