package dev.llmops.template.builtin;

import dev.llmops.template.text.BraceFormat;
import dev.llmops.template.text.Characters;
import dev.llmops.template.text.Splitting;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.Iteration;
import dev.llmops.template.value.ListValue;
import dev.llmops.template.value.Run;
import dev.llmops.template.value.Types;
import dev.llmops.template.value.Undefined;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The methods of text. */
final class TextMethods {
    private TextMethods() {}

    static List<Builtin> all() {
        List<Builtin> all = new ArrayList<>(TextTests.all());
        all.addAll(TextSearch.all());
        all.addAll(List.of(
                changed("capitalize", Characters::capitalize),
                changed("casefold", Characters::folded),
                changed("lower", Characters::lower),
                changed("upper", Characters::upper),
                changed("title", Characters::title),
                changed("swapcase", Characters::swapCase),
                stripped("strip", true, true),
                stripped("lstrip", true, false),
                stripped("rstrip", false, true),
                Builtin.of("split", given -> split(given, Splitting::bySpace, Splitting::by), 1, "", "sep", "maxsplit"),
                Builtin.of(
                        "rsplit",
                        given -> split(given, Splitting::lastBySpace, Splitting::lastBy),
                        1,
                        "",
                        "sep",
                        "maxsplit"),
                Builtin.of("splitlines", TextMethods::lines, 1, "", "keepends"),
                Builtin.positional("partition", given -> partition(given, true), 2, 2),
                Builtin.positional("rpartition", given -> partition(given, false), 2, 2),
                Builtin.positional("join", given -> join(given.text(0), given.get(1), given.run()), 2, 2),
                Builtin.positional("replace", TextMethods::replace, 3, 4),
                Builtin.positional("removeprefix", TextMethods::removePrefix, 2, 2),
                Builtin.positional("removesuffix", TextMethods::removeSuffix, 2, 2),
                Builtin.positional("center", given -> fill(given, Side.BOTH), 2, 3),
                Builtin.positional("ljust", given -> fill(given, Side.RIGHT), 2, 3),
                Builtin.positional("rjust", given -> fill(given, Side.LEFT), 2, 3),
                Builtin.positional("zfill", TextMethods::zeroFill, 2, 2),
                Builtin.of("expandtabs", TextMethods::expandTabs, 1, "", "tabsize"),
                Builtin.open("format", given -> BraceFormat.format(given.text(0), given.arguments(), given.run()), 1),
                Builtin.positional("format_map", TextMethods::formatMap, 2, 2)));
        return all;
    }

    private static Builtin changed(String name, UnaryOperator<String> change) {
        return Builtin.positional(name, given -> change.apply(given.text(0)), 1, 1);
    }

    private static Builtin stripped(String name, boolean left, boolean right) {
        return Builtin.positional(name, given -> strip(given.text(0), given.textOrNull(1), left, right), 1, 2);
    }

    static String strip(String text, @Nullable String chars, boolean left, boolean right) {
        IntPredicate test = chars == null ? Characters::isSpace : c -> chars.indexOf(c) >= 0;
        return Splitting.strip(text, test, left, right);
    }

    private interface Cut {
        List<Object> apply(String text, String separator, long most);
    }

    private static Object split(Given given, BiFunction<String, Long, List<Object>> bySpace, Cut by) {
        String separator = given.textOrNull(1);
        long most = given.has(2) ? given.whole(2) : -1;
        given.run().charge(given.text(0).length());
        if (separator == null) {
            return ListValue.of(bySpace.apply(given.text(0), most));
        } else if (separator.isEmpty()) {
            throw Failure.of("empty separator");
        }
        return ListValue.of(by.apply(given.text(0), separator, most));
    }

    private static Object lines(Given given) {
        given.run().charge(given.text(0).length());
        return ListValue.of(Splitting.lines(given.text(0), given.flag(1)));
    }

    private static Object partition(Given given, boolean first) {
        String text = given.text(0);
        String separator = given.text(1);
        if (separator.isEmpty()) {
            throw Failure.of("empty separator");
        }
        int at = first ? text.indexOf(separator) : text.lastIndexOf(separator);
        if (at < 0) {
            return first ? ListValue.tuple(text, "", "") : ListValue.tuple("", "", text);
        }
        return ListValue.tuple(text.substring(0, at), separator, text.substring(at + separator.length()));
    }

