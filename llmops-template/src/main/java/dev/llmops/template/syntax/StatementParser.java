package dev.llmops.template.syntax;

import dev.llmops.template.TemplateException;
import dev.llmops.template.tree.Block;
import dev.llmops.template.tree.Expression;
import dev.llmops.template.tree.For;
import dev.llmops.template.tree.Invocation;
import dev.llmops.template.tree.Name;
import dev.llmops.template.tree.Statement;
import dev.llmops.template.tree.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads statements: data, prints, and the tags from {@code if} to {@code macro}. */
public final class StatementParser {
    private static final Set<String> OUTSIDE = Set.of("include", "import", "from", "extends");
    private static final Block.Sequence NOTHING = new Block.Sequence(List.of());

    private final Tokens tokens;
    private final Names names;
    private final ExpressionParser expressions;
    private final TargetParser targets;
    private int loops;

    private StatementParser(Tokens tokens, Names names, Vocabulary vocabulary) {
        this.tokens = tokens;
        this.names = names;
        this.expressions = new ExpressionParser(tokens, names, vocabulary);
        this.targets = new TargetParser(tokens, names);
    }

    /**
     * A template that has been read.
     *
     * @param names all its names by their indexes
     * @param free the names that are read where the template has not set them
     */
    public record Parsed(Statement body, List<Name> names, Set<String> free) {}

    /** {@return the tree of {@code source}} */
    public static Parsed parse(String source, Whitespace whitespace, Vocabulary vocabulary, int depth) {
        Tokens tokens = new Tokens(Lexer.tokens(source, whitespace), depth);
        Names names = new Names(vocabulary.globals());
        StatementParser parser = new StatementParser(tokens, names, vocabulary);
        Statement body = parser.body(Set.of());
        parser.expressions.calls().requireKnown();
        body = hiding(names.leaveBody(), body);
        return new Parsed(body, names.all(), names.free());
    }

    /** {@return the statements up to a tag called one of {@code ends}, whose name is the next token} */
    private Statement body(Set<String> ends) {
        tokens.enter();
        List<Statement> statements = new ArrayList<>();
        while (!tokens.now().is(Token.Type.END)) {
            Token token = tokens.take();
            switch (token.type()) {
                case DATA -> statements.add(new Block.Data(token.text()));
                case PRINT_BEGIN -> statements.add(print(token.line()));
                default -> {
                    if (tokens.now().is(Token.Type.NAME)
                            && ends.contains(tokens.now().text())) {
                        tokens.leave();
                        return new Block.Sequence(List.copyOf(statements));
                    }
                    statements.add(tag());
                    tokens.expect(Token.Type.BLOCK_END);
                }
            }
        }
        tokens.leave();
        if (!ends.isEmpty()) {
            throw tokens.failure("Unexpected end of template. Jinja was looking for the following tags: "
                    + String.join(
                            " or ",
                            ends.stream().sorted().map(end -> "'" + end + "'").toList()) + ".");
        }
        return new Block.Sequence(List.copyOf(statements));
    }

    private Statement print(int line) {
        Expression value = expressions.tuple(true, false);
        tokens.expect(Token.Type.PRINT_END);
        return new Block.Print(value, line);
    }

    private Statement tag() {
        if (!tokens.now().is(Token.Type.NAME)) {
            throw tokens.failure("tag name expected");
        }
        Token tag = tokens.take();
        return switch (tag.text()) {
            case "if" -> branches(tag.line());
            case "for" -> loop(tag.line());
            case "set" -> set(tag.line());
            case "macro" -> macro();
            case "call" -> call(tag.line());
            case "filter" -> filter();
            case "with" -> with();
            case "print" -> new Block.Print(expressions.tuple(true, false), tag.line());
            case "break" -> jump(tag, Statement.Flow.BREAK);
            case "continue" -> jump(tag, Statement.Flow.CONTINUE);
            case "generation" -> generation();
            case "autoescape" -> autoescape();
            case "block" -> block();
            default -> throw unknown(tag);
        };
    }

