package dev.llmops.template.syntax;

import dev.llmops.template.TemplateException;
import dev.llmops.template.tree.Access;
import dev.llmops.template.tree.Expression;
import dev.llmops.template.tree.Literal;
import dev.llmops.template.tree.Operation;
import dev.llmops.template.tree.Operation.Arithmetic;
import dev.llmops.template.value.None;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads expressions, from the conditional, which binds least, down to names and literals. */
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Map<String, Arithmetic> SUMS = Map.of("+", Arithmetic.ADD, "-", Arithmetic.SUBTRACT);
    private static final Map<String, Arithmetic> PRODUCTS = Map.of(
            "*", Arithmetic.MULTIPLY,
            "/", Arithmetic.DIVIDE,
            "//", Arithmetic.FLOOR_DIVIDE,
            "%", Arithmetic.MODULO);

    private final Tokens tokens;
    private final Names names;
    private final CallParser calls;

    /** Whether a filter or test that does not exist fails only when it is reached, as in Jinja inside conditions. */
    private boolean lenient;

    ExpressionParser(Tokens tokens, Names names, Vocabulary vocabulary) {
        this.tokens = tokens;
        this.names = names;
        this.calls = new CallParser(tokens, this, vocabulary);
    }

    boolean isLenient() {
        return lenient;
    }

    /** {@return how it was, after setting whether unknown filters and tests are for later} */
    boolean lenient(boolean now) {
        boolean before = lenient;
        lenient = now;
        return before;
    }

    CallParser calls() {
        return calls;
    }

    Expression expression() {
        tokens.enter();
        int unknown = calls.unknown();
        Expression value = or();
        int links = 0;
        while (tokens.now().isName("if")) {
            tokens.requireShort(++links);
            int line = tokens.take().line();
            Expression test = or();
            Expression otherwise = tokens.skipName("else") ? expression() : null;
            value = new Operation.Conditional(test, value, otherwise, line);
            calls.forgive(unknown);
        }
        tokens.leave();
        return value;
    }

    Expression or() {
        Expression left = and();
        for (int links = 0; tokens.skipName("or"); tokens.requireShort(++links)) {
            left = new Operation.Logical(false, left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        for (int links = 0; tokens.skipName("and"); tokens.requireShort(++links)) {
            left = new Operation.Logical(true, left, not());
        }
        return left;
    }

    private Expression not() {
        if (!tokens.skipName("not")) {
            return comparison();
        }
        tokens.enter();
        Expression operand = not();
        tokens.leave();
        return new Operation.Negation(operand);
    }

    private Expression comparison() {
        int line = tokens.now().line();
        Expression first = sum();
        List<Operation.Compared> rest = new ArrayList<>();
        while (true) {
            Token token = tokens.now();
            if (token.is(Token.Type.OPERATOR) && COMPARISONS.contains(token.text())) {
                tokens.take();
                rest.add(new Operation.Compared(token.text(), sum()));
            } else if (tokens.skipName("in")) {
                rest.add(new Operation.Compared("in", sum()));
            } else if (token.isName("not") && tokens.after().isName("in")) {
                tokens.take();
                tokens.take();
                rest.add(new Operation.Compared("not in", sum()));
            } else {
                return rest.isEmpty() ? first : new Operation.Comparison(first, List.copyOf(rest), line);
            }
        }
    }

    private Expression sum() {
        Expression left = concatenation();
        for (int links = 0; SUMS.containsKey(operator()); tokens.requireShort(++links)) {
            left = binary(left, SUMS, this::concatenation);
        }
        return left;
    }

    private String operator() {
        return tokens.now().is(Token.Type.OPERATOR) ? tokens.now().text() : "";
    }

    private interface Part {
        Expression parse();
    }

    private Expression binary(Expression left, Map<String, Arithmetic> operators, Part right) {
        Token operator = tokens.take();
        Arithmetic kind = operators.getOrDefault(operator.text(), Arithmetic.POWER);
        return new Operation.Binary(kind, left, right.parse(), operator.line());
    }

    private Expression concatenation() {
        Expression first = product();
        if (!tokens.now().isOperator("~")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return new Operation.Concatenation(List.copyOf(parts));
    }

    private Expression product() {
        Expression left = power();
        for (int links = 0; PRODUCTS.containsKey(operator()); tokens.requireShort(++links)) {
            left = binary(left, PRODUCTS, this::power);
        }
        return left;
    }

    private Expression power() {
        Expression left = signed(true);
        for (int links = 0; operator().equals("**"); tokens.requireShort(++links)) {
            left = binary(left, Map.of(), () -> signed(true));
        }
        return left;
    }

    private Expression signed(boolean filtered) {
        tokens.enter();
        Expression value;
        if (operator().equals("-") || operator().equals("+")) {
            boolean negative = tokens.take().text().equals("-");
            value = new Operation.Signed(negative, signed(false));
        } else {
            value = primary();
        }
        value = calls.postfix(value);
        value = filtered ? calls.filtered(value) : value;
        tokens.leave();
        return value;
    }

    Expression primary() {
        Token token = tokens.now();
        switch (token.type()) {
            case NAME:
                tokens.take();
                return named(token.text());
            case STRING:
                return text();
            case INTEGER, FLOAT:
                tokens.take();
                return new Literal.Constant(token.value());
            default:
                return bracketed(token);
        }
    }

    private Expression bracketed(Token token) {
        if (tokens.skipOperator("(")) {
            Expression inner = tuple(true, true);
            tokens.expectOperator(")");
            return inner;
        } else if (tokens.skipOperator("[")) {
            return list();
        } else if (tokens.skipOperator("{")) {
            return dict();
        }
        throw new TemplateException("unexpected '" + token.described() + "'", token.line());
    }

    private Expression named(String name) {
        return switch (name) {
            case "true", "True" -> new Literal.Constant(true);
            case "false", "False" -> new Literal.Constant(false);
            case "none", "None" -> new Literal.Constant(None.NONE);
            default -> new Literal.Variable(names.read(name));
        };
    }

    private Expression text() {
        StringBuilder text = new StringBuilder();
        while (tokens.now().is(Token.Type.STRING)) {
            text.append(tokens.take().text());
        }
        return new Literal.Constant(text.toString());
    }

    /** {@return an expression, or a tuple if a comma follows it} */
    Expression tuple(boolean conditional, boolean mayBeEmpty) {
        List<Expression> items = new ArrayList<>();
        boolean tuple = false;
        while (!endsTuple() && !(tuple && tokens.now().isName("recursive"))) {
            items.add(conditional ? expression() : or());
            if (!tokens.skipOperator(",")) {
                break;
            }
            tuple = true;
        }
        if (tuple || items.isEmpty() && mayBeEmpty) {
            return new Literal.Items(List.copyOf(items), true);
        } else if (items.isEmpty()) {
            throw tokens.failure("Expected an expression, got '" + tokens.now().described() + "'");
        }
        return items.get(0);
    }

    private boolean endsTuple() {
        Token token = tokens.now();
        return token.is(Token.Type.PRINT_END) || token.is(Token.Type.BLOCK_END) || token.isOperator(")");
    }

    private Expression list() {
        List<Expression> items = new ArrayList<>();
        while (!tokens.now().isOperator("]")) {
            items.add(expression());
            if (!tokens.skipOperator(",")) {
                break;
            }
        }
        tokens.expectOperator("]");
        return new Literal.Items(List.copyOf(items), false);
    }

    private Expression dict() {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!tokens.now().isOperator("}")) {
            keys.add(expression());
            tokens.expectOperator(":");
            values.add(expression());
            if (!tokens.skipOperator(",")) {
                break;
            }
        }
        tokens.expectOperator("}");
        return new Literal.Dict(List.copyOf(keys), List.copyOf(values));
    }

    /** {@return what stands in the brackets after {@code owner}, applied to it} */
    Expression subscript(Expression owner, int line) {
        Expression from = tokens.now().isOperator(":") ? null : expression();
        if (from != null && !tokens.now().isOperator(":")) {
            return new Access.Element(owner, rest(from), line);
        }
        tokens.expectOperator(":");
        Expression to = bound();
        Expression step = tokens.skipOperator(":") ? bound() : null;
        return new Access.Slice(owner, from, to, step, line);
    }

    private @Nullable Expression bound() {
        boolean none = tokens.now().isOperator("]") || tokens.now().isOperator(":");
        return none ? null : expression();
    }

    // Commas make the key a tuple.
    private Expression rest(Expression first) {
        if (!tokens.now().isOperator(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.skipOperator(",")) {
            items.add(expression());
        }
        return new Literal.Items(List.copyOf(items), true);
    }
}
