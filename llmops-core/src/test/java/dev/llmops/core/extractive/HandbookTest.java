package dev.llmops.core.extractive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * How many questions about the sample handbook are answered from the right section among five.
 *
 * <p>The other four are chosen by chance, or are those that share most words with the question.
 */
class HandbookTest {
    private static final int SECTIONS = 5;

    @Test
    void findsTheAnswerAmongSectionsChosenByChance() throws IOException {
        Map<String, int[]> results = ask(false);

        assertThat(share(results, "answerable")).as("answered rightly").isGreaterThanOrEqualTo(0.75);
        assertThat(share(results, "direct"))
                .as("direct questions answered rightly")
                .isGreaterThanOrEqualTo(0.95);
        assertThat(share(results, "unanswerable")).as("left unanswered rightly").isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void findsTheAnswerAmongSectionsThatAreHardToTellApart() throws IOException {
        Map<String, int[]> results = ask(true);

        assertThat(share(results, "answerable")).as("answered rightly").isGreaterThanOrEqualTo(0.75);
        assertThat(share(results, "direct"))
                .as("direct questions answered rightly")
                .isGreaterThanOrEqualTo(0.95);
        assertThat(share(results, "unanswerable")).as("left unanswered rightly").isGreaterThanOrEqualTo(0.5);
    }

    private static double share(Map<String, int[]> results, String kind) {
        int[] counts = results.getOrDefault(kind, new int[] {0, 1});
        return (double) counts[0] / counts[1];
    }

    private static Map<String, int[]> ask(boolean close) throws IOException {
        Handbook handbook = Handbook.read();
        Random random = new Random(20);
        Map<String, int[]> results = new TreeMap<>();
        for (JsonNode question : handbook.questions()) {
            boolean answerable = !question.get("answer").isNull();
            List<Passage> passages = passages(handbook, question, answerable, close, random);
            ModelRequest request =
                    ModelRequest.of(question.get("question").asText()).withPassages(passages);
            ModelResponse response = ExtractiveModelClient.standard().generate(request, ModelCall.detached());
            boolean right = answerable
                    ? contains(response.text(), question.get("answer").asText())
                    : "true".equals(response.metadata().get("abstained"));
            count(results, question.get("kind").asText(), right);
            if (answerable) {
                count(results, "answerable", right);
            }
        }
        results.forEach((kind, counts) -> System.out.printf(
                Locale.ROOT,
                "handbook, %s sections: %-12s %3d of %3d%n",
                close ? "close" : "any",
                kind,
                counts[0],
                counts[1]));
        return results;
    }

    private static void count(Map<String, int[]> results, String kind, boolean right) {
        int[] counts = results.computeIfAbsent(kind, key -> new int[2]);
        counts[0] += right ? 1 : 0;
        counts[1]++;
    }

    private static List<Passage> passages(
            Handbook handbook, JsonNode question, boolean answerable, boolean close, Random random) {
        List<Integer> order = handbook.closest(question.get("question").asText());
        if (!close) {
            Collections.shuffle(order, random);
        }
        List<Integer> chosen = new ArrayList<>(order.subList(0, SECTIONS));
        int right = answerable ? handbook.sectionOf(question) : -1;
        if (answerable && !chosen.contains(right)) {
            chosen.set(close ? SECTIONS - 1 : random.nextInt(SECTIONS), right);
        }
        return chosen.stream().map(handbook.sections()::get).toList();
    }

    /** Whether the answer is quoted; for the row of a table, whether every cell is. */
    private static boolean contains(String text, String answer) {
        String shown = " " + plain(text) + " ";
        for (String part : answer.split(" \\| ", -1)) {
            if (!shown.contains(" " + plain(part) + " ")) {
                return false;
            }
        }
        return true;
    }

    private static String plain(String text) {
        return text.replaceAll("\\s\\[\\d]", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }
}
