package dev.llmops.onnx.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StopTextsTest {
    @Test
    void findsAStopTextAcrossPieces() {
        StopTexts stops = StopTexts.of(List.of("END"));

        assertThat(stops.append("the E")).isEqualTo("the ");
        assertThat(stops.append("N")).isEmpty();
        assertThat(stops.append("D of it")).isEmpty();
        assertThat(stops.met()).isEqualTo("END");
        assertThat(stops.append("more")).isEmpty();
        assertThat(stops.finish()).isEmpty();
    }

    @Test
    void givesBackWhatOnlyLookedLikeABeginning() {
        StopTexts stops = StopTexts.of(List.of("aab"));

        assertThat(stops.append("xaa")).isEqualTo("x");
        assertThat(stops.append("a")).isEqualTo("a");
        assertThat(stops.append("c")).isEqualTo("aac");
        assertThat(stops.append("a")).isEmpty();
        assertThat(stops.finish()).isEqualTo("a");
        assertThat(stops.met()).isNull();
    }

    @Test
    void takesTheLongestOfStopTextsThatEndTogether() {
        StopTexts stops = StopTexts.of(List.of("o", "two"));

        assertThat(stops.append("one ")).isEmpty();
        assertThat(stops.met()).isEqualTo("o");

        StopTexts longer = StopTexts.of(List.of("wo", "two"));
        assertThat(longer.append("not two")).isEqualTo("not ");
        assertThat(longer.met()).isEqualTo("two");
    }

    @Test
    void passesEverythingOnWithoutStopTexts() {
        StopTexts stops = StopTexts.of(List.of());

        assertThat(stops.append("all")).isEqualTo("all");
        assertThat(stops.finish()).isEmpty();
    }

    @Test
    void refusesAnEmptyStopText() {
        assertThatThrownBy(() -> StopTexts.of(List.of("a", ""))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void findsWhatASearchThroughTheWholeTextFinds() {
        Random random = new Random(3);
        for (int round = 0; round < 20_000; round++) {
            List<String> wanted = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                wanted.add(letters(random, 1 + random.nextInt(4)));
            }
            String text = letters(random, random.nextInt(20));
            StopTexts stops = StopTexts.of(wanted);

            StringBuilder shown = new StringBuilder();
            int at = 0;
            while (at < text.length()) {
                int end = Math.min(text.length(), at + 1 + random.nextInt(5));
                shown.append(stops.append(text.substring(at, end)));
                at = end;
            }
            shown.append(stops.finish());

            String met = firstMet(text, wanted);
            assertThat(stops.met()).isEqualTo(met.isEmpty() ? null : met);
            assertThat(shown.toString()).isEqualTo(met.isEmpty() ? text : cut(text, wanted, met));
        }
    }

    private static String firstMet(String text, List<String> wanted) {
        for (int end = 1; end <= text.length(); end++) {
            String best = "";
            for (String each : wanted) {
                if (text.substring(0, end).endsWith(each) && each.length() > best.length()) {
                    best = each;
                }
            }
            if (!best.isEmpty()) {
                return best;
            }
        }
        return "";
    }

    private static String cut(String text, List<String> wanted, String met) {
        int end = wanted.stream()
                .filter(text::contains)
                .mapToInt(each -> text.indexOf(each) + each.length())
                .min()
                .orElseThrow();
        return text.substring(0, end - met.length());
    }

    private static String letters(Random random, int length) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < length; i++) {
            letters.append((char) ('a' + random.nextInt(3)));
        }
        return letters.toString();
    }
}
