package dev.llmops.eval.text;

import dev.llmops.eval.text.PorterStemmer.Mode;

/**
 * A word that is being stemmed: its letters, as code points, and the steps of the algorithm.
 *
 * <p>The <i>measure</i> of a stem is how often a consonant follows a vowel in it. Every list of rules stops at the
 * first suffix that matches, also where the condition on the stem then fails.
 */
final class PorterWord {
    private static final String[][] STEP_2 = {
        {"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"}, {"anci", "ance"}, {"izer", "ize"},
        {"alli", "al"}, {"entli", "ent"}, {"eli", "e"}, {"ousli", "ous"}, {"ization", "ize"},
        {"ation", "ate"}, {"ator", "ate"}, {"alism", "al"}, {"iveness", "ive"}, {"fulness", "ful"},
        {"ousness", "ous"}, {"aliti", "al"}, {"iviti", "ive"}, {"biliti", "ble"}
    };

    private static final String[][] STEP_3 = {
        {"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"}, {"ical", "ic"}, {"ful", ""}, {"ness", ""}
    };

    private static final String[] STEP_4 = {
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate",
        "iti", "ous", "ive", "ize"
    };

    private final Mode mode;
    // Room for the one letter by which a step may lengthen a word.
    private final int[] letters;
    private int length;

    private PorterWord(Mode mode, int[] letters, int length) {
        this.mode = mode;
        this.letters = letters;
        this.length = length;
    }

    static PorterWord of(String word, Mode mode) {
        int[] letters = new int[word.length() + 2];
        int length = 0;
        for (int i = 0; i < word.length(); i += Character.charCount(letters[length - 1])) {
            letters[length++] = word.codePointAt(i);
        }
        return new PorterWord(mode, letters, length);
    }

    /** {@return what all steps leave} */
    String stem() {
        plurals();
        pastAndParticiple();
        finalY();
        doubleSuffixes();
        applyFirst(STEP_3);
        residualSuffix();
        finalE();
        if (endsWith("ll") && measure(length - 1) > 1) {
            length--;
        }
        return new String(letters, 0, length);
    }

    private boolean isNltk() {
        return mode == Mode.NLTK_EXTENSIONS;
    }

    /** Step 1a. */
    private void plurals() {
        if (endsWith("sses")) {
            length -= 2;
        } else if (endsWith("ies")) {
            length -= isNltk() && length == 4 ? 1 : 2;
        } else if (endsWith("s") && !endsWith("ss")) {
            length--;
        }
    }

    /** Step 1b. */
    private void pastAndParticiple() {
        if (isNltk() && endsWith("ied")) {
            length -= length == 4 ? 1 : 2;
        } else if (endsWith("eed")) {
            if (measure(length - 3) > 0) {
                length--;
            }
        } else if (endsWith("ed") && hasVowel(length - 2)) {
            length -= 2;
            tidy();
        } else if (endsWith("ing") && hasVowel(length - 3)) {
            length -= 3;
            tidy();
        }
    }

    /** Gives back an e, or takes a doubled consonant away. */
    private void tidy() {
        if (endsWith("at") || endsWith("bl") || endsWith("iz")) {
            letters[length++] = 'e';
        } else if (length >= 2 && letters[length - 1] == letters[length - 2] && isConsonant(length - 1)) {
            int last = letters[length - 1];
            if (last != 'l' && last != 's' && last != 'z') {
                length--;
            }
        } else if (measure(length) == 1 && endsInCvc(length)) {
            letters[length++] = 'e';
        }
    }

    /** Step 1c. */
    private void finalY() {
        if (endsWith("y")) {
            int stem = length - 1;
            if (isNltk() ? stem > 1 && isConsonant(stem - 1) : hasVowel(stem)) {
                letters[stem] = 'i';
            }
        }
    }

    private void doubleSuffixes() {
        if (isNltk() && endsWith("alli") && measure(length - 4) > 0) {
            length -= 2;
            doubleSuffixes();
        } else if (mode == Mode.ORIGINAL_ALGORITHM) {
            if (!applyIfMeasured("abli", "able")) {
                applyFirst(STEP_2);
            }
        } else if (!applyIfMeasured("bli", "ble") && !applyFirst(STEP_2)) {
            if (isNltk()) {
                applyIfMeasured("fulli", "ful");
            }
            // NLTK measures the l of -logi with the stem.
            if (endsWith("logi") && measure(length - (isNltk() ? 3 : 4)) > 0) {
                length--;
            }
        }
    }

    /** Step 4. */
    private void residualSuffix() {
        for (String suffix : STEP_4) {
            if (endsWith(suffix)) {
                int stem = length - suffix.length();
                boolean ionFits =
                        !suffix.equals("ion") || stem > 0 && (letters[stem - 1] == 's' || letters[stem - 1] == 't');
                if (ionFits && measure(stem) > 1) {
                    length = stem;
                }
                return;
            }
        }
    }

    /** Step 5a. */
    private void finalE() {
        if (endsWith("e")) {
            int stem = length - 1;
            int measure = measure(stem);
            if (measure > 1 || measure == 1 && !endsInCvc(stem)) {
                length = stem;
            }
        }
    }

    /** {@return whether one of the suffixes was there, replaced or not} */
    private boolean applyFirst(String[][] rules) {
        for (String[] rule : rules) {
            if (applyIfMeasured(rule[0], rule[1])) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether {@code suffix} was there; it is replaced if the measure of what is before it is not 0} */
    private boolean applyIfMeasured(String suffix, String replacement) {
        if (!endsWith(suffix)) {
            return false;
        }
        int stem = length - suffix.length();
        if (measure(stem) > 0) {
            for (int i = 0; i < replacement.length(); i++) {
                letters[stem + i] = replacement.charAt(i);
            }
            length = stem + replacement.length();
        }
        return true;
    }

    private boolean endsWith(String suffix) {
        int start = length - suffix.length();
        if (start < 0) {
            return false;
        }
        for (int i = 0; i < suffix.length(); i++) {
            if (letters[start + i] != suffix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether the letter is a consonant; y is one at the beginning and behind a vowel} */
    private boolean isConsonant(int index) {
        int first = index;
        while (first > 0 && letters[first] == 'y') {
            first--;
        }
        boolean consonant = switch (letters[first]) {
            case 'a', 'e', 'i', 'o', 'u' -> false;
            default -> true;
        };
        // Each y of a run is the opposite of the letter before it.
        return consonant == ((index - first) % 2 == 0);
    }

    private boolean hasVowel(int stem) {
        for (int i = 0; i < stem; i++) {
            if (!isConsonant(i)) {
                return true;
            }
        }
        return false;
    }

    private int measure(int stem) {
        int measure = 0;
        boolean afterVowel = false;
        for (int i = 0; i < stem; i++) {
            // Not isConsonant(i), which would walk back again through every run of y.
            boolean consonant = switch (letters[i]) {
                case 'a', 'e', 'i', 'o', 'u' -> false;
                case 'y' -> i == 0 || afterVowel;
                default -> true;
            };
            if (consonant && afterVowel) {
                measure++;
            }
            afterVowel = !consonant;
        }
        return measure;
    }

    /** {@return whether the stem ends consonant, vowel, consonant, the last of them neither w nor x nor y} */
    private boolean endsInCvc(int stem) {
        if (stem >= 3) {
            int last = letters[stem - 1];
            return isConsonant(stem - 3)
                    && !isConsonant(stem - 2)
                    && isConsonant(stem - 1)
                    && last != 'w'
                    && last != 'x'
                    && last != 'y';
        }
        return isNltk() && stem == 2 && !isConsonant(0) && isConsonant(1);
    }
}
