package dev.llmops.eval.text;

import java.util.List;

/** The parts of speech of WordNet, each with its files and with the endings that inflected forms lose. */
enum WordNetPart {
    NOUN(
            "noun",
            new Ending("s", ""),
            new Ending("ses", "s"),
            new Ending("ves", "f"),
            new Ending("xes", "x"),
            new Ending("zes", "z"),
            new Ending("ches", "ch"),
            new Ending("shes", "sh"),
            new Ending("men", "man"),
            new Ending("ies", "y")),
    VERB(
            "verb",
            new Ending("s", ""),
            new Ending("ies", "y"),
            new Ending("es", "e"),
            new Ending("es", ""),
            new Ending("ed", "e"),
            new Ending("ed", ""),
            new Ending("ing", "e"),
            new Ending("ing", "")),
    ADJECTIVE("adj", new Ending("er", ""), new Ending("est", ""), new Ending("er", "e"), new Ending("est", "e")),
    ADVERB("adv");

    private final String suffix;
    private final List<Ending> endings;

    WordNetPart(String suffix, Ending... endings) {
        this.suffix = suffix;
        this.endings = List.of(endings);
    }

    /** {@return the name of the file of synonym sets} */
    String dataFile() {
        return "data." + suffix;
    }

    /** {@return the name of the file of irregular forms} */
    String exceptionFile() {
        return suffix + ".exc";
    }

    /** {@return what inflection adds, and what stands there without it} */
    List<Ending> endings() {
        return endings;
    }

    /** An ending of inflected forms, and that of the base form. */
    record Ending(String inflected, String base) {}
}
