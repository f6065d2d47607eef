package dev.llmops.onnx.grammar.pattern;

import dev.llmops.api.InvalidInputException;
import dev.llmops.onnx.grammar.automaton.Nodes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads regular expressions as ECMA-262 writes them, which is how JSON Schema does.
 *
 * <p>What no automaton can do is refused: references to groups, looking ahead and behind, word borders. Lazy
 * quantifiers describe the same texts as greedy ones.
 */
public final class Regex {
    private static final int MOST_CHARACTERS = 20_000;
    private static final int MOST_DEPTH = 200;

    private final String text;
    private int at;
    private int depth;

    private Regex(String text) {
        this.text = text;
    }

    /**
     * {@return the texts that match {@code regex} from begin to end}
     *
     * @throws InvalidInputException if it is not a regular expression, or uses what is not supported
     */
    public static Expr whole(String regex) {
        return Anchors.whole(parse(regex));
    }

    /** {@return the texts in which {@code regex} is found somewhere, as {@code pattern} in JSON Schema means it} */
    public static Expr search(String regex) {
        return Anchors.search(parse(regex));
    }

    private static Expr parse(String regex) {
        if (regex.length() > MOST_CHARACTERS) {
            throw new InvalidInputException(
                    "regex",
                    "The regular expression has " + regex.length() + " characters; at most " + MOST_CHARACTERS
                            + " are read.");
        }
        Regex parser = new Regex(regex);
        Expr expr = parser.choice();
        if (parser.at < regex.length()) {
            throw parser.error("a ) without its (");
        }
        return expr;
    }

    private Expr choice() {
        if (++depth > MOST_DEPTH) {
            throw error("groups in each other more than " + MOST_DEPTH + " deep");
        }
        List<Expr> options = new ArrayList<>();
        options.add(sequence());
        while (take('|')) {
            options.add(sequence());
        }
        depth--;
        return options.size() == 1 ? options.get(0) : new Expr.Choice(options);
    }

