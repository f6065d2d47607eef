package dev.llmops.core.entity;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as people write them: {@code 1,280}, {@code 1.280,50}, {@code 3 million}.
 *
 * <p>A comma or point before exactly three digits separates thousands if it is a comma or if there
 * are several; else it separates decimals.
 */
final class Numbers {
    /** The most digits a number may have to be read as an amount. */
    private static final int MOST_DIGITS = 30;

    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("a", 1),
            Map.entry("an", 1),
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12),
            Map.entry("einem", 1),
            Map.entry("einer", 1),
            Map.entry("zwei", 2),
            Map.entry("drei", 3),
            Map.entry("vier", 4),
            Map.entry("fünf", 5),
            Map.entry("sechs", 6),
            Map.entry("zehn", 10));

    private static final Map<String, Integer> POWERS = Map.ofEntries(
            Map.entry("thousand", 3),
            Map.entry("tausend", 3),
            Map.entry("million", 6),
            Map.entry("millions", 6),
            Map.entry("mio", 6),
            Map.entry("millionen", 6),
            Map.entry("mn", 6),
            Map.entry("billion", 9),
            Map.entry("billions", 9),
            Map.entry("bn", 9),
            Map.entry("mrd", 9),
            Map.entry("milliarden", 9),
            Map.entry("trillion", 12));

    private Numbers() {}

    /**
     * A number that was read.
     *
     * @param value its value
     * @param next the token after it
     * @param end where it ends
     */
    record Read(BigDecimal value, int next, int end) {
        /** {@return the value without needless zeros and without an exponent} */
        String canonical() {
            return plain(value);
        }
    }

    /** {@return the number that begins with a token of digits, with a word such as "million" after it} */
    static @Nullable Read read(Tokens tokens, int token) {
        if (!tokens.isDigits(token) || tokens.size(token) > MOST_DIGITS || isWithinNumber(tokens, token)) {
            return null;
        }
        int last = token;
        int commas = 0;
        int points = 0;
        char lastMark = 0;
        int digits = tokens.size(token);
        while (isPartOfNumber(tokens, last)) {
            char mark = tokens.text().charAt(tokens.start(last + 1));
            if (mark == ',') {
                commas++;
            } else {
                points++;
            }
            lastMark = mark;
            last += 2;
            digits += tokens.size(last);
            if (digits > MOST_DIGITS) {
                return null;
            }
        }
        boolean mixed = commas > 0 && points > 0;
        boolean wellMixed = mixed && (lastMark == ',' ? commas : points) == 1;
        boolean grouped = tokens.size(last) == 3 && tokens.size(token) <= 3 && !tokens.is(token, '0');
        int count = commas + points;
        boolean decimals = wellMixed || (count == 1 && !(grouped && lastMark == ','));
        if (count > 1 && !wellMixed && (mixed || !isGrouped(tokens, token, last))) {
            return null;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = token; i <= last; i++) {
            if (tokens.isDigits(i)) {
                plain.append(decimals && i == last && last > token ? "." : "").append(tokens.word(i));
            }
        }
        return withPower(tokens, new BigDecimal(plain.toString()), last);
    }

    private static Read withPower(Tokens tokens, BigDecimal value, int last) {
        Integer power = tokens.isInLine(last + 1) ? POWERS.get(tokens.lower(last + 1)) : null;
        boolean goesOn = tokens.isJoined(last + 2) && (tokens.isDigits(last + 2) || tokens.is(last + 2, '/'));
        if (power == null && tokens.isJoined(last + 1) && tokens.is(last + 1, "k") && !goesOn) {
            power = 3;
        }
        return power == null
                ? new Read(value, last + 1, tokens.end(last))
                : new Read(value.scaleByPowerOfTen(power), last + 2, tokens.end(last + 1));
    }

    /** {@return whether a mark and more digits directly follow} */
    private static boolean isPartOfNumber(Tokens tokens, int token) {
        return (tokens.is(token + 1, ',') || tokens.is(token + 1, '.'))
                && tokens.isJoined(token + 1)
                && tokens.isDigits(token + 2)
                && tokens.isJoined(token + 2);
    }

    private static boolean isWithinNumber(Tokens tokens, int token) {
        boolean mark = tokens.isJoined(token) && (tokens.is(token - 1, '.') || tokens.is(token - 1, ','));
        boolean afterDigits = mark && tokens.isJoined(token - 1) && tokens.isDigits(token - 2);
        boolean afterWord = tokens.isJoined(token) && (tokens.isWord(token - 1) || tokens.is(token - 1, '_'));
        return afterDigits || afterWord;
    }

    private static boolean isGrouped(Tokens tokens, int first, int last) {
        for (int i = first + 2; i <= last; i += 2) {
            if (tokens.size(i) != 3) {
                return false;
            }
        }
        return tokens.size(first) <= 3;
    }

    /** {@return the value of digits or of a word for a small number; negative for anything else} */
    static int small(Tokens tokens, int token) {
        if (tokens.isDigits(token)) {
            return tokens.size(token) <= 4 ? tokens.value(token) : -1;
        }
        return WORDS.getOrDefault(tokens.lower(token), -1);
    }

    /** {@return a number without needless zeros and without an exponent} */
    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
