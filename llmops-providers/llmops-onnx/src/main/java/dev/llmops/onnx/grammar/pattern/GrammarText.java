package dev.llmops.onnx.grammar.pattern;

import dev.llmops.api.InvalidInputException;
import dev.llmops.onnx.grammar.automaton.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads grammars in GBNF, the notation of llama.cpp.
 *
 * <pre>{@code
 * root   ::= greeting (", " name){1,3} "!"   # a comment
 * greeting ::= "Hello" | "Good " ("morning" | "evening")
 * name   ::= [A-Z] [a-z]+
 * }</pre>
 *
 * <p>A rule is {@code name ::= alternatives}; it ends with its line, unless a parenthesis is open or the next line
 * begins with {@code |}. An item is a {@code "literal"}, a set {@code [a-z]} or {@code [^"]}, a dot for any character,
 * a name of a rule, or a group in parentheses; it may be followed by {@code *}, {@code +}, {@code ?}, {@code {m}},
 * {@code {m,}} or {@code {m,n}}. Escapes are {@code \n \r \t \\ \" \[ \] \xHH \}{@code uHHHH \}{@code UHHHHHHHH}. The
 * text is what {@code root} matches. A rule must not begin with itself.
 */
public final class GrammarText {
    private static final int MOST_DEPTH = 200;
    private static final int MOST_CHARACTERS = 1_000_000;

    private final String text;
    private final Map<String, Expr.Rule> rules = new LinkedHashMap<>();
    private int at;
    private int depth;

    private GrammarText(String text) {
        this.text = text;
    }

    /**
     * {@return what the rule {@code root} of {@code grammar} matches}
     *
     * @throws InvalidInputException if it is not a grammar; the message names the line
     */
    public static Expr parse(String grammar) {
        GrammarText parser = new GrammarText(grammar);
        if (grammar.length() > MOST_CHARACTERS) {
            throw parser.error("the grammar has more than " + MOST_CHARACTERS + " characters");
        }
        parser.space(true);
        while (parser.at < grammar.length()) {
            parser.rule();
            parser.space(true);
        }
        for (Expr.Rule rule : parser.rules.values()) {
            if (rule.body() == null) {
                throw parser.error("the rule \"" + rule.name() + "\" is used but not defined");
            }
        }
        Expr.Rule root = parser.rules.get("root");
        if (root == null) {
            throw parser.error("there is no rule \"root\"");
        }
        return new Expr.Reference(root);
    }

    private void rule() {
        String name = name();
        space(false);
        if (!text.startsWith("::=", at)) {
            throw error("::= was expected after the name of a rule");
        }
        at += 3;
        space(true);
        Expr.Rule rule = rules.computeIfAbsent(name, Expr.Rule::new);
        if (rule.body() != null) {
            throw error("the rule \"" + name + "\" is defined twice");
        }
        rule.define(choice(false));
        if (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            throw error("the end of the line was expected");
        }
    }

    private String name() {
        int from = at;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        if (from == at) {
            throw error("a name was expected");
        }
        return text.substring(from, at);
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private Expr choice(boolean nested) {
        if (++depth > MOST_DEPTH) {
            throw error("groups are nested more than " + MOST_DEPTH + " deep");
        }
        List<Expr> options = new ArrayList<>();
        options.add(sequence(nested));
        while (bar(nested)) {
            space(true);
            options.add(sequence(nested));
        }
        depth--;
        return options.size() == 1 ? options.get(0) : new Expr.Choice(options);
    }

    /** Takes a bar, which may be the first of the next lines. */
    private boolean bar(boolean nested) {
        int before = at;
        space(true);
        if (at < text.length() && text.charAt(at) == '|') {
            at++;
            return true;
        }
        at = nested ? at : before;
        return false;
    }

    private Expr sequence(boolean nested) {
        List<Expr> parts = new ArrayList<>();
        space(nested);
        while (at < text.length() && "|)\n\r".indexOf(text.charAt(at)) < 0) {
            parts.add(quantified(item()));
            space(nested);
        }
        return parts.size() == 1 ? parts.get(0) : new Expr.Sequence(parts);
    }

    private Expr item() {
        return switch (text.charAt(at)) {
            case '"' -> literal();
            case '[' -> {
                at++;
                yield new Expr.Chars(set());
            }
            case '.' -> {
                at++;
                yield new Expr.Chars(CodePoints.ALL);
            }
            case '(' -> group();
            default -> new Expr.Reference(rules.computeIfAbsent(name(), Expr.Rule::new));
        };
    }

    private Expr literal() {
        at++;
        StringBuilder literal = new StringBuilder();
        while (!take('"')) {
            literal.appendCodePoint(character());
        }
        return Expr.text(literal.toString());
    }

    private Expr group() {
        at++;
        Expr inner = choice(true);
        if (!take(')')) {
            throw error(") was expected");
        }
        return inner;
    }

    private CodePoints set() {
        boolean negated = take('^');
        CodePoints set = CodePoints.NONE;
        while (!take(']')) {
            int low = character();
            int high = low;
            if (text.startsWith("-", at) && !text.startsWith("-]", at)) {
                at++;
                high = character();
            }
            if (high < low) {
                throw error("a range ends before it begins");
            }
            set = set.or(CodePoints.range(low, high));
        }
        return negated ? set.not() : set;
    }

    private int character() {
        if (at >= text.length() || text.charAt(at) == '\n') {
            throw error("a literal or a set does not end");
        }
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        if (isHalf(c)) {
            throw error("half a surrogate pair is no character");
        }
        if (c != '\\') {
            return c;
        }
        if (at == text.length()) {
            throw error("a literal or a set does not end");
        }
        char escape = text.charAt(at++);
        return switch (escape) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'x' -> hex(2);
            case 'u' -> hex(4);
            case 'U' -> hex(8);
            case '\\', '"', '[', ']', '-', '^' -> escape;
            default -> throw error("the escape \\" + escape + " is unknown");
        };
    }

    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private int hex(int digits) {
        try {
            int value = Integer.parseInt(text, at, Math.min(at + digits, text.length()), 16);
            at += digits;
            if (value >= 0 && value <= CodePoints.LAST && !isHalf(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw error("an escape is no character of " + digits + " hexadecimal digits");
    }

    private Expr quantified(Expr item) {
        Expr result = item;
        for (int times = 0; at < text.length(); times++) {
            char c = text.charAt(at);
            if (c == '*' || c == '+' || c == '?') {
                at++;
                result = new Expr.Repeat(result, c == '+' ? 1 : 0, c == '?' ? 1 : Nodes.UNBOUNDED);
            } else if (c == '{') {
                at++;
                result = counted(result);
            } else {
                break;
            }
            if (times > MOST_DEPTH) {
                throw error("an item has more than " + MOST_DEPTH + " repetitions");
            }
        }
        return result;
    }

    private Expr counted(Expr item) {
        int min = number();
        int max = min;
        if (take(',')) {
            max = at < text.length() && text.charAt(at) == '}' ? Nodes.UNBOUNDED : number();
        }
        if (!take('}') || max < min) {
            throw error("a repetition is not {m}, {m,} or {m,n}");
        }
        return new Expr.Repeat(item, min, max);
    }

    private int number() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (from == at || at - from > 9) {
            throw error("a repetition needs a number of one to nine digits");
        }
        return Integer.parseInt(text, from, at, 10);
    }

    private boolean take(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        if (there) {
            at++;
        }
        return there;
    }

    private void space(boolean lines) {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
            } else if (c == ' ' || c == '\t' || (lines && (c == '\n' || c == '\r'))) {
                at++;
            } else {
                break;
            }
        }
    }

    private InvalidInputException error(String what) {
        long line = 1 + text.chars().limit(at).filter(c -> c == '\n').count();
        return new InvalidInputException("grammar", "Line " + line + " of the grammar: " + what + ".");
    }
}
