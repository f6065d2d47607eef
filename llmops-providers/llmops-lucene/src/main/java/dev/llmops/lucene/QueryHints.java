package dev.llmops.lucene;

import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.text.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a search may draw from a prompt besides its own words. */
final class QueryHints {
    private static final float ENTITY_WEIGHT = 0.5f;
    private static final float HISTORY_WEIGHT = 0.25f;

    /** A prompt of so few words rarely says what it is about. */
    private static final int SHORT = 4;

    /** More of the last turn than this would drown the prompt. */
    private static final int LONGEST_HISTORY = 2000;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private static final Set<String> REFERENCES = Set.of(
            "it",
            "its",
            "they",
            "them",
            "their",
            "theirs",
            "this",
            "that",
            "these",
            "those",
            "he",
            "him",
            "his",
            "she",
            "her",
            "hers",
            "there",
            "one",
            "ones",
            "same",
            "such",
            "former",
            "latter",
            "above",
            "previous",
            "else",
            "another",
            "other",
            "others",
            "again");

    private QueryHints() {}

    static List<SearchRequest.Hint> of(Prompt prompt) {
        List<SearchRequest.Hint> hints = new ArrayList<>();
        for (Entity entity : prompt.evidence().entities()) {
            hints.add(new SearchRequest.Hint(entity.text(), ENTITY_WEIGHT));
            if (!entity.canonical().equals(entity.text())) {
                hints.add(new SearchRequest.Hint(entity.canonical(), ENTITY_WEIGHT));
            }
        }
        if (leansOnHistory(prompt.text())) {
            String last = lastOfUser(prompt.history());
            if (!last.isBlank()) {
                String kept = last.length() > LONGEST_HISTORY ? last.substring(0, LONGEST_HISTORY) : last;
                hints.add(new SearchRequest.Hint(kept, HISTORY_WEIGHT));
            }
        }
        return hints;
    }

    private static boolean leansOnHistory(String text) {
        Matcher words = WORD.matcher(text.toLowerCase(Locale.ROOT));
        int count = 0;
        for (; words.find(); count++) {
            if (REFERENCES.contains(words.group())) {
                return true;
            }
        }
        return count <= SHORT;
    }

    private static String lastOfUser(List<Message> history) {
        for (int i = history.size() - 1; i >= 0; i--) {
            if (history.get(i).role() == Role.USER) {
                return history.get(i).text();
            }
        }
        return "";
    }
}
