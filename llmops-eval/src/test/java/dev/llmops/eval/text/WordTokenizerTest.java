package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The expected words are those of NLTK 3.10. */
class WordTokenizerTest {
    @Test
    void splitsPunctuationAndContractions() {
        assertThat(WordTokenizer.TREEBANK.tokenize("They'll say: \"I cannot (really) go--no...\""))
                .containsExactly(
                        "They", "'ll", "say", ":", "``", "I", "can", "not", "(", "really", ")", "go", "--", "no", "...",
                        "''");
    }

    @Test
    void leavesFullStopsWithinTheText() {
        assertThat(WordTokenizer.TREEBANK.tokenize("It ended. We left."))
                .containsExactly("It", "ended.", "We", "left", ".");
    }

    @Test
    void knowsTypographicQuotesAndDashes() {
        assertThat(WordTokenizer.NLTK_WORD.tokenize("“Don’t” – 'tis 5–6*"))
                .containsExactly("“", "Don", "’", "t", "”", "–", "'", "tis", "5", "–", "6", "*");
        assertThat(WordTokenizer.TREEBANK.tokenize("“a”–'tis")).containsExactly("“a”–'tis");
    }

    @Test
    void tellsRunsOfWordsFromOtherRuns() {
        assertThat(WordTokenizer.WORD_PUNCT.tokenize("a_b's x²..! n\u0303o"))
                .containsExactly("a_b", "'", "s", "x", "²..!", "n\u0303o");
    }

    @Test
    void hasNoWordsInAnEmptyText() {
        for (WordTokenizer tokenizer : WordTokenizer.values()) {
            assertThat(tokenizer.tokenize(" \n\u3000")).isEmpty();
        }
    }
}
