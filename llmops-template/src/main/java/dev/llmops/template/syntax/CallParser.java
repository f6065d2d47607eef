package dev.llmops.template.syntax;

import dev.llmops.template.TemplateException;
import dev.llmops.template.tree.Access;
import dev.llmops.template.tree.Expression;
import dev.llmops.template.tree.Invocation;
import dev.llmops.template.tree.Literal;
import dev.llmops.template.tree.Operation;
import dev.llmops.template.value.Function;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what follows a value: attributes, brackets, calls, filters and tests. */
final class CallParser {
    private static final Set<String> AFTER_TEST = Set.of("else", "or", "and");

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final Vocabulary vocabulary;

    /** Uses of filters and tests that do not exist, until it is known whether a condition guards them. */
    private final List<TemplateException> unknown = new ArrayList<>();

    CallParser(Tokens tokens, ExpressionParser expressions, Vocabulary vocabulary) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.vocabulary = vocabulary;
    }

    int unknown() {
        return unknown.size();
    }

    /** Leaves the unknown filters and tests, but for the first {@code count}, until they are used. */
    void forgive(int count) {
        unknown.subList(count, unknown.size()).clear();
    }

    /** Fails if a filter or test does not exist that is used whatever the variables are. */
    void requireKnown() {
        if (!unknown.isEmpty()) {
            throw unknown.get(0);
        }
    }

    Expression postfix(Expression start) {
        Expression value = start;
        for (int links = 0; ; tokens.requireShort(++links)) {
            Token token = tokens.now();
            if (tokens.skipOperator(".")) {
                value = dotted(value, token.line());
            } else if (tokens.skipOperator("[")) {
                value = expressions.subscript(value, token.line());
                tokens.expectOperator("]");
            } else if (token.isOperator("(")) {
                value = new Invocation.Call(value, arguments(), token.line());
            } else {
                return value;
            }
        }
    }

    private Expression dotted(Expression owner, int line) {
        Token token = tokens.take();
        if (token.is(Token.Type.NAME)) {
            return new Access.Attribute(owner, token.text(), line);
        } else if (token.is(Token.Type.INTEGER)) {
            return new Access.Element(owner, new Literal.Constant(token.value()), line);
        }
        throw new TemplateException("expected name or number", token.line());
    }

    Expression filtered(Expression start) {
        Expression value = start;
        for (int links = 0; ; tokens.requireShort(++links)) {
            Token token = tokens.now();
            if (tokens.skipOperator("|")) {
                value = new Invocation.Filtered(value, filter());
            } else if (token.isName("is")) {
                tokens.take();
                value = test(value, token.line());
            } else if (token.isOperator("(")) {
                value = new Invocation.Call(value, arguments(), token.line());
            } else {
                return value;
            }
        }
    }

    /** {@return the filters in a row that start here, the first without its bar} */
    List<Invocation.Filter> filters() {
        List<Invocation.Filter> filters = new ArrayList<>();
        do {
            tokens.requireShort(filters.size());
            filters.add(filter());
        } while (tokens.skipOperator("|"));
        return List.copyOf(filters);
    }

    private Invocation.Filter filter() {
        Token token = tokens.now();
        String name = dottedName();
        Function function = known(vocabulary.filters(), "filter", name, token.line());
        Invocation.Written arguments = tokens.now().isOperator("(") ? arguments() : Invocation.Written.NONE;
        return new Invocation.Filter(name, function, arguments, token.line());
    }

    private String dottedName() {
        StringBuilder name = new StringBuilder(tokens.expect(Token.Type.NAME).text());
        while (tokens.skipOperator(".")) {
            name.append('.').append(tokens.expect(Token.Type.NAME).text());
        }
        return name.toString();
    }

    private @Nullable Function known(Map<String, Function> functions, String kind, String name, int line) {
        Function function = functions.get(name);
        if (function == null && !expressions.isLenient()) {
            unknown.add(new TemplateException("No " + kind + " named '" + name + "'.", line));
        }
        return function;
    }

    private Expression test(Expression subject, int line) {
        boolean negated = tokens.skipName("not");
        String name = dottedName();
        Function function = known(vocabulary.tests(), "test", name, line);
        Invocation.Written arguments = Invocation.Written.NONE;
        if (tokens.now().isOperator("(")) {
            arguments = arguments();
        } else if (beginsArgument()) {
            if (tokens.now().isName("is")) {
                throw tokens.failure("You cannot chain multiple tests with is");
            }
            Expression argument = postfix(expressions.primary());
            arguments = new Invocation.Written(List.of(argument), Map.of(), null, null);
        }
        Expression test = new Invocation.Test(subject, name, function, arguments, line);
        return negated ? new Operation.Negation(test) : test;
    }

    private boolean beginsArgument() {
        Token token = tokens.now();
        return switch (token.type()) {
            case NAME -> !AFTER_TEST.contains(token.text());
            case STRING, INTEGER, FLOAT -> true;
            default -> token.isOperator("[") || token.isOperator("{");
        };
    }

    Invocation.Written arguments() {
        int line = tokens.now().line();
        tokens.expectOperator("(");
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        Expression items = null;
        Expression more = null;
        while (!tokens.now().isOperator(")")) {
            if (tokens.now().isOperator("*")) {
                require(items == null && more == null, line);
                tokens.take();
                items = expressions.expression();
            } else if (tokens.now().isOperator("**")) {
                require(more == null, line);
                tokens.take();
                more = expressions.expression();
            } else if (tokens.now().is(Token.Type.NAME) && tokens.after().isOperator("=")) {
                require(more == null, line);
                named(named);
            } else {
                require(items == null && more == null && named.isEmpty(), line);
                positional.add(expressions.expression());
            }
            if (!tokens.now().isOperator(")")) {
                tokens.expectOperator(",");
            }
        }
        tokens.expectOperator(")");
        return new Invocation.Written(List.copyOf(positional), named, items, more);
    }

    private void named(Map<String, Expression> named) {
        Token name = tokens.take();
        tokens.take();
        if (named.put(name.text(), expressions.expression()) != null) {
            throw new TemplateException("keyword argument repeated: " + name.text(), name.line());
        }
    }

    private static void require(boolean valid, int line) {
        if (!valid) {
            throw new TemplateException("invalid syntax for function call expression", line);
        }
    }
}