    private static TemplateException unknown(Token tag) {
        return OUTSIDE.contains(tag.text())
                ? new TemplateException(
                        "The tag '" + tag.text() + "' reads other templates, and a template here stands alone. "
                                + "Put what it reads into the source.",
                        tag.line())
                : new TemplateException("Encountered unknown tag '" + tag.text() + "'.", tag.line());
    }

    /** {@return a body up to {@code end} whose names nobody outside sees} */
    private Statement inner(String end) {
        return inner(end, Set.of());
    }

    private Statement inner(String end, Set<String> declared) {
        names.enter();
        Statement body = strictly(Set.of(end), declared);
        names.leave();
        tokens.take();
        return body;
    }

    private Statement strictly(Set<String> ends, Set<String> declared) {
        tokens.expect(Token.Type.BLOCK_END);
        boolean before = expressions.lenient(false);
        names.enterBody(declared);
        Statement body = body(ends);
        expressions.lenient(before);
        return hiding(names.leaveBody(), body);
    }

    private static Statement hiding(List<Name> hidden, Statement body) {
        return hidden.isEmpty() ? body : new Block.Sequence(List.of(new Block.Hiding(hidden), body));
    }

    private Statement branches(int line) {
        boolean before = expressions.lenient(true);
        List<Block.Branch> branches = new ArrayList<>();
        List<Set<String>> set = new ArrayList<>();
        Statement otherwise = NOTHING;
        int at = line;
        while (true) {
            Expression test = expressions.tuple(false, false);
            branches.add(new Block.Branch(test, branch(set, Set.of("elif", "else", "endif")), at));
            Token next = tokens.take();
            if (next.isName("elif")) {
                at = next.line();
                continue;
            } else if (next.isName("else")) {
                otherwise = branch(set, Set.of("endif"));
                tokens.take();
                keepCommon(set);
            }
            break;
        }
        expressions.lenient(before);
        return new Block.If(List.copyOf(branches), otherwise);
    }

    private Statement branch(List<Set<String>> set, Set<String> ends) {
        tokens.expect(Token.Type.BLOCK_END);
        names.enter();
        names.inBranch(true);
        Statement body = body(ends);
        names.inBranch(false);
        set.add(names.leave());
        return body;
    }

    // A name is surely set after an if only where every branch sets it.
    private void keepCommon(List<Set<String>> set) {
        Set<String> common = new HashSet<>(set.get(0));
        set.forEach(common::retainAll);
        names.keep(common);
    }

    private Statement loop(int line) {
        names.enter();
        names.enter();
        Target target = targets.loop();
        Set<String> targeted = names.leave();
        tokens.expectName("in");
        Expression items = expressions.tuple(false, false);
        names.keep(targeted);
        Expression test = tokens.skipName("if") ? expressions.expression() : null;
        boolean recursive = tokens.skipName("recursive");
        Set<String> seen = names.watch();
        Name loop = names.set("loop");
        loops++;
        Set<String> declared = new HashSet<>(targeted);
        declared.add("loop");
        Statement body = strictly(Set.of("endfor", "else"), declared);
        loops--;
        names.unwatch();
        names.leave();
        Statement otherwise = NOTHING;
        if (tokens.take().isName("else")) {
            names.enter();
            otherwise = strictly(Set.of("endfor"), Set.of());
            names.leave();
            tokens.take();
        }
        return new For(target, items, test, body, otherwise, recursive, seen.contains("loop") ? loop : null, line);
    }

    private Statement jump(Token tag, Statement.Flow flow) {
        if (loops == 0) {
            throw new TemplateException("'" + tag.text() + "' outside loop", tag.line());
        }
        return new Block.Jump(flow);
    }

