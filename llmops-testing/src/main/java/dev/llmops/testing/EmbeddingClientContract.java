package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every embedder must do: one vector for every text, in order, and the same one every time.
 *
 * <pre>{@code
 * class HashingEmbedderTest extends EmbeddingClientContract {
 *     @Override
 *     protected EmbeddingClient client() {
 *         return HashingEmbedder.of(256);
 *     }
 * }
 * }</pre>
 */
public abstract class EmbeddingClientContract {
    private static final List<String> TEXTS = List.of(
            "The pump needs oil.",
            "Es regnet seit drei Tagen.",
            "An invoice is due within thirty days.",
            "Cats sleep most of the day, and so do dogs.",
            "x");

    /** Creates the tests. */
    protected EmbeddingClientContract() {}

    /** {@return a client that embeds {@link #texts()}, as often as it is asked} */
    protected abstract EmbeddingClient client();

    /** {@return texts that mean different things; at least two} */
    protected List<String> texts() {
        return TEXTS;
    }

    /** {@return how much two vectors of one text may differ in any place; some hardware adds in any order} */
    protected float tolerance() {
        return 1e-4f;
    }

    /** {@return whether a text may be anything at all; a client whose provider refuses some texts says no} */
    protected boolean takesEveryText() {
        return true;
    }

    /** Every text gets a vector; all are of the same length, which is the one that was announced. */
    @Test
    public void givesOneVectorForEveryText() {
        EmbeddingClient client = client();

        List<float[]> vectors = embed(client, texts());

        assertThat(vectors).hasSameSizeAs(texts());
        assertThat(vectors).allSatisfy(EmbeddingClientContract::assertUsable);
        int announced = client.info().dimensions();
        if (announced != 0) {
            assertThat(vectors).allSatisfy(vector -> assertThat(vector).hasSize(announced));
        }
    }

    /** The vectors come in the order of the texts, and do not depend on the texts beside them. */
    @Test
    public void keepsTheOrderOfTheTexts() {
        EmbeddingClient client = client();
        List<String> reversed = new ArrayList<>(texts());
        Collections.reverse(reversed);

        List<float[]> vectors = embed(client, texts());
        List<float[]> backwards = embed(client, reversed);

        for (int i = 0; i < vectors.size(); i++) {
            assertAlike(backwards.get(vectors.size() - 1 - i), vectors.get(i), "text " + i + " in another order");
            assertAlike(embed(client, List.of(texts().get(i))).get(0), vectors.get(i), "text " + i + " alone");
        }
    }

    /** A text that comes twice gets the same vector twice. */
    @Test
    public void givesTheSameVectorForTheSameText() {
        String text = texts().get(0);

        List<float[]> vectors = embed(client(), List.of(text, texts().get(1), text));

        assertAlike(vectors.get(2), vectors.get(0), "the same text");
        assertThat(distance(vectors.get(0), vectors.get(1)))
                .as("the distance of different texts")
                .isGreaterThan(tolerance());
    }

    /** Vectors belong to who asked for them: changing one changes nothing else. */
    @Test
    public void handsVectorsOverForGood() {
        EmbeddingClient client = client();
        String text = texts().get(0);
        float[] first = embed(client, List.of(text, text)).get(0);
        float[] copy = first.clone();

        Arrays.fill(first, 42);

        assertAlike(embed(client, List.of(text)).get(0), copy, "the vector after another one was changed");
    }

    /** Many texts at once are embedded as few are. */
    @Test
    public void takesManyTextsAtOnce() {
        EmbeddingClient client = client();
        List<String> many = IntStream.range(0, 150)
                .mapToObj(i -> texts().get(i % texts().size()))
                .toList();

        List<float[]> vectors = embed(client, many);

        List<float[]> few = embed(client, texts());
        for (int i = 0; i < many.size(); i++) {
            assertAlike(vectors.get(i), few.get(i % few.size()), "text " + i);
        }
    }

    /** Strange texts get a vector; a client that does not take every text may refuse them instead. */
    @Test
    public void takesHostileTexts() {
        EmbeddingClient client = client();

        HostileTexts.all().forEach((name, text) -> {
            try {
                List<float[]> vectors = embed(client, List.of(text));
                assertThat(vectors).as(name).singleElement().satisfies(EmbeddingClientContract::assertUsable);
            } catch (LlmException e) {
                if (takesEveryText()) {
                    throw e;
                }
            }
        });
    }

    /** Threads do not disturb each other. */
    @Test
    public void servesManyThreadsAtOnce() {
        EmbeddingClient client = client();
        List<float[]> expected = embed(client, texts());

        Background.sideBySide(4, thread -> {
            for (int i = 0; i < texts().size(); i++) {
                int at = (i + thread) % texts().size();
                assertAlike(embed(client, List.of(texts().get(at))).get(0), expected.get(at), "text " + at);
            }
        });
    }

    /** A missing argument is told to the caller. */
    @Test
    @SuppressWarnings("NullAway")
    public void refusesWhatIsMissing() {
        assertThatThrownBy(() -> client().embed((EmbeddingRequest) null, CallControl.detached()))
                .isInstanceOf(LlmException.class);
    }

    private static List<float[]> embed(EmbeddingClient client, List<String> texts) {
        return client.embed(EmbeddingRequest.of(texts, Purpose.DOCUMENT), CallControl.detached())
                .vectors();
    }

    private static void assertUsable(float[] vector) {
        assertThat(vector).isNotEmpty();
        for (float value : vector) {
            assertThat(value).isFinite();
        }
    }

    private void assertAlike(float[] actual, float[] expected, String what) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        assertThat(distance(actual, expected)).as(what).isCloseTo(0, within(tolerance()));
    }

    /** {@return the largest difference in any place} */
    private static float distance(float[] one, float[] other) {
        float distance = 0;
        for (int i = 0; i < one.length; i++) {
            distance = Math.max(distance, Math.abs(one[i] - other[i]));
        }
        return distance;
    }
}
