package dev.llmops.lucene;

/**
 * A way in which the words of a passage are indexed, and how much it counts.
 *
 * <p>The weights were found on the headings of two collections of technical documentation as
 * queries for their sections; any weight may be halved or doubled at a loss of at most 0.02 mean
 * reciprocal rank.
 */
enum TextField {
    /** Stems of all words and of the parts of identifiers. */
    TEXT("text", 1.0f),
    /** Words as they are written, and what they are joined to: codes, numbers, names. */
    EXACT("exact", 0.3f),
    /** Stems of the first words: what a passage is about tends to be said first. */
    LEAD("lead", 0.4f),
    /** Stems of title, path and headings. */
    TITLE("title", 0.2f),
    /** Pairs of neighbouring stems. */
    PAIR("pair", 0.15f);

    /** How many words are the first ones. */
    static final int LEAD_WORDS = 24;

    private final String field;
    private final float weight;

    TextField(String field, float weight) {
        this.field = field;
        this.weight = weight;
    }

    String field() {
        return field;
    }

    float weight() {
        return weight;
    }
}
