package dev.llmops.core.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PiiGuardProperties {
    private static final int CASES = 10_000;
    private static final PiiGuard GUARD = PiiGuard.standard();

    private static final String[] PIECES = {
        "jo.doe@example.com",
        "a@b.co",
        "x_y",
        "@",
        ".",
        "..",
        "-",
        "--",
        "_",
        "+",
        "(",
        ")",
        "/",
        ",",
        ":",
        "'",
        "#",
        " ",
        " ",
        " ",
        "  ",
        "\n",
        "4111 1111 1111 1111",
        "4111111111111111",
        "5555-5555-5555-4444",
        "378282246310005",
        "4111",
        "1111",
        "DE89 3704 0044 0532 0130 00",
        "GB29NWBK60161331926819",
        "DE89 3704",
        "GB29 ",
        "DE",
        "+49 30 1234567",
        "+1",
        "(415) 555-0132",
        "415-555-0132",
        "415",
        "555",
        "0132",
        "030 1234567",
        "01 23 45 67 89",
        "0",
        "1",
        "42",
        "2024-01-15",
        "10.0.0.1",
        "phone ",
        "call ",
        "the ",
        "word",
        "Tel",
        "电话",
        "é",
        "\uFF14\uFF11",
        "\uD83D\uDE00",
        "\uD83D",
        "com",
        ".com",
        ".Then",
        "x",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "111111111111111"
    };

    @Test
    void findsNoOverlaps() {
        for (int seed = 0; seed < CASES; seed++) {
            List<Finding> findings = inspect(randomText(new Random(seed)));

            for (int i = 1; i < findings.size(); i++) {
                assertThat(findings.get(i).start())
                        .as("seed %d", seed)
                        .isGreaterThanOrEqualTo(findings.get(i - 1).end());
            }
        }
    }

    @Test
    void knowsWhatMoreTextCannotChange() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            String text = randomText(random);
            List<Finding> whole = inspect(text);

            for (int i = 0; i < 4; i++) {
                String prefix = text.substring(0, random.nextInt(text.length() + 1));
                int settled = GUARD.settled(prefix);

                assertThat(startingIn(inspect(prefix), 0, settled))
                        .as("seed %d, cut at %d, settled to %d", seed, prefix.length(), settled)
                        .isEqualTo(startingIn(whole, 0, settled));
            }
        }
    }

    @Test
    void judgesAWindowLikeTheWholeText() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            String text = longText(random);
            List<Finding> whole = inspect(text);

            for (int i = 0; i < 2; i++) {
                int first = random.nextInt(text.length() + 1);
                int from = Math.max(0, first - GUARD.horizon());
                int last = first + random.nextInt(Math.min(100, text.length() - first) + 1);
                int to = Math.min(text.length(), last + GUARD.horizon());
                List<Finding> window = inspect(text.substring(from, to)).stream()
                        .map(finding -> finding.shift(from))
                        .toList();

                assertThat(startingIn(window, first, last))
                        .as("seed %d, from %d to %d", seed, first, last)
                        .isEqualTo(startingIn(whole, first, last));
            }
        }
    }

    @Test
    void neverHoldsBackAsMuchAsTheHorizon() {
        for (int seed = 0; seed < CASES; seed++) {
            String text = longText(new Random(seed));

            assertThat(GUARD.settled(text))
                    .as("seed %d", seed)
                    .isBetween(text.length() - GUARD.horizon() + 1, text.length());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.",
                "1.",
                "1-",
                "0:",
                "a@",
                "(1",
                "www.",
                "-",
                "{",
                "\"",
                "<a",
                "%41",
                "1",
                "1 ",
                "4111 ",
                "41111111 ",
                "DE89 ",
                "GB29",
                "+49",
                "(415) ",
                "a@b.",
                "@",
                "'.",
                "4111 1111 1111 1111 ",
                "call 1234567 ",
                "é",
                "a="
            })
    void doesWorkInProportionToTheText(String unit) {
        String once = unit.repeat(2_000);
        String manyTimes = unit.repeat(200_000);

        List<Finding> few = inspect(once);
        List<Finding> many = inspect(manyTimes);

        assertThat(many.size()).isBetween(few.size() * 90, (few.size() + 1) * 110);
    }

    private static List<Finding> startingIn(List<Finding> findings, int from, int to) {
        return findings.stream()
                .filter(finding -> finding.start() >= from && finding.start() < to)
                .toList();
    }

    private static List<Finding> inspect(String text) {
        return GUARD.inspect(Segment.prompt(text), StageContext.detached());
    }

    private static String longText(Random random) {
        StringBuilder text = new StringBuilder();
        while (text.length() < 800) {
            text.append(randomText(random));
        }
        return text.toString();
    }

    private static String randomText(Random random) {
        // Few kinds of pieces at a time make long runs and overlaps likely.
        int kinds = 1 + random.nextInt(random.nextBoolean() ? 4 : PIECES.length);
        String[] pieces = new String[kinds];
        for (int i = 0; i < kinds; i++) {
            pieces[i] = PIECES[random.nextInt(PIECES.length)];
        }
        StringBuilder text = new StringBuilder();
        int count = 1 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            text.append(pieces[random.nextInt(kinds)]);
        }
        return text.toString();
    }
}
