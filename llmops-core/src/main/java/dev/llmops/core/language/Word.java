package dev.llmops.core.language;

/**
 * One word, figure or sign of a statement.
 *
 * @param start where it begins in the statement, in UTF-16 units
 * @param end where it ends, exclusive
 * @param kind what it is made of
 * @param text the characters in lower case, without accents and possessive endings
 * @param term the stem shared by all forms and close synonyms of the word
 * @param capital whether it begins with a capital letter
 */
public record Word(int start, int end, Kind kind, String text, String term, boolean capital) {
    /** {@return whether the word carries meaning of its own} */
    public boolean isContent() {
        return switch (kind) {
            case LETTERS -> !StopWords.contains(text);
            case CODE, FIGURE, CHARACTERS -> true;
            case SIGN -> false;
        };
    }

    /** What a word is made of. */
    public enum Kind {
        /** Letters. */
        LETTERS,
        /** Letters and digits, such as a part number or a version. */
        CODE,
        /** A number in digits, with its separators. */
        FIGURE,
        /** Two characters of a script that is written without blanks. */
        CHARACTERS,
        /** Anything else that is not white space. */
        SIGN
    }
}
