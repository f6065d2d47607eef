package dev.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.onnx.chat.JudgedText;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenWindowsTest {
    private static final int[] BEGINNING = {99};

    private static int[] text(int tokens) {
        return IntStream.range(0, tokens).toArray();
    }

    @Test
    void aTextThatFitsIsOneWindow() {
        List<JudgedText> windows = TokenWindows.of(BEGINNING, text(3), 4);

        assertThat(windows).hasSize(1);
        assertThat(windows.get(0).tokens()).containsExactly(99, 0, 1, 2);
        assertThat(windows.get(0).from()).isEqualTo(1);
    }

    @Test
    void eachTokenIsJudgedOnceAndWindowsAreFull() {
        List<JudgedText> windows = TokenWindows.of(BEGINNING, text(8), 4);

        assertThat(windows).hasSize(3);
        assertThat(windows.get(1).tokens()).containsExactly(2, 3, 4, 5);
        assertThat(windows.get(1).from()).isEqualTo(1);
        assertThat(windows.get(2).tokens()).containsExactly(4, 5, 6, 7);
        assertThat(windows.get(2).from()).isEqualTo(2);
        assertThat(windows.stream()
                        .mapToInt(each -> each.tokens().length - each.from())
                        .sum())
                .isEqualTo(8);
    }

    @Test
    void withoutABeginningTheFirstTokenIsNotJudged() {
        assertThat(TokenWindows.of(new int[0], text(1), 4)).isEmpty();
        assertThat(TokenWindows.of(new int[0], text(5), 4).get(0).tokens()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void anEmptyTextHasNoTokenToJudge() {
        assertThat(TokenWindows.of(new int[0], new int[0], 4)).isEmpty();
    }
}
