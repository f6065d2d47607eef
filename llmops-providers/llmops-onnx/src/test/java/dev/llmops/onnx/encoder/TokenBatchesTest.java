package dev.llmops.onnx.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBatchesTest {
    @Test
    void textsOfLikeLengthShareABatch() {
        assertThat(TokenBatches.of(texts(3, 90, 4, 100, 3, 3), 200))
                .containsExactly(new int[] {3, 1}, new int[] {2, 0, 4, 5});
    }

    @Test
    void aTextThatIsTooLongIsABatchOfItsOwn() {
        assertThat(TokenBatches.of(texts(500, 5, 600), 100))
                .containsExactly(new int[] {2}, new int[] {0}, new int[] {1});
    }

    @Test
    void paddingCounts() {
        assertThat(TokenBatches.of(texts(10, 9, 8), 29)).containsExactly(new int[] {0, 1}, new int[] {2});
    }

    @Test
    void aRunMoreIsBetterThanMuchPadding() {
        assertThat(TokenBatches.of(texts(30, 10, 10), 200)).containsExactly(new int[] {0}, new int[] {1, 2});
    }

    @Test
    void aLittlePaddingIsBetterThanARunMore() {
        assertThat(TokenBatches.of(texts(12, 10, 10, 9), 200)).containsExactly(new int[] {0, 1, 2, 3});
    }

    @Test
    void noTextIsLost() {
        int[] lengths = IntStream.range(0, 1000).map(i -> i * 37 % 128).toArray();

        List<int[]> batches = TokenBatches.of(texts(lengths), 300);

        assertThat(batches.stream().flatMapToInt(IntStream::of).sorted())
                .containsExactlyElementsOf(IntStream.range(0, 1000).boxed().toList());
        for (int[] batch : batches) {
            int longest = IntStream.of(batch).map(i -> lengths[i]).max().orElseThrow();
            assertThat(batch.length * longest).isLessThanOrEqualTo(300);
        }
    }

    @Test
    void textsWithoutTokensAreBatchedToo() {
        assertThat(TokenBatches.of(texts(0, 0), 10)).containsExactly(new int[] {0, 1});
    }

    private static List<TokenizedText> texts(int... lengths) {
        return IntStream.of(lengths)
                .mapToObj(length -> {
                    String[] tokens = new String[length];
                    Arrays.fill(tokens, "x");
                    int[] places = new int[length];
                    return new TokenizedText(new long[length], new long[length], tokens, places, places, places);
                })
                .toList();
    }
}
