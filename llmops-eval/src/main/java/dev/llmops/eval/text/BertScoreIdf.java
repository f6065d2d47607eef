package dev.llmops.eval.text;

import dev.llmops.api.Require;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How much a token tells, by how few of the references have it: ln((N + 1) / (df + 1)). Immutable.
 *
 * <p>Tokens are told apart by their text. A token that no reference has weighs ln(N + 1).
 */
public final class BertScoreIdf {
    private final int documents;
    private final Map<String, Integer> frequencies;

    private BertScoreIdf(int documents, Map<String, Integer> frequencies) {
        this.documents = documents;
        this.frequencies = frequencies;
    }

    /** {@return the weights of tokens in {@code documents}, the tokens of one reference each} */
    public static BertScoreIdf of(List<? extends Collection<String>> documents) {
        Require.that(!documents.isEmpty(), "documents", "documents must not be empty");
        Map<String, Integer> frequencies = new HashMap<>();
        for (Collection<String> tokens : documents) {
            new HashSet<>(tokens).forEach(token -> frequencies.merge(token, 1, Integer::sum));
        }
        return new BertScoreIdf(documents.size(), frequencies);
    }

    /** {@return how much {@code token} weighs} */
    public double weight(String token) {
        return Math.log((documents + 1.0) / (frequencies.getOrDefault(token, 0) + 1.0));
    }

    /** {@return over how many references tokens were counted} */
    public int documents() {
        return documents;
    }

    @Override
    public String toString() {
        return "BertScoreIdf[" + documents + " documents, " + frequencies.size() + " tokens]";
    }
}