    private Statement set(int line) {
        names.enter();
        Target target = targets.set();
        Set<String> targeted = names.leave();
        Statement statement;
        if (tokens.skipOperator("=")) {
            statement = new Block.Assignment(target, expressions.tuple(true, false), line);
        } else {
            List<Invocation.Filter> filters =
                    tokens.skipOperator("|") ? expressions.calls().filters() : List.of();
            statement = new Block.Captured(target, inner("endset"), filters);
        }
        names.keep(targeted);
        names.settle(targeted);
        return statement;
    }

    private Statement macro() {
        Name name = targets.name();
        names.settle(Set.of(name.text()));
        return new Block.Definition(name, code(name.text(), true, "endmacro"));
    }

    private Statement call(int line) {
        // The parameters stand before the call, but belong to the body.
        names.enter();
        boolean parameters = tokens.now().isOperator("(");
        List<Name> taken = new ArrayList<>();
        List<Expression> defaults = new ArrayList<>();
        if (parameters) {
            targets.parameters(expressions, taken, defaults);
        }
        Expression call = expressions.expression();
        if (!(call instanceof Invocation.Call made)) {
            throw new TemplateException("expected call", line);
        }
        Block.MacroCode code = code("caller", taken, defaults, "endcall");
        names.leave();
        return new Block.CallWithBody(made, code, line);
    }

    private Block.MacroCode code(String name, boolean parameters, String end) {
        names.enter();
        List<Name> taken = new ArrayList<>();
        List<Expression> defaults = new ArrayList<>();
        if (parameters) {
            targets.parameters(expressions, taken, defaults);
        }
        Block.MacroCode code = code(name, taken, defaults, end);
        names.leave();
        return code;
    }

    private Block.MacroCode code(String name, List<Name> parameters, List<Expression> defaults, String end) {
        int outside = loops;
        loops = 0;
        List<Name> special = List.of(names.set("caller"), names.set("varargs"), names.set("kwargs"));
        Set<String> seen = names.watch();
        Set<String> given = new HashSet<>();
        parameters.forEach(each -> given.add(each.text()));
        Set<String> declared = new HashSet<>(given);
        special.forEach(each -> declared.add(each.text()));
        Statement body = strictly(Set.of(end), declared);
        names.unwatch();
        tokens.take();
        loops = outside;
        return new Block.MacroCode(
                name,
                List.copyOf(parameters),
                List.copyOf(defaults),
                body,
                used(special.get(0), seen, given),
                used(special.get(1), seen, given),
                used(special.get(2), seen, given));
    }

    private static @Nullable Name used(Name name, Set<String> seen, Set<String> given) {
        return seen.contains(name.text()) && !given.contains(name.text()) ? name : null;
    }

    private Statement filter() {
        List<Invocation.Filter> filters = expressions.calls().filters();
        return new Block.Filtered(inner("endfilter"), filters);
    }

    private Statement with() {
        names.enter();
        List<Target> taken = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        Set<String> set = new HashSet<>();
        while (!tokens.now().is(Token.Type.BLOCK_END)) {
            if (!taken.isEmpty()) {
                tokens.expectOperator(",");
            }
            names.enter();
            taken.add(targets.with());
            set.addAll(names.leave());
            tokens.expectOperator("=");
            values.add(expressions.expression());
        }
        names.keep(set);
        Statement body = inner("endwith", set);
        names.leave();
        return new Block.Scoped(List.copyOf(taken), List.copyOf(values), body, false);
    }

    private Statement scoped(String end, boolean top) {
        return new Block.Scoped(List.of(), List.of(), inner(end), top);
    }

    private Statement generation() {
        int outside = loops;
        loops = 0;
        Statement body = scoped("endgeneration", false);
        loops = outside;
        return body;
    }

    // Nothing is escaped without being asked, whatever the tag says.
    private Statement autoescape() {
        expressions.expression();
        return scoped("endautoescape", false);
    }

    private Statement block() {
        String name = tokens.expect(Token.Type.NAME).text();
        boolean scoped = tokens.skipName("scoped");
        int outside = loops;
        loops = 0;
        Statement body = scoped("endblock", !scoped);
        loops = outside;
        tokens.skipName(name);
        return body;
    }
}
