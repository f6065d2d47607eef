package dev.llmops.template.builtin;

import dev.llmops.template.text.Characters;
import dev.llmops.template.text.Html;
import dev.llmops.template.text.PercentFormat;
import dev.llmops.template.text.Splitting;
import dev.llmops.template.text.Wrapping;
import dev.llmops.template.value.DictValue;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.Iteration;
import dev.llmops.template.value.ListValue;
import dev.llmops.template.value.Text;
import dev.llmops.template.value.Undefined;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The filters that make text of text. */
final class TextFilters {
    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern WORD_START = Pattern.compile("[-\\s({\\[<]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int TRUNCATED_LENGTH = 255;
    private static final int LEEWAY = 5;
    private static final int CENTER_WIDTH = 80;
    private static final int WRAP_WIDTH = 79;
    private static final int INDENT = 4;

    private TextFilters() {}

    static List<Builtin> all() {
        return List.of(
                changed("capitalize", Characters::capitalize),
                changed("lower", Characters::lower),
                changed("upper", Characters::upper),
                changed("title", TextFilters::title),
                changed("escape", Html::escape),
                changed("e", Html::escape),
                changed("forceescape", Html::escape),
                changed("striptags", Html::withoutTags),
                changed("safe", text -> text),
                Builtin.of("string", given -> given.str(0), 1, "object"),
                Builtin.of("trim", TextFilters::trim, 1, "value", "chars"),
                Builtin.of("center", TextFilters::center, 1, "value", "width"),
                Builtin.of("replace", TextFilters::replace, 3, "s", "old", "new", "count"),
                Builtin.of("indent", TextFilters::indent, 1, "s", "width", "first", "blank"),
                Builtin.of("truncate", TextFilters::truncate, 1, "s", "length", "killwords", "end", "leeway"),
                Builtin.of(
                        "wordwrap",
                        TextFilters::wrap,
                        1,
                        "s",
                        "width",
                        "break_long_words",
                        "wrapstring",
                        "break_on_hyphens"),
                Builtin.of("wordcount", TextFilters::count, 1, "s"),
                Builtin.open("format", TextFilters::format, 1),
                Builtin.of("urlencode", TextFilters::urlEncode, 1, "value"));
    }

    private static Builtin changed(String name, UnaryOperator<String> change) {
        return Builtin.of(
                name,
                given -> {
                    String text = given.str(0);
                    given.run().charge(text.length());
                    return change.apply(text);
                },
                1,
                "value");
    }

    private static String title(String text) {
        StringBuilder out = new StringBuilder(text.length());
        Matcher gap = WORD_START.matcher(text);
        int from = 0;
        while (gap.find()) {
            out.append(word(text.substring(from, gap.start()))).append(gap.group());
            from = gap.end();
        }
        return out.append(word(text.substring(from))).toString();
    }

    private static String word(String word) {
        if (word.isEmpty()) {
            return word;
        }
        int first = word.offsetByCodePoints(0, 1);
        return Characters.upper(word.substring(0, first)) + Characters.lower(word.substring(first));
    }

    private static Object trim(Given given) {
        return TextMethods.strip(given.str(0), given.textOrNull(1), true, true);
    }

    private static Object center(Given given) {
        return TextMethods.centered(given.str(0), given.has(1) ? given.whole(1) : CENTER_WIDTH, " ", given.run());
    }

    private static Object replace(Given given) {
        return TextMethods.replace(given.str(0), given.str(1), given.str(2), given.wholeOr(3, -1), given.run());
    }

    private static Object indent(Given given) {
        if (!(given.get(0) instanceof String) && given.get(0) instanceof Undefined undefined) {
            throw undefined.failure();
        }
        String indent = given.has(1) && given.get(1) instanceof String text
                ? text
                : spaces(given, given.has(1) ? given.whole(1) : INDENT);
        List<Object> lines = Splitting.lines(given.text(0) + "\n", false);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            String line = (String) lines.get(i);
            boolean indented = i == 0 ? given.flag(2) : given.flag(3) || !line.isEmpty();
            given.run().charge((long) indent.length() + line.length());
            given.run().limit((long) out.length() + indent.length() + line.length());
            out.append(i == 0 ? "" : "\n").append(indented ? indent : "").append(line);
        }
        return out.toString();
    }

    private static String spaces(Given given, int count) {
        given.run().charge(Math.max(0, count));
        return " ".repeat(Math.max(0, count));
    }

    private static Object truncate(Given given) {
        int length = given.has(1) ? given.whole(1) : TRUNCATED_LENGTH;
        String end = given.has(3) ? given.text(3) : "...";
        int leeway = given.wholeOr(4, LEEWAY);
        int endLength = end.codePointCount(0, end.length());
        if (length < endLength) {
            throw Failure.of("expected length >= " + endLength + ", got " + length);
        } else if (leeway < 0) {
            throw Failure.of("expected leeway >= 0, got " + leeway);
        }
        if (Iteration.length(given.get(0), given.run()) <= (long) length + leeway) {
            return given.get(0);
        }
        String text = given.text(0);
        String cut = text.substring(0, text.offsetByCodePoints(0, length - endLength));
        int space = given.flag(2) ? -1 : cut.lastIndexOf(' ');
        return (space < 0 ? cut : cut.substring(0, space)) + end;
    }

    private static Object wrap(Given given) {
        int width = given.has(1) ? given.whole(1) : WRAP_WIDTH;
        if (width <= 0) {
            throw Failure.of("invalid width " + width + " (must be > 0)");
        }
        String separator = Objects.requireNonNullElse(given.textOrNull(3), "\n");
        Wrapping wrapping = new Wrapping(width, !given.has(2) || given.flag(2), !given.has(4) || given.flag(4));
        given.run().charge((long) given.text(0).length() * 2);
        List<Object> lines = new ArrayList<>();
        for (Object line : Splitting.lines(given.text(0), false)) {
            lines.add(String.join(separator, wrapping.wrap((String) line)));
        }
        return TextMethods.join(separator, ListValue.of(lines), given.run());
    }

    private static Object count(Given given) {
        given.run().charge(given.str(0).length());
        return WORD.matcher(given.str(0)).results().count();
    }

    private static Object format(Given given) {
        if (given.arguments().named().isEmpty()) {
            Object[] values = given.arguments().positional().toArray();
            return PercentFormat.format(given.str(0), ListValue.tuple(values), given.run());
        } else if (!given.arguments().positional().isEmpty()) {
            throw Failure.of("can't handle positional and keyword arguments at the same time");
        }
        DictValue named = new DictValue();
        given.arguments().named().forEach(named::put);
        return PercentFormat.format(given.str(0), named, given.run());
    }

    private static Object urlEncode(Given given) {
        Object value = given.get(0);
        if (value instanceof String || !Attributes.isIterable(value)) {
            given.run().charge(given.str(0).length() * 9L);
            return Html.urlEncode(given.str(0), "/");
        }
        StringBuilder out = new StringBuilder();
        for (Object pair : value instanceof DictValue dict ? dict.items() : Iteration.items(value, given.run())) {
            Object[] parts = Iteration.items(pair, given.run());
            if (parts.length != 2) {
                throw Failure.of("urlencode needs pairs of a name and a value");
            }
            out.append(out.isEmpty() ? "" : "&")
                    .append(query(parts[0], given))
                    .append('=')
                    .append(query(parts[1], given));
        }
        return out.toString();
    }

    private static String query(Object value, Given given) {
        String text = Text.str(value, given.run());
        given.run().charge(text.length() * 9L);
        return Html.urlEncode(text, "").replace("%20", "+");
    }
}
