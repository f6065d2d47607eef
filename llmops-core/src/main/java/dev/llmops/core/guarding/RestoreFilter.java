package dev.llmops.core.guarding;

import dev.llmops.api.text.TextFilter;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts the values back for which placeholders were issued, in a text that streams by.
 *
 * <p>Holds back only what is the beginning of an issued placeholder.
 */
public final class RestoreFilter implements TextFilter {
    private final Pseudonyms pseudonyms;
    private final StringBuilder held = new StringBuilder();

    /** Creates a filter that restores what {@code pseudonyms} has issued. */
    public RestoreFilter(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    @Override
    public void feed(String piece, Consumer<String> out) {
        if (held.length() == 0 && piece.indexOf('<') < 0) {
            out.accept(piece);
            return;
        }
        StringBuilder passing = new StringBuilder();
        for (int i = 0; i < piece.length(); i++) {
            step(piece.charAt(i), passing);
        }
        if (passing.length() > 0) {
            out.accept(passing.toString());
        }
    }

    private void step(char next, StringBuilder passing) {
        if (held.length() == 0 && next != '<') {
            passing.append(next);
            return;
        }
        held.append(next);
        if (next == '>') {
            Optional<String> value = pseudonyms.value(held.toString());
            if (value.isPresent()) {
                passing.append(value.get());
                held.setLength(0);
                return;
            }
        }
        if (!pseudonyms.begins(held)) {
            // A placeholder begins with '<' and has no other, so only the last character can begin one.
            int kept = next == '<' && held.length() > 1 ? 1 : 0;
            passing.append(held, 0, held.length() - kept);
            held.delete(0, held.length() - kept);
        }
    }

    @Override
    public void finish(Consumer<String> out) {
        if (held.length() > 0) {
            out.accept(held.toString());
            held.setLength(0);
        }
    }

    @Override
    public int horizon() {
        return pseudonyms.longest();
    }
}
