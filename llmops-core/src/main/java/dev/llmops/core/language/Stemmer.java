package dev.llmops.core.language;

/**
 * Cuts the endings off English words.
 *
 * <p>The algorithm of M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980), on
 * words of lower-case ASCII letters; other words are returned as they are. Not safe for concurrent
 * use: an instance works in one buffer.
 */
final class Stemmer {
    private static final String[][] STEP_2 = {
        {"ational", "ate"},
        {"tional", "tion"},
        {"enci", "ence"},
        {"anci", "ance"},
        {"izer", "ize"},
        {"abli", "able"},
        {"alli", "al"},
        {"entli", "ent"},
        {"eli", "e"},
        {"ousli", "ous"},
        {"ization", "ize"},
        {"isation", "ize"},
        {"ation", "ate"},
        {"ator", "ate"},
        {"alism", "al"},
        {"iveness", "ive"},
        {"fulness", "ful"},
        {"ousness", "ous"},
        {"aliti", "al"},
        {"iviti", "ive"},
        {"biliti", "ble"}
    };
    private static final String[][] STEP_3 = {
        {"icate", "ic"},
        {"ative", ""},
        {"alize", "al"},
        {"alise", "al"},
        {"iciti", "ic"},
        {"ical", "ic"},
        {"ful", ""},
        {"ness", ""}
    };
    private static final String[] STEP_4 = {
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate",
        "iti", "ous", "ive", "ize", "ise"
    };
    private static final int SHORTEST = 3;
    private static final int LONGEST = 40;

    private final char[] word = new char[LONGEST + 1];
    private int length;

    /** {@return the stem of {@code text}} */
    String stem(String text) {
        if (text.length() < SHORTEST || text.length() > LONGEST || !isPlain(text)) {
            return text;
        }
        text.getChars(0, text.length(), word, 0);
        length = text.length();
        plurals();
        pastAndProgressive();
        finalY();
        replaceFirst(STEP_2, 0);
        replaceFirst(STEP_3, 0);
        dropLast();
        finalE();
        return new String(word, 0, length);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 'a' || c > 'z') {
                return false;
            }
        }
        return true;
    }

    private void plurals() {
        if (ends("sses") || ends("ies")) {
            length -= 2;
        } else if (ends("s") && !ends("ss") && !ends("us")) {
            length--;
        }
    }

    private void pastAndProgressive() {
        if (ends("eed")) {
            if (measure(length - 3) > 0) {
                length--;
            }
            return;
        }
        int cut = ends("ed") ? 2 : ends("ing") ? 3 : 0;
        if (cut == 0 || !hasVowel(length - cut)) {
            return;
        }
        length -= cut;
        if (ends("at") || ends("bl") || ends("iz") || ends("is")) {
            append('e');
        } else if (endsDouble() && !ends("l") && !ends("s") && !ends("z")) {
            length--;
        } else if (measure(length) == 1 && endsShort(length)) {
            append('e');
        }
    }

    private void finalY() {
        if (ends("y") && hasVowel(length - 1)) {
            word[length - 1] = 'i';
        }
    }

    private void replaceFirst(String[][] rules, int least) {
        for (String[] rule : rules) {
            if (ends(rule[0])) {
                int rest = length - rule[0].length();
                if (measure(rest) > least) {
                    rule[1].getChars(0, rule[1].length(), word, rest);
                    length = rest + rule[1].length();
                }
                return;
            }
        }
    }

    private void dropLast() {
        for (String ending : STEP_4) {
            if (ends(ending)) {
                int rest = length - ending.length();
                boolean fits = !"ion".equals(ending) || (rest > 0 && (word[rest - 1] == 's' || word[rest - 1] == 't'));
                if (fits && measure(rest) > 1) {
                    length = rest;
                }
                return;
            }
        }
    }

    private void finalE() {
        if (ends("e")) {
            int measure = measure(length - 1);
            if (measure > 1 || (measure == 1 && !endsShort(length - 1))) {
                length--;
            }
        }
        if (ends("ll") && measure(length) > 1) {
            length--;
        }
    }

    private void append(char c) {
        // Something longer was cut off just before, so there is room.
        word[length++] = c;
    }

    private boolean ends(String ending) {
        int offset = length - ending.length();
        if (offset < 0) {
            return false;
        }
        for (int i = 0; i < ending.length(); i++) {
            if (word[offset + i] != ending.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isConsonant(int i) {
        return switch (word[i]) {
            case 'a', 'e', 'i', 'o', 'u' -> false;
            case 'y' -> i == 0 || !isConsonant(i - 1);
            default -> true;
        };
    }

    /** Counts how often a vowel is followed by a consonant within the first {@code end} letters. */
    private int measure(int end) {
        int count = 0;
        boolean vowelBefore = false;
        boolean consonantBefore = false;
        for (int i = 0; i < end; i++) {
            boolean consonant = word[i] == 'y' ? i == 0 || !consonantBefore : isConsonant(i);
            if (consonant && vowelBefore) {
                count++;
            }
            vowelBefore = !consonant;
            consonantBefore = consonant;
        }
        return count;
    }

    private boolean hasVowel(int end) {
        for (int i = 0; i < end; i++) {
            if (!isConsonant(i)) {
                return true;
            }
        }
        return false;
    }

    private boolean endsDouble() {
        return length > 1 && word[length - 1] == word[length - 2] && isConsonant(length - 1);
    }

    private boolean endsShort(int end) {
        return end >= 3
                && isConsonant(end - 1)
                && !isConsonant(end - 2)
                && isConsonant(end - 3)
                && "wxy".indexOf(word[end - 1]) < 0;
    }
}