    static String join(String separator, Object items, Run run) {
        StringBuilder out = new StringBuilder();
        Object[] parts = joinable(items, run);
        for (int i = 0; i < parts.length; i++) {
            run.step();
            if (i > 0) {
                out.append(separator);
            }
            if (!(parts[i] instanceof String text)) {
                throw parts[i] instanceof Undefined undefined && run.setting().strict()
                        ? undefined.failure()
                        : Failure.of(
                                "sequence item " + i + ": expected str instance, " + Types.name(parts[i]) + " found");
            }
            run.charge((long) text.length() + separator.length());
            run.limit((long) out.length() + text.length() + separator.length());
            out.append(text);
        }
        return out.toString();
    }

    private static Object[] joinable(Object items, Run run) {
        if (!Attributes.isIterable(items)) {
            throw Failure.of("can only join an iterable");
        }
        return Iteration.items(items, run);
    }

    private static Object replace(Given given) {
        return replace(given.text(0), given.text(1), given.text(2), given.has(3) ? given.whole(3) : -1, given.run());
    }

    static String replace(String text, String old, String replacement, int most, Run run) {
        run.charge(text.length());
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        int count = 0;
        int at = text.indexOf(old);
        while (at >= 0 && (most < 0 || count < most)) {
            out.append(text, from, at).append(replacement);
            run.charge(replacement.length());
            run.limit(out.length());
            count++;
            from = at + old.length();
            if (old.isEmpty()) {
                if (at >= text.length()) {
                    break;
                }
                int next = text.offsetByCodePoints(at, 1);
                boolean again = most < 0 || count < most;
                out.append(text, at, again ? next : at);
                from = again ? next : at;
                at = next;
            } else {
                at = text.indexOf(old, from);
            }
        }
        return out.append(text, from, text.length()).toString();
    }

    private static Object removePrefix(Given given) {
        String text = given.text(0);
        return text.startsWith(given.text(1)) ? text.substring(given.text(1).length()) : text;
    }

    private static Object removeSuffix(Given given) {
        String text = given.text(0);
        return text.endsWith(given.text(1))
                ? text.substring(0, text.length() - given.text(1).length())
                : text;
    }

    private enum Side {
        LEFT,
        RIGHT,
        BOTH
    }

    private static Object fill(Given given, Side side) {
        String filler = given.has(2) ? given.text(2) : " ";
        if (filler.codePointCount(0, filler.length()) != 1) {
            throw Failure.of("The fill character must be exactly one character long");
        }
        String text = given.text(0);
        int width = given.whole(1);
        if (side == Side.BOTH) {
            return centered(text, width, filler, given.run());
        }
        String filling = filling(text, width, filler, given.run());
        return side == Side.LEFT ? filling + text : text + filling;
    }

    private static String filling(String text, int width, String filler, Run run) {
        int missing = Math.max(0, width - text.codePointCount(0, text.length()));
        run.charge((long) text.length() + missing);
        return filler.repeat(missing);
    }

    static String centered(String text, int width, String filler, Run run) {
        String filling = filling(text, width, filler, run);
        int missing = filling.codePointCount(0, filling.length());
        // As Python does it: what is odd goes left if the width is odd.
        int left = missing / 2 + (missing & width & 1);
        return filler.repeat(left) + text + filler.repeat(missing - left);
    }

    private static Object zeroFill(Given given) {
        String text = given.text(0);
        String zeros = filling(text, given.whole(1), "0", given.run());
        boolean signed = text.startsWith("-") || text.startsWith("+");
        return signed ? text.charAt(0) + zeros + text.substring(1) : zeros + text;
    }

    private static Object expandTabs(Given given) {
        int size = given.wholeOr(1, 8);
        StringBuilder out = new StringBuilder();
        int column = 0;
        String text = given.text(0);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                int spaces = size <= 0 ? 0 : size - column % size;
                given.run().charge(spaces);
                given.run().limit((long) out.length() + spaces);
                out.append(" ".repeat(spaces));
                column += spaces;
            } else {
                out.append(c);
                column = c == '\n' || c == '\r' ? 0 : column + (Character.isLowSurrogate(c) ? 0 : 1);
            }
        }
        return out.toString();
    }

    private static Object formatMap(Given given) {
        return BraceFormat.formatMap(given.text(0), given.get(1), given.run());
    }
}