    private Expr sequence() {
        List<Expr> parts = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
            parts.add(quantified(atom()));
        }
        return parts.size() == 1 ? parts.get(0) : new Expr.Sequence(parts);
    }

    private Expr quantified(Expr atom) {
        if (at == text.length()) {
            return atom;
        }
        int min;
        int max;
        int before = at;
        switch (text.charAt(at++)) {
            case '*' -> {
                min = 0;
                max = Nodes.UNBOUNDED;
            }
            case '+' -> {
                min = 1;
                max = Nodes.UNBOUNDED;
            }
            case '?' -> {
                min = 0;
                max = 1;
            }
            case '{' -> {
                min = number();
                max = take(',') ? (peek() == '}' ? Nodes.UNBOUNDED : number()) : min;
                if (!take('}') || max < min) {
                    throw error("a repetition that is not {m}, {m,} or {m,n}");
                }
            }
            default -> {
                at = before;
                return atom;
            }
        }
        if (atom instanceof Expr.Anchor) {
            throw error("a repeated ^ or $");
        }
        if (peek() == '+') {
            throw error("a possessive quantifier");
        }
        take('?');
        if ("*+?{".indexOf(peek()) >= 0 && at < text.length()) {
            throw error("two quantifiers in a row");
        }
        return new Expr.Repeat(atom, min, max);
    }

    private int number() {
        int from = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (from == at || at - from > 9) {
            throw error("a repetition without a number below a thousand million");
        }
        return Integer.parseInt(text, from, at, 10);
    }

    private Expr atom() {
        char c = text.charAt(at++);
        return switch (c) {
            case '^' -> new Expr.Anchor(true);
            case '$' -> new Expr.Anchor(false);
            case '.' -> new Expr.Chars(CharacterClasses.LINE_ENDS.not());
            case '[' -> new Expr.Chars(set());
            case '(' -> group();
            case '\\' -> new Expr.Chars(escape(false).narrow());
            case '*', '+', '?', '{' -> throw error("a quantifier with nothing before it");
            default -> {
                at--;
                yield new Expr.Chars(CodePoints.of(codePoint()));
            }
        };
    }

    private Expr group() {
        if (take('?')) {
            if (text.startsWith("<", at) && !text.startsWith("<=", at) && !text.startsWith("<!", at)) {
                int end = text.indexOf('>', at);
                if (end < 0) {
                    throw error("a name of a group without its >");
                }
                at = end + 1;
            } else if (!take(':')) {
                throw error("a group that looks ahead or behind or sets flags");
            }
        }
        Expr inner = choice();
        if (!take(')')) {
            throw error("a ( without its )");
        }
        return inner;
    }

    private CodePoints set() {
        boolean negated = take('^');
        CharacterClasses all = CharacterClasses.of(CodePoints.NONE);
        if (peek() == ']') {
            throw error("an empty set []");
        }
        while (!take(']')) {
            CharacterClasses item = item();
            int low = single(item);
            if (low >= 0 && peek() == '-' && at + 1 < text.length() && text.charAt(at + 1) != ']') {
                at++;
                int high = single(item());
                if (high < low) {
                    throw error("a range whose end is before its begin");
                }
                item = CharacterClasses.of(CodePoints.range(low, high));
            }
            all = all.or(item);
        }
        CodePoints set = (negated ? all.not() : all).narrow();
        if (set.isEmpty()) {
            throw error("a set without any character");
        }
        return set;
    }

    private CharacterClasses item() {
        if (at == text.length()) {
            throw error("a [ without its ]");
        }
        if (text.startsWith("&&", at)) {
            throw error("an intersection && of sets");
        }
        return take('\\') ? escape(true) : CharacterClasses.of(CodePoints.of(codePoint()));
    }

    private static int single(CharacterClasses item) {
        List<int[]> ranges = item.narrow().ranges();
        boolean one = ranges.size() == 1 && ranges.get(0)[0] == ranges.get(0)[1];
        return one ? ranges.get(0)[0] : -1;
    }

    private CharacterClasses escape(boolean inSet) {
        if (at == text.length()) {
            throw error("a \\ at the end");
        }
        char c = text.charAt(at++);
        CharacterClasses shorthand = CharacterClasses.shorthand(c);
        if (shorthand != null) {
            return shorthand;
        }
        if (c == 'p' || c == 'P') {
            CharacterClasses category = CharacterClasses.of(category());
            return c == 'p' ? category : category.not();
        }
        return CharacterClasses.of(CodePoints.of(
                switch (c) {
                    case 't' -> '\t';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 'f' -> '\f';
                    case 'v' -> 0x0B;
                    case '0' -> 0;
                    case 'x' -> hex(2);
                    case 'u' -> unicode();
                    case 'b' -> border(inSet);
                    default -> {
                        if (Character.isLetterOrDigit(c)) {
                            throw error("\\" + c);
                        }
                        at--;
                        yield codePoint();
                    }
                }));
    }

    private int border(boolean inSet) {
        if (!inSet) {
            throw error("a word border \\b");
        }
        return '\b';
    }

    private CodePoints category() {
        int end = text.indexOf('}', at);
        if (peek() != '{' || end < 0) {
            throw error("a \\p without {…}");
        }
        String name = text.substring(at + 1, end);
        at = end + 1;
        CodePoints found = CharacterClasses.category(name);
        if (found == null) {
            throw error("a \\p{…} that is no general category");
        }
        return found;
    }

    private int unicode() {
        if (take('{')) {
            int end = text.indexOf('}', at);
            int value = end < 0 || end - at > 6 ? -1 : hex(end - at);
            if (value < 0 || !take('}')) {
                throw error("a \\u{…} that is no character");
            }
            return scalar(value);
        }
        int value = hex(4);
        if (Character.isHighSurrogate((char) value) && text.startsWith("\\u", at)) {
            at += 2;
            return scalar(Character.toCodePoint((char) value, (char) hex(4)));
        }
        return scalar(value);
    }

    private int hex(int digits) {
        try {
            int value = Integer.parseInt(text, at, Math.min(at + digits, text.length()), 16);
            at += digits;
            if (at <= text.length() && value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw error("an escape without " + digits + " hexadecimal digits");
    }

    private int codePoint() {
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        return scalar(c);
    }

    private int scalar(int c) {
        if (c > CodePoints.LAST || (c >= 0xD800 && c < 0xE000)) {
            throw error("half a surrogate pair or a number above 10FFFF");
        }
        return c;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean take(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        if (there) {
            at++;
        }
        return there;
    }

    private InvalidInputException error(@Nullable String what) {
        return new InvalidInputException(
                "regex", "The regular expression has, before character " + at + ", " + what + ": not supported.");
    }
}
