package dev.llmops.core.citation;

import dev.llmops.api.text.TextSpan;
import dev.llmops.core.language.Statement;
import dev.llmops.core.language.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A few consecutive sentences of a source.
 *
 * @param source the source
 * @param first the index of the first sentence
 * @param end the index after the last one
 * @param containment the share of a claim's terms that they have
 */
record Window(SourceText source, int first, int end, double containment) {
    static Window none(SourceText source) {
        return new Window(source, 0, 0, 0);
    }

    /** {@return where the sentences stand in the source} */
    TextSpan span() {
        return new TextSpan(
                source.statements().get(first).start(),
                source.statements().get(end - 1).end());
    }

    List<Word> words() {
        List<Word> words = new ArrayList<>();
        for (int i = first; i < end; i++) {
            words.addAll(source.words(i));
        }
        return words;
    }

    List<Clause> clauses() {
        List<Clause> clauses = new ArrayList<>();
        for (int i = first; i < end; i++) {
            boolean row = source.statements().get(i).kind() == Statement.Kind.ROW;
            clauses.addAll(Clause.of(source.words(i), i, row));
        }
        return clauses;
    }

    /** {@return the terms of the sentences, of headings above them and of the title} */
    Set<String> terms() {
        Set<String> terms = new HashSet<>(source.context(first));
        for (int i = first; i < end; i++) {
            source.words(i).forEach(word -> terms.add(word.term()));
        }
        return terms;
    }
}
