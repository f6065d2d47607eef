package dev.llmops.eval.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The model judges whole documents; words and bytes are those of the document before it was tidied up.
 *
 * @param original the field that holds the document
 * @param tidied makes what the model reads of a document
 */
record RollingForm(String original, Prompting tidied) implements TaskForm {
    @Override
    public List<BenchmarkRequest> requests(Document document, String context) {
        return List.of(new BenchmarkRequest.Roll(tidied.text(document)));
    }

    @Override
    public Map<String, ItemValue> values(Document document, List<Reply> replies) {
        double logprob = ((Reply.Judged) replies.get(0)).logprob();
        String text = original.isEmpty() ? tidied.text(document) : document.text(original);
        ItemValue words = new ItemValue.Weighted(logprob, words(text));
        ItemValue bytes = new ItemValue.Weighted(logprob, text.getBytes(StandardCharsets.UTF_8).length);
        return Map.of("word_perplexity", words, "byte_perplexity", bytes, "bits_per_byte", bytes);
    }

    /** {@return how many pieces white space splits {@code text} into; empty ones at the ends are pieces too} */
    static long words(String text) {
        long words = 1;
        boolean inSpace = false;
        for (int i = 0; i < text.length(); i++) {
            boolean space = PythonRegex.isSpace(text.charAt(i));
            if (space && !inSpace) {
                words++;
            }
            inSpace = space;
        }
        return words;
    }
}
