package dev.llmops.eval.text;

import dev.llmops.eval.python.PythonText;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What METEOR has found out about words so far: their stems, and the synonyms of stems. Safe for concurrent use. */
final class MeteorWords {
    private static final int KEPT = 1 << 16;

    private final PorterStemmer stemmer = PorterStemmer.nltk();
    private final @Nullable WordNet wordNet;
    private final Map<String, Word> words = new ConcurrentHashMap<>();
    private final Map<String, Synonyms> synonyms = new ConcurrentHashMap<>();

    MeteorWords(@Nullable WordNet wordNet) {
        this.wordNet = wordNet;
    }

    boolean hasSynonyms() {
        return wordNet != null;
    }

    /** {@return what is known about {@code token}, which may be in any case} */
    Word word(String token) {
        Word known = words.get(token);
        if (known == null) {
            String lower = PythonText.lower(token);
            known = new Word(lower, stemmer.stem(lower));
            keep(words, token, known);
        }
        return known;
    }

    /** {@return whether the stem of a reference means the same as that of an answer} */
    boolean areSynonyms(String answerStem, String referenceStem) {
        if (wordNet == null || answerStem.equals(referenceStem)) {
            return answerStem.equals(referenceStem);
        }
        int reference = synonyms(wordNet, referenceStem).id;
        return reference >= 0 && Arrays.binarySearch(synonyms(wordNet, answerStem).ids, reference) >= 0;
    }

    private Synonyms synonyms(WordNet wordNet, String stem) {
        Synonyms known = synonyms.get(stem);
        if (known == null) {
            known = new Synonyms(wordNet.id(stem), wordNet.synonymIds(stem));
            keep(synonyms, stem, known);
        }
        return known;
    }

    private static <T> void keep(Map<String, T> kept, String key, T value) {
        if (kept.size() >= KEPT) {
            kept.clear();
        }
        kept.put(key, value);
    }

    /** A word in lower case, and its stem. */
    record Word(String lower, String stem) {}

    /** The number of a stem in WordNet, and those of its synonyms. */
    private static final class Synonyms {
        private final int id;
        private final int[] ids;

        private Synonyms(int id, int[] ids) {
            this.id = id;
            this.ids = ids;
        }
    }
}
