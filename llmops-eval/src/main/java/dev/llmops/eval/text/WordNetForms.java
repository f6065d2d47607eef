package dev.llmops.eval.text;

import dev.llmops.eval.text.WordNetPart.Ending;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the base forms of inflected words: {@code mice} becomes {@code mouse}, {@code running} becomes {@code run}.
 *
 * <p>Lists of irregular forms first, then rules of detachment as in morphy(7WN). As in NLTK 3.10 the rules are applied
 * once: {@code replaceds} has no base form. Earlier versions went on until something fitted.
 */
final class WordNetForms {
    private final WordNetTable table;
    private final List<Map<String, List<String>>> exceptions;

    /** Takes base forms by irregular forms, for each part of speech in the order of {@link WordNetPart#ALL}. */
    WordNetForms(WordNetTable table, List<Map<String, List<String>>> exceptions) {
        this.table = table;
        this.exceptions = exceptions;
    }

    /** {@return the forms of {@code word} that WordNet has as {@code part}; {@code word} is in lower case} */
    Set<String> of(String word, WordNetPart part) {
        List<String> irregular = exceptions.get(part.place()).get(word);
        if (irregular != null) {
            return known(word, irregular, part);
        }
        return known(word, detach(word, part), part);
    }

    private static List<String> detach(String form, WordNetPart part) {
        List<String> shorter = new ArrayList<>();
        for (Ending ending : part.endings()) {
            if (form.endsWith(ending.inflected())) {
                int stem = form.length() - ending.inflected().length();
                shorter.add(form.substring(0, stem) + ending.base());
            }
        }
        return shorter;
    }

    private Set<String> known(String word, List<String> more, WordNetPart part) {
        Set<String> known = new LinkedHashSet<>();
        if (table.has(word, part)) {
            known.add(word);
        }
        for (String form : more) {
            if (table.has(form, part)) {
                known.add(form);
            }
        }
        return known;
    }
}
