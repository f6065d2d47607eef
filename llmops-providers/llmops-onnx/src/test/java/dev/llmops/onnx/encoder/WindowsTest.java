package dev.llmops.onnx.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {
    @ParameterizedTest
    @CsvSource({"0,10,2", "1,10,2", "8,10,2", "9,10,2", "50,10,2", "51,10,7", "100,16,4", "100,3,50"})
    void everyTokenIsInThePartThatOwnsIt(int content, int longest, int overlap) {
        TokenizedText text = text(content);

        Windows windows = Windows.of(text, longest, overlap);

        assertThat(windows.length()).isEqualTo(content);
        for (TokenizedText part : windows.parts()) {
            assertThat(part.length()).isLessThanOrEqualTo(longest);
            assertThat(part.isSpecial(0)).isTrue();
            assertThat(part.isSpecial(part.length() - 1)).isTrue();
        }
        for (int token = 0; token < content; token++) {
            TokenizedText part = windows.parts().get(windows.owner(token));
            assertThat(part.id(windows.place(token))).isEqualTo(token + 1);
        }
    }

    @Test
    void aShortTextIsOnePart() {
        assertThat(Windows.of(text(8), 10, 2).parts()).hasSize(1);
        assertThat(Windows.of(text(9), 10, 2).parts()).hasSize(2);
    }

    @Test
    void aTokenBelongsWhereItIsFurthestFromACut() {
        Windows windows = Windows.of(text(14), 12, 6);

        assertThat(IntStream.range(0, 14).map(windows::owner))
                .containsExactly(0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1);
    }

    private static TokenizedText text(int content) {
        int count = content + 2;
        int[] words = IntStream.range(-1, count - 1).toArray();
        words[count - 1] = -1;
        long[] ids = IntStream.range(0, count).asLongStream().toArray();
        String[] tokens = new String[count];
        Arrays.fill(tokens, "x");
        return new TokenizedText(ids, new long[count], tokens, words, new int[count], new int[count]);
    }
}
