package dev.llmops.onnx.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenHistoryTest {
    @Test
    void countsTheTokensOfTheAnswer() {
        Random random = new Random(2);
        int[] prompt = random.ints(300, 0, 500).toArray();
        TokenHistory history = TokenHistory.of(prompt);
        Map<Integer, Integer> counts = new HashMap<>();
        for (int token : prompt) {
            counts.put(token, 0);
        }
        for (int token : random.ints(3000, 0, 5000).toArray()) {
            history.append(token);
            counts.merge(token, 1, Integer::sum);
        }

        Map<Integer, Integer> told = new HashMap<>();
        for (int i = 0; i < history.distinct(); i++) {
            told.put(history.distinctToken(i), history.answerCount(i));
        }

        assertThat(told).isEqualTo(counts).hasSize(history.distinct());
        assertThat(history.size()).isEqualTo(3300);
        assertThat(history.promptLength()).isEqualTo(300);
        assertThat(history.answerLength()).isEqualTo(3000);
    }

    @Test
    void copiesGoOnByThemselves() {
        TokenHistory history = TokenHistory.of(1);
        history.append(2);
        TokenHistory copy = history.copy();

        copy.append(3);

        assertThat(history.answer()).containsExactly(2);
        assertThat(copy.answer()).containsExactly(2, 3);
        assertThat(history.distinct()).isEqualTo(2);
    }
}
