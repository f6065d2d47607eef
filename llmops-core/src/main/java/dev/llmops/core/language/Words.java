package dev.llmops.core.language;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Cuts text into words and finds the term each of them stands for.
 *
 * <p>Any text is accepted, lone surrogates included, in time proportional to its length. Not safe
 * for concurrent use: an instance remembers the terms it has found.
 */
public final class Words {
    private static final int MOST_REMEMBERED = 50_000;
    private static final int LONGEST_CODE_PREFIX = 5;

    private final Map<String, String> terms = new HashMap<>();
    private final Stemmer stemmer = new Stemmer();

    /** Creates a reader that remembers nothing yet. */
    public Words() {}

    /** {@return the words and signs of {@code text}, in order} */
    public List<Word> read(String text) {
        List<Word> words = new ArrayList<>(text.length() / 5 + 4);
        int position = 0;
        while (position < text.length()) {
            int codePoint = text.codePointAt(position);
            int next = position + Character.charCount(codePoint);
            if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
                position = next;
            } else if (isDigit(codePoint)) {
                position = readFigure(text, position, words);
            } else if (isDense(codePoint)) {
                position = readDense(text, position, words);
            } else if (Character.isLetter(codePoint)) {
                position = readLetters(text, position, words);
            } else {
                String sign = text.substring(position, next);
                words.add(new Word(position, next, Word.Kind.SIGN, sign, sign, false));
                position = next;
            }
        }
        return words;
    }

    /** {@return the term of a word in lower case} */
    public String term(String word) {
        String known = terms.get(word);
        if (known != null) {
            return known;
        }
        String term = Vocabulary.numeral(word)
                .map(String::valueOf)
                .orElseGet(() -> Vocabulary.concept(stemmer.stem(Vocabulary.baseForm(word))));
        if (terms.size() < MOST_REMEMBERED) {
            terms.put(word, term);
        }
        return term;
    }

    private int readLetters(String text, int start, List<Word> words) {
        int end = letters(text, start);
        if (end < text.length()) {
            char after = text.charAt(end);
            boolean hyphen = after == '-' && end - start <= LONGEST_CODE_PREFIX && isDigitAt(text, end + 1);
            if (hyphen || after == '_' || isDigit(after)) {
                return addCode(text, start, hyphen ? end + 1 : end, words);
            }
        }
        String word = fold(text.substring(start, end));
        int stop = end;
        if (word.endsWith("'s") || word.endsWith("s'")) {
            word = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word.substring(0, word.length() - 1);
        } else if (word.endsWith("'")) {
            word = word.substring(0, word.length() - 1);
            stop = end - 1;
        }
        boolean capital = Character.isUpperCase(text.codePointAt(start));
        words.add(new Word(start, stop, Word.Kind.LETTERS, word, term(word), capital));
        return end;
    }

    private static int letters(String text, int start) {
        int position = start;
        while (position < text.length()) {
            int codePoint = text.codePointAt(position);
            if ((Character.isLetter(codePoint) && !isDense(codePoint)) || isMark(codePoint)) {
                position += Character.charCount(codePoint);
            } else if (isApostrophe(codePoint) && position > start) {
                position++;
            } else {
                break;
            }
        }
        return position;
    }

    private static int addCode(String text, int start, int from, List<Word> words) {
        int end = from;
        while (end < text.length() && isCodeCharacter(text, end)) {
            end++;
        }
        String shown = text.substring(start, end).toLowerCase(Locale.ROOT);
        boolean capital = Character.isUpperCase(text.codePointAt(start));
        words.add(new Word(start, end, Word.Kind.CODE, shown, shown.replace("-", ""), capital));
        return end;
    }

    private static boolean isCodeCharacter(String text, int position) {
        char c = text.charAt(position);
        boolean letter = c < 128 && Character.isLetter(c);
        return letter || isDigit(c) || c == '_' || (c == '.' && isDigitAt(text, position + 1));
    }

    private int readFigure(String text, int start, List<Word> words) {
        int end = digits(text, start);
        boolean separated = true;
        while (separated && end + 1 < text.length() && isDigit(text.charAt(end + 1))) {
            char separator = text.charAt(end);
            int group = digits(text, end + 1) - end - 1;
            separated = switch (separator) {
                case '.', ',' -> true;
                case '\'', '\u00a0', '\u202f', '\u2009' ->
                    group == 3 && (end - start <= 3 || text.charAt(end - 4) == separator);
                case ':' -> group == 2;
                case '-', '/' -> isDatePart(text, start, end, group);
                default -> false;
            };
            if (separated) {
                end += 1 + group;
            }
        }
        int letters = asciiLetters(text, end);
        if (letters > end) {
            String suffix = text.substring(end, letters).toLowerCase(Locale.ROOT);
            boolean numbered = letters < text.length() && isDigit(text.charAt(letters));
            if (!numbered && isOrdinalSuffix(suffix)) {
                words.add(figure(text, start, end, letters));
                return letters;
            }
            if (numbered || !(Units.isKnown(suffix) || "am".equals(suffix) || "pm".equals(suffix))) {
                return addCode(text, start, end, words);
            }
        }
        words.add(figure(text, start, end, end));
        return end;
    }

    private static Word figure(String text, int start, int digitsEnd, int end) {
        String shown = text.substring(start, digitsEnd);
        return new Word(start, end, Word.Kind.FIGURE, shown, Numbers.normalise(shown), false);
    }

    /** A hyphen or slash belongs to a figure only in dates such as 2024-03-12 and 12/03/2024. */
    private static boolean isDatePart(String text, int start, int end, int group) {
        char separator = text.charAt(end);
        int before = end - start;
        if (before == 4 && group <= 2) {
            int second = end + 1 + group;
            return second + 1 < text.length() && text.charAt(second) == separator && isDigit(text.charAt(second + 1));
        }
        if (text.substring(start, end).indexOf(separator) >= 0) {
            return true;
        }
        int second = end + 1 + group;
        return before <= 2
                && group <= 2
                && second + 4 < text.length()
                && text.charAt(second) == separator
                && digits(text, second + 1) == second + 5;
    }

    private static int readDense(String text, int start, List<Word> words) {
        int position = start;
        int end = start;
        while (end < text.length() && isDense(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        int next = position + Character.charCount(text.codePointAt(position));
        if (next == end) {
            String single = text.substring(start, end);
            words.add(new Word(start, end, Word.Kind.CHARACTERS, single, single, false));
        }
        while (next < end) {
            int after = next + Character.charCount(text.codePointAt(next));
            String pair = text.substring(position, after);
            words.add(new Word(position, after, Word.Kind.CHARACTERS, pair, pair, false));
            position = next;
            next = after;
        }
        return end;
    }

    /** Whether the script of {@code codePoint} is written without blanks between words. */
    private static boolean isDense(int codePoint) {
        if (codePoint < 0x0E00) {
            return false;
        }
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR ->
                Character.isLetter(codePoint) || isMark(codePoint);
            default -> false;
        };
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isApostrophe(int codePoint) {
        return codePoint == '\'' || codePoint == '\u2019';
    }

    private static boolean isDigit(int codePoint) {
        return codePoint >= '0' && codePoint <= '9';
    }

    private static boolean isDigitAt(String text, int position) {
        return position < text.length() && isDigit(text.charAt(position));
    }

    private static int digits(String text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int asciiLetters(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) < 128 && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isOrdinalSuffix(String suffix) {
        return switch (suffix) {
            case "st", "nd", "rd", "th" -> true;
            default -> false;
        };
    }

    private static String fold(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) >= 128) {
                String marksApart = Normalizer.normalize(word.replace('\u2019', '\''), Normalizer.Form.NFD);
                StringBuilder plain = new StringBuilder(marksApart.length());
                marksApart.codePoints().filter(c -> !isMark(c) || c >= 0x0590).forEach(plain::appendCodePoint);
                return plain.toString().toLowerCase(Locale.ROOT);
            }
        }
        return word.toLowerCase(Locale.ROOT);
    }
}
