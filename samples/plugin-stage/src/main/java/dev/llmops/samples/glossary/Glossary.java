package dev.llmops.samples.glossary;

import dev.llmops.api.Require;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the entries of a glossary whose terms a prompt uses.
 *
 * <p>A term counts where it stands as a word of its own, in any case, also with a plural s. The
 * passages cite the glossary as one document, in the order of its entries. Safe for concurrent use.
 */
final class Glossary implements Grounder {
    private final List<Entry> entries;

    /**
     * Creates a glossary.
     *
     * @param id the document that citations name
     * @param meanings the meaning of each term, in order
     */
    Glossary(String id, Map<String, String> meanings) {
        Require.that(!meanings.isEmpty(), "terms", "a glossary must have at least one term");
        List<Entry> all = new ArrayList<>();
        int start = 0;
        for (Map.Entry<String, String> meaning : meanings.entrySet()) {
            String text = meaning.getKey() + ": " + meaning.getValue();
            SourceSpan span = new SourceSpan(id, start, start + text.length());
            Passage passage = Passage.builder(span, text)
                    .title("Glossary")
                    .headingPath(List.of(meaning.getKey()))
                    .retriever("glossary")
                    .score(1)
                    .build();
            all.add(new Entry(pattern(meaning.getKey()), passage));
            start += text.length() + 1; // a line break stands between entries
        }
        entries = List.copyOf(all);
    }

    private static Pattern pattern(String term) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])" + Pattern.quote(term) + "s?(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    @Override
    public Evidence ground(Prompt prompt, StageContext context) {
        return Evidence.ofPassages(entries.stream()
                .filter(entry -> entry.term().matcher(prompt.text()).find())
                .map(Entry::passage)
                .toList());
    }

    /**
     * A term and what it means.
     *
     * @param term finds the term in a text
     * @param passage the entry of the glossary
     */
    private record Entry(Pattern term, Passage passage) {}
}
