package dev.llmops.eval.text;

import java.util.List;

/**
 * A part of speech of WordNet, with its files and with the endings that inflected forms lose.
 *
 * @param place where it stands among all parts of speech
 * @param suffix what the names of its files have in common
 * @param endings what inflection adds, and what stands there without it
 */
record WordNetPart(int place, String suffix, List<Ending> endings) {
    static final WordNetPart NOUN = new WordNetPart(
            0,
            "noun",
            List.of(
                    new Ending("s", ""),
                    new Ending("ses", "s"),
                    new Ending("ves", "f"),
                    new Ending("xes", "x"),
                    new Ending("zes", "z"),
                    new Ending("ches", "ch"),
                    new Ending("shes", "sh"),
                    new Ending("men", "man"),
                    new Ending("ies", "y")));
    static final WordNetPart VERB = new WordNetPart(
            1,
            "verb",
            List.of(
                    new Ending("s", ""),
                    new Ending("ies", "y"),
                    new Ending("es", "e"),
                    new Ending("es", ""),
                    new Ending("ed", "e"),
                    new Ending("ed", ""),
                    new Ending("ing", "e"),
                    new Ending("ing", "")));
    static final WordNetPart ADJECTIVE = new WordNetPart(
            2,
            "adj",
            List.of(new Ending("er", ""), new Ending("est", ""), new Ending("er", "e"), new Ending("est", "e")));
    static final WordNetPart ADVERB = new WordNetPart(3, "adv", List.of());

    /** All parts of speech, in the order of their places. */
    static final List<WordNetPart> ALL = List.of(NOUN, VERB, ADJECTIVE, ADVERB);

    /** {@return the name of the file of synonym sets} */
    String dataFile() {
        return "data." + suffix;
    }

    /** {@return the name of the file of irregular forms} */
    String exceptionFile() {
        return suffix + ".exc";
    }

    /** An ending of inflected forms, and that of the base form. */
    record Ending(String inflected, String base) {}
}
