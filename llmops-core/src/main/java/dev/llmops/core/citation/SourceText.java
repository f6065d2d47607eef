package dev.llmops.core.citation;

import dev.llmops.core.language.MarkdownText;
import dev.llmops.core.language.Statement;
import dev.llmops.core.language.Word;
import dev.llmops.core.language.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A text that claims are compared with, cut into sentences and words once. */
final class SourceText {
    private static final int WIDEST = 3;
    private static final int MOST_WINDOWS = 3;
    private static final double PER_SENTENCE = 0.02;

    private final List<Statement> statements;
    private final List<List<Word>> words = new ArrayList<>();
    private final Set<String> above = new HashSet<>();
    private final Words reader;

    private SourceText(List<Statement> statements, Words reader) {
        this.statements = statements;
        this.reader = reader;
    }

    /**
     * {@return the text, ready to be compared}
     *
     * @param text plain text or Markdown
     * @param titles what stands above the text: the title of the document, headings
     * @param reader reads the words
     */
    static SourceText of(String text, List<String> titles, Words reader) {
        SourceText source = new SourceText(MarkdownText.statements(text), reader);
        source.statements.forEach(statement -> source.words.add(reader.read(statement.text())));
        for (String title : titles) {
            reader.read(title).forEach(word -> source.above.add(word.term()));
        }
        return source;
    }

    List<Statement> statements() {
        return statements;
    }

    List<Word> words(int statement) {
        return words.get(statement);
    }

    /** {@return the terms of the headings above a statement and of the title} */
    Set<String> context(int statement) {
        Set<String> context = new HashSet<>(above);
        for (String heading : statements.get(statement).headings()) {
            reader.read(heading).forEach(word -> context.add(word.term()));
        }
        return context;
    }

    /** {@return the windows that have most of the claim's terms, best first, narrow before wide, early before late} */
    List<Window> closest(Claim claim) {
        long given = 0;
        for (String term : above) {
            given |= bit(claim, term);
        }
        long[] bits = new long[statements.size()];
        for (int i = 0; i < bits.length; i++) {
            for (Word word : words.get(i)) {
                bits[i] |= bit(claim, word.term());
            }
        }
        List<Window> best = new ArrayList<>();
        for (int first = 0; first < bits.length; first++) {
            long union = 0;
            for (int end = first + 1; end <= Math.min(bits.length, first + WIDEST); end++) {
                long added = bits[end - 1] & ~union;
                union |= bits[end - 1];
                if (added != 0 && bits[first] != 0) {
                    keep(best, new Window(this, first, end, share(union | given, claim)));
                }
            }
        }
        return best;
    }

    private static long bit(Claim claim, String term) {
        int index = claim.indexOf(term);
        return index < 0 ? 0 : 1L << index;
    }

    private static double share(long bits, Claim claim) {
        return claim.size() == 0 ? 0 : (double) Long.bitCount(bits) / claim.size();
    }

    private static void keep(List<Window> best, Window window) {
        int at = best.size();
        while (at > 0 && BY_WORTH.compare(window, best.get(at - 1)) < 0) {
            at--;
        }
        if (at < MOST_WINDOWS) {
            best.add(at, window);
            if (best.size() > MOST_WINDOWS) {
                best.remove(MOST_WINDOWS);
            }
        }
    }

    private static final Comparator<Window> BY_WORTH =
            Comparator.comparingDouble(window -> PER_SENTENCE * (window.end() - window.first()) - window.containment());
}
