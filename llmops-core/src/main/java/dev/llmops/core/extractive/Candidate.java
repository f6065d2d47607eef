package dev.llmops.core.extractive;

import dev.llmops.core.language.Statement;
import dev.llmops.core.language.Word;
import java.util.List;

/**
 * A statement that may be the answer.
 *
 * @param passage the index of its passage
 * @param order its place among all candidates
 * @param statement what it says
 * @param text what would be shown
 * @param words the words of {@code text}
 * @param own the question's terms that it contains, as bits
 * @param related the question's terms to which words of it are related
 * @param context the question's terms in the headings and the title above it
 * @param lead the question's terms in what introduces it, or the sentence before it
 * @param nearby the question's terms anywhere in its passage
 */
record Candidate(
        int passage,
        int order,
        Statement statement,
        String text,
        List<Word> words,
        long own,
        long related,
        long context,
        long lead,
        long nearby) {}
