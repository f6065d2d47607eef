package dev.llmops.core.language;

import java.math.BigDecimal;
import java.util.Optional;

/** Reads figures as English texts write them, and common ways of other languages. */
final class Numbers {
    private static final int MOST_DIGITS = 30;

    private Numbers() {}

    /** {@return one spelling for all spellings of the same number; other figures as they stand} */
    static String normalise(String figure) {
        if (figure.indexOf(':') > 0) {
            return figure.charAt(0) == '0' && figure.charAt(1) != ':' ? figure.substring(1) : figure;
        }
        return parse(figure)
                .map(value -> value.stripTrailingZeros().toPlainString())
                .orElse(figure);
    }

    /** {@return the value of a figure; none for dates, times, versions and figures beyond reason} */
    static Optional<BigDecimal> parse(String figure) {
        if (figure.length() > MOST_DIGITS) {
            return Optional.empty();
        }
        StringBuilder plain = new StringBuilder(figure.length());
        int dots = 0;
        int commas = 0;
        for (int i = 0; i < figure.length(); i++) {
            char c = figure.charAt(i);
            if (c >= '0' && c <= '9') {
                plain.append(c);
            } else if (c == '.' || c == ',') {
                plain.append(c);
                dots += c == '.' ? 1 : 0;
                commas += c == ',' ? 1 : 0;
            } else if (c == '-' || c == '/' || c == ':') {
                return Optional.empty();
            }
        }
        String text = plain.toString();
        if (commas > 0 && isGrouped(text, ',', dots)) {
            text = text.replace(",", "");
        } else if ((dots > 1 && isGrouped(text, '.', commas)) || (dots == 1 && commas == 1)) {
            text = text.replace(".", "").replace(',', '.');
        } else if (dots == 0 && commas == 1) {
            text = text.replace(',', '.');
        } else if (dots + commas > 1) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text));
    }

    /** Whether {@code separator} stands before groups of three digits only. */
    private static boolean isGrouped(String text, char separator, int fractionMarks) {
        int first = text.indexOf(separator);
        if (first > 3 || fractionMarks > 1) {
            return false;
        }
        int position = first;
        while (position >= 0) {
            int next = text.indexOf(separator, position + 1);
            int end = next >= 0 ? next : text.length();
            int other = separator == ',' ? text.indexOf('.', position) : text.indexOf(',', position);
            int group = (other >= 0 && other < end ? other : end) - position - 1;
            if (group != 3 || (next >= 0 && other >= 0 && other < next)) {
                return false;
            }
            position = next;
        }
        return true;
    }
}
