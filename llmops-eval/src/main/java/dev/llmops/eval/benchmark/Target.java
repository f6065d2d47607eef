package dev.llmops.eval.benchmark;

import java.util.List;

/** What is right for a document. */
sealed interface Target {
    /**
     * One or several of the choices.
     *
     * @param indices which, from 0; several only where each is right
     */
    record Choice(List<Integer> indices) implements Target {
        public Choice {
            indices = List.copyOf(indices);
        }

        /** {@return the choice {@code index}} */
        static Choice of(int index) {
            return new Choice(List.of(index));
        }
    }

    /**
     * One or several texts.
     *
     * @param texts what; several only where each is right
     */
    record Texts(List<String> texts) implements Target {
        public Texts {
            texts = List.copyOf(texts);
        }

        /** {@return the text {@code text}} */
        static Texts of(String text) {
            return new Texts(List.of(text));
        }
    }
}
