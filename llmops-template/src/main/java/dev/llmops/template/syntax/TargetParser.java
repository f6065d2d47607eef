package dev.llmops.template.syntax;

import dev.llmops.template.TemplateException;
import dev.llmops.template.tree.Expression;
import dev.llmops.template.tree.Name;
import dev.llmops.template.tree.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads what is assigned to: names, attributes of namespaces, tuples of both, and parameters. */
final class TargetParser {
    private static final Set<String> RESERVED = Set.of("true", "True", "false", "False", "none", "None");

    private final Tokens tokens;
    private final Names names;

    TargetParser(Tokens tokens, Names names) {
        this.tokens = tokens;
        this.names = names;
    }

    /** {@return a single name} */
    Name name() {
        Token token = tokens.expect(Token.Type.NAME);
        if (RESERVED.contains(token.text())) {
            throw new TemplateException("can't assign to 'name'", token.line());
        }
        return names.set(token.text());
    }

    /** {@return the target of a {@code set}} */
    Target set() {
        return target(true, "");
    }

    /** {@return the target of a {@code for}} */
    Target loop() {
        return target(false, "in");
    }

    /** {@return one target of a {@code with}} */
    Target with() {
        return target(false, "");
    }

    private Target target(boolean members, String end) {
        List<Target> targets = new ArrayList<>();
        boolean tuple = false;
        while (!ends(end)) {
            targets.add(single(members));
            if (!tokens.skipOperator(",")) {
                break;
            }
            tuple = true;
        }
        if (targets.isEmpty()) {
            throw tokens.failure("Expected an expression, got '" + tokens.now().described() + "'");
        }
        return tuple ? new Target.Several(List.copyOf(targets)) : targets.get(0);
    }

    private boolean ends(String end) {
        Token token = tokens.now();
        return token.is(Token.Type.BLOCK_END)
                || token.isOperator(")")
                || token.isOperator("=")
                || !end.isEmpty() && token.isName(end);
    }

    private Target single(boolean members) {
        tokens.enter();
        Target target;
        if (tokens.skipOperator("(")) {
            target = target(members, "");
            tokens.expectOperator(")");
        } else if (members && tokens.after().isOperator(".")) {
            Name owner = names.read(tokens.expect(Token.Type.NAME).text());
            tokens.take();
            target = new Target.Member(owner, tokens.expect(Token.Type.NAME).text());
        } else if (tokens.now().is(Token.Type.NAME)) {
            target = new Target.Single(name());
        } else {
            throw tokens.failure("can't assign to '" + tokens.now().described() + "'");
        }
        tokens.leave();
        return target;
    }

    /** Reads parameters in parentheses, with defaults from some point on. */
    void parameters(ExpressionParser expressions, List<Name> taken, List<Expression> defaults) {
        tokens.expectOperator("(");
        while (!tokens.now().isOperator(")")) {
            if (!taken.isEmpty()) {
                tokens.expectOperator(",");
            }
            taken.add(name());
            if (tokens.skipOperator("=")) {
                defaults.add(expressions.expression());
            } else if (!defaults.isEmpty()) {
                throw tokens.failure("non-default argument follows default argument");
            }
        }
        tokens.expectOperator(")");
    }
}
