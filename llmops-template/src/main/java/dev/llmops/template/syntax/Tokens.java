package dev.llmops.template.syntax;

import dev.llmops.template.TemplateException;
import java.util.List;

/** The tokens of a template, read one after the other, with the bounds a parser has to keep. */
final class Tokens {
    private final List<Token> tokens;
    private final int deepest;
    private int at;
    private int depth;

    Tokens(List<Token> tokens, int deepest) {
        this.tokens = tokens;
        this.deepest = deepest;
    }

    Token now() {
        return tokens.get(at);
    }

    Token after() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = now();
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean skipName(String name) {
        boolean here = now().isName(name);
        if (here) {
            take();
        }
        return here;
    }

    boolean skipOperator(String operator) {
        boolean here = now().isOperator(operator);
        if (here) {
            take();
        }
        return here;
    }

    Token expect(Token.Type type) {
        if (!now().is(type)) {
            throw failure("expected token '" + new Token(type, type == Token.Type.NAME ? "name" : "", 0).described()
                    + "', got '" + now().described() + "'");
        }
        return take();
    }

    void expectOperator(String operator) {
        if (!skipOperator(operator)) {
            throw failure("expected token '" + operator + "', got '" + now().described() + "'");
        }
    }

    void expectName(String name) {
        if (!skipName(name)) {
            throw failure("expected token '" + name + "', got '" + now().described() + "'");
        }
    }

    TemplateException failure(String problem) {
        return new TemplateException(problem, now().line());
    }

    /** Goes one level deeper; every such call is followed by {@link #leave}. */
    void enter() {
        if (++depth > deepest) {
            throw failure("The template is nested more than " + deepest
                    + " deep. Split it up, or allow more depth in its options.");
        }
    }

    void leave() {
        depth--;
    }

    /** Fails if a chain of operators or filters has too many links. */
    void requireShort(int links) {
        if (links > deepest * 10) {
            throw failure("An expression has more than " + deepest * 10 + " operators in a row. Split it up.");
        }
    }
}
