package dev.llmops.core.extractive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExtractiveModelProperties {
    private static final int CASES = 1_000;
    private static final Pattern MARKER = Pattern.compile(" \\[(\\d+)]");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final String[] PIECES = {
        "Pumps are serviced every 4,000 hours. ",
        "Dr Kim Lee heads the laboratory. ",
        "\n\n- a seal\n- a valve\n\n",
        "| Pump | Hours |\n|---|---|\n| P-1 | 10 |\n",
        "\n\n## Pumps\n\n",
        "[3] ",
        "[^4]",
        "`code` ",
        "```\npump --start\n```\n",
        "\ud83d",
        "\ude00",
        "日本語のポンプ。",
        "**",
        "[",
        "](",
        "Насос работает. ",
        "What is a pump? ",
        "You need: ",
        "  ",
        "\t",
        "pump ",
        "hours"
    };
    private static final String[] QUESTIONS = {
        "How often are pumps serviced?",
        "Who heads the laboratory?",
        "Which command starts the pump?",
        "What?",
        "ポンプは何ですか",
        "\ud83d?",
        "Где насос?",
        "pump pump pump",
        "And its hours?",
        "How many valves does it have, and where are they?",
        "x".repeat(10_000)
    };

    @Test
    void answersAlikeEveryTimeAndRefersToPassagesThatExist() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            ModelRequest request = request(random);

            String once = answer(request);
            String again = answer(request);

            assertThat(again).as("seed %d", seed).isEqualTo(once);
            Matcher marker = MARKER.matcher(CODE.matcher(once).replaceAll(""));
            while (marker.find()) {
                assertThat(Integer.parseInt(marker.group(1)))
                        .as("seed %d", seed)
                        .isBetween(1, request.passages().size());
            }
            boolean abstains = once.startsWith("None of the passages");
            assertThat(MARKER.matcher(once).find()).as("seed %d", seed).isNotEqualTo(abstains);
        }
    }

    @Test
    void copesWithPassagesOfAnySize() {
        for (String text : List.of(
                "",
                " ",
                "\n\n\n",
                "All work and no play makes Jack a dull boy. ".repeat(24_000),
                "x".repeat(1 << 20),
                "[".repeat(100_000),
                "| a ".repeat(50_000),
                "<a ".repeat(50_000),
                "- a\n".repeat(50_000),
                "\r\n".repeat(50_000))) {
            ModelRequest request =
                    ModelRequest.of("What makes Jack a dull boy?").withPassages(List.of(passage(0, text)));

            assertThat(answer(request)).isNotEmpty().hasSizeLessThan(10_000);
        }
    }

    private static String answer(ModelRequest request) {
        return ExtractiveModelClient.standard()
                .generate(request, ModelCall.detached())
                .text();
    }

    private static ModelRequest request(Random random) {
        List<Passage> passages = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(15); j > 0; j--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            passages.add(passage(i, text.toString()));
        }
        return ModelRequest.of(QUESTIONS[random.nextInt(QUESTIONS.length)]).withPassages(passages);
    }

    private static Passage passage(int number, String text) {
        return Passage.builder(new SourceSpan("document " + number, 0, text.length()), text)
                .build();
    }
}
