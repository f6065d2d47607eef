package dev.llmops.onnx.grammar.pattern;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A description of texts. */
public sealed interface Expr {
    /** One character of a set. */
    record Chars(CodePoints set) implements Expr {}

    /** Exactly these bytes, whatever the encoding of characters. */
    final class Text implements Expr {
        private final byte[] bytes;

        /** Creates the text of {@code bytes}, which must not be changed. */
        public Text(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /** Exactly one of these byte strings, of which there may be many. */
    record Texts(List<byte[]> texts) implements Expr {}

    /** One after the other; none at all is the empty text. */
    record Sequence(List<Expr> parts) implements Expr {}

    /** Any one of them; none at all matches nothing. */
    record Choice(List<Expr> options) implements Expr {}

    /**
     * The same several times.
     *
     * @param max the most times, or {@link dev.llmops.onnx.grammar.automaton.Nodes#UNBOUNDED}
     */
    record Repeat(Expr part, int min, int max) implements Expr {}

    /** What a rule describes, by the rule itself, so that rules may refer to each other. */
    record Reference(Rule rule) implements Expr {}

    /** The begin or the end of the text that is searched; only where {@link Anchors} has not done away with it. */
    record Anchor(boolean begin) implements Expr {}

    /** What emits its nodes itself. */
    record Made(Emitter emitter) implements Expr {}

    /** Emits nodes that go on with {@code next}. */
    @FunctionalInterface
    interface Emitter {
        /** {@return the node to start from} */
        int emit(Emission emission, int next);
    }

    /** A rule with a name, defined once. */
    final class Rule {
        private final String name;
        private @Nullable Expr body;

        /** Creates a rule without a body. */
        public Rule(String name) {
            this.name = name;
        }

        /** Gives the rule its body. */
        public void define(Expr expr) {
            body = expr;
        }

        /** {@return its name} */
        public String name() {
            return name;
        }

        /** {@return its body, or null if it was never defined} */
        public @Nullable Expr body() {
            return body;
        }
    }

    /**
     * {@return exactly {@code text}}
     *
     * @throws dev.llmops.api.InvalidInputException if it has half of a surrogate pair
     */
    static Expr text(String text) {
        return new Text(Utf8.bytes(text));
    }

    /** {@return all of {@code parts}, one after the other} */
    static Expr sequence(Expr... parts) {
        return new Sequence(List.of(parts));
    }
}
