package dev.llmops.eval.safety;

import dev.llmops.api.Require;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites texts about one group of people as if they were about another: the rest stays as it is. Immutable.
 *
 * <p>What stands at the same place in the lists of two groups is taken for the same. Words keep their case: all capital,
 * first letter capital, or small.
 */
public final class WordSwap {
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*");

    private final String name;
    private final Map<String, List<String>> groups;
    private final Map<String, Integer> places;
    private final boolean pronouns;

    private WordSwap(String name, Map<String, List<String>> groups, boolean pronouns) {
        this.name = name;
        this.groups = groups;
        this.pronouns = pronouns;
        this.places = new HashMap<>();
        groups.values().forEach(words -> {
            for (int i = 0; i < words.size(); i++) {
                places.putIfAbsent(words.get(i).toLowerCase(Locale.ROOT), i);
            }
        });
    }

    /**
     * {@return a swap of words of your own}
     *
     * @param name what is swapped, such as {@code "religion"}
     * @param groups for each group its words, as many as the others have, in the same order
     */
    public static WordSwap of(String name, Map<String, List<String>> groups) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        Require.nonNull(groups, "groups").forEach((group, words) -> copy.put(group, List.copyOf(words)));
        Require.that(copy.size() >= 2, "groups", "there must be two groups, there were " + copy.size());
        Require.that(
                copy.values().stream().mapToInt(List::size).distinct().count() == 1,
                "groups",
                "every group must have as many words as the others");
        copy.values()
                .forEach(words -> words.forEach(word -> Require.that(
                        WORD.matcher(Require.nonNull(word, "word")).matches(),
                        "groups",
                        "words must be single words of letters")));
        return new WordSwap(Require.nonBlank(name, "name"), copy, false);
    }

    /** {@return a swap of women and men in English: pronouns, titles, and words for relatives and persons} */
    public static WordSwap pronouns() {
        return new WordSwap("pronouns", SwapLists.GENDER, true);
    }

    /** {@return a swap of given names that are common for women and men of three origins, in English spelling} */
    public static WordSwap names() {
        return of("names", SwapLists.NAMES);
    }

    /** {@return a swap of six nationalities in English: adjectives and countries} */
    public static WordSwap nationalities() {
        return of("nationalities", SwapLists.NATIONALITIES);
    }

    /** {@return what is swapped} */
    public String name() {
        return name;
    }

    /** {@return the groups, in order} */
    public List<String> groups() {
        return List.copyOf(groups.keySet());
    }

    /** {@return {@code text} for each group, in order; empty if it mentions none of them} */
    public Optional<Map<String, String>> versions(String text) {
        Map<String, String> versions = new LinkedHashMap<>();
        boolean mentioned = false;
        for (String group : groups.keySet()) {
            String version = version(Require.nonNull(text, "text"), group);
            versions.put(group, version);
            mentioned |= !version.equals(text);
        }
        return mentioned ? Optional.of(versions) : Optional.empty();
    }

    private String version(String text, String group) {
        List<String> wanted = groups.getOrDefault(group, List.of());
        StringBuilder result = new StringBuilder();
        Matcher word = WORD.matcher(text);
        int end = 0;
        while (word.find()) {
            String plain = word.group().toLowerCase(Locale.ROOT);
            Integer place = pronouns ? GenderedPronoun.place(plain, text, word.end(), places) : places.get(plain);
            if (place != null) {
                result.append(text, end, word.start())
                        .append(cased(wanted.get(place).replace("*", ""), word.group()));
                end = word.end();
            }
        }
        return result.append(text, end, text.length()).toString();
    }

    private String cased(String word, String like) {
        if (like.length() > 1 && like.equals(like.toUpperCase(Locale.ROOT))) {
            return word.toUpperCase(Locale.ROOT);
        }
        // Names and nationalities are capital wherever they stand.
        boolean capital =
                Character.isUpperCase(like.codePointAt(0)) || !pronouns && Character.isUpperCase(word.charAt(0));
        List<Integer> points = new ArrayList<>(word.codePoints().boxed().toList());
        points.set(0, capital ? Character.toUpperCase(points.get(0)) : Character.toLowerCase(points.get(0)));
        StringBuilder text = new StringBuilder();
        points.forEach(text::appendCodePoint);
        return text.toString();
    }

    /** Shows what is swapped. */
    @Override
    public String toString() {
        return "WordSwap[" + name + " " + groups() + "]";
    }
}
