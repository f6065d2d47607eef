package dev.llmops.core.citation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers of passages in a text, in the form in which a model wrote them.
 *
 * @param start where the marker begins, in UTF-16 units
 * @param end where it ends, exclusive
 * @param numbers the numbers, in order
 */
record Marker(int start, int end, List<Integer> numbers) {
    private static final int WIDEST_RANGE = 20;
    private static final String NUMBERS = "\\d{1,3}(?:\\s?(?:,|;|&|-|–|and)\\s{0,2}\\d{1,3}){0,20}";
    private static final Pattern MARKER = Pattern.compile(
            "\\[\\^?(?:(?:sources?|passages?|ref)[:\\s]{1,2})?\\s?(" + NUMBERS + ")\\s?](?!\\()"
                    + "|【\\s?(" + NUMBERS + ")[^】\\n]{0,40}】"
                    + "|\\(\\s?sources?[:\\s]{1,2}\\[?(" + NUMBERS + ")]?\\s?\\)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CODE =
            Pattern.compile("(?m)^\\s{0,3}```[^\\n]*+\\n(?s:.*?)(?:^\\s{0,3}```|\\z)|`[^`\\n]*+`");
    private static final Pattern NUMBER = Pattern.compile("\\d+|[-–]");

    Marker {
        numbers = List.copyOf(numbers);
    }

    /** {@return the markers of {@code text}, in order; numbers in code, links and link definitions are none} */
    static List<Marker> in(String text) {
        List<Marker> markers = new ArrayList<>();
        if (text.indexOf('[') < 0 && text.indexOf('【') < 0 && text.indexOf('(') < 0) {
            return markers;
        }
        Matcher code = CODE.matcher(text);
        boolean inCode = code.find();
        Matcher matcher = MARKER.matcher(text);
        while (matcher.find()) {
            while (inCode && code.end() <= matcher.start()) {
                inCode = code.find();
            }
            boolean isCode = inCode && code.start() <= matcher.start();
            if (!isCode && !isDefinition(text, matcher.start(), matcher.end())) {
                markers.add(new Marker(matcher.start(), matcher.end(), numbers(matcher)));
            }
        }
        return markers;
    }

    private static boolean isDefinition(String text, int start, int end) {
        boolean lineStart = start == 0 || text.charAt(start - 1) == '\n';
        return lineStart && end < text.length() && text.charAt(end) == ':';
    }

    private static List<Integer> numbers(Matcher matcher) {
        String list = matcher.group(1) != null
                ? matcher.group(1)
                : matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
        List<Integer> numbers = new ArrayList<>();
        boolean range = false;
        Matcher parts = NUMBER.matcher(list);
        while (parts.find()) {
            if (!Character.isDigit(parts.group().charAt(0))) {
                range = true;
                continue;
            }
            int number = Integer.parseInt(parts.group());
            int from = range && !numbers.isEmpty() ? numbers.get(numbers.size() - 1) + 1 : number;
            for (int n = number - from > WIDEST_RANGE ? number : Math.min(from, number); n <= number; n++) {
                if (!numbers.contains(n)) {
                    numbers.add(n);
                }
            }
            range = false;
        }
        return numbers;
    }

    /** {@return the marker of some numbers as this library writes it} */
    static String render(List<Integer> numbers) {
        return numbers.toString();
    }
}
