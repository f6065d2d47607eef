package dev.llmops.lucene;

import dev.llmops.api.grounding.Document;
import java.util.Random;

/** Documents that a careless chunker stumbles over, made from a seed. */
final class RandomDocuments {
    private static final String[] WORDS = {
        "pump",
        "valve",
        "the",
        "a",
        "pressure",
        "is",
        "P-101",
        "Straße",
        "naïve",
        "水泵",
        "ポンプ",
        "😀",
        "👩‍🔧",
        "e\u0301",
        "\uD83D",
        "\uDE00",
        "x".repeat(120),
        "chatClient",
        "|",
        "`",
        "*",
        "3.14",
        "e.g.",
        "Dr.",
        "\u00A0",
        "\t"
    };
    private static final String[] ENDS = {". ", "! ", "? ", "; ", ".\n", " ", "。", "\r\n", ".”  ", "...\n"};
    private static final String[] MEDIA_TYPES = {
        "text/markdown", "text/markdown", "text/plain", "text/html", "application/pdf", "text/asciidoc"
    };

    private final Random random;

    RandomDocuments(long seed) {
        this.random = new Random(seed);
    }

    Document next() {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(8) == 0) {
            text.append("---\ntitle: x\n---\n");
        }
        for (int i = random.nextInt(14); i > 0; i--) {
            block(text);
        }
        return Document.builder("d" + random.nextInt(5), text.toString())
                .mediaType(MEDIA_TYPES[random.nextInt(MEDIA_TYPES.length)])
                .build();
    }

    private void block(StringBuilder text) {
        switch (random.nextInt(10)) {
            case 0, 1 -> {
                text.append("#".repeat(1 + random.nextInt(4))).append(' ');
                words(text, 1 + random.nextInt(5), " ");
                text.append('\n');
            }
            case 2 -> {
                words(text, 1 + random.nextInt(4), " ");
                text.append(random.nextBoolean() ? "\n=====\n" : "\n---\n");
            }
            case 3 -> {
                text.append("```java\n");
                for (int i = random.nextInt(12); i > 0; i--) {
                    words(text, 1 + random.nextInt(8), " ");
                    text.append(random.nextBoolean() ? "\n" : "\r\n");
                }
                text.append(random.nextInt(5) == 0 ? "" : "```\n");
            }
            case 4 -> {
                text.append("| a | b |\n|---|:-:|\n");
                for (int i = random.nextInt(20); i > 0; i--) {
                    text.append("| ");
                    words(text, 1 + random.nextInt(4), " | ");
                    text.append("|\n");
                }
            }
            case 5 -> {
                for (int i = 1 + random.nextInt(6); i > 0; i--) {
                    text.append("  ".repeat(random.nextInt(3))).append(random.nextBoolean() ? "- " : "1. ");
                    words(text, 1 + random.nextInt(20), " ");
                    text.append('\n');
                }
            }
            case 6 -> text.append("\n".repeat(random.nextInt(4))).append(random.nextBoolean() ? "\f" : "  ");
            default -> {
                for (int i = random.nextInt(12); i > 0; i--) {
                    words(text, 1 + random.nextInt(25), " ");
                    text.append(ENDS[random.nextInt(ENDS.length)]);
                }
            }
        }
        text.append(random.nextInt(4) == 0 ? "\n" : random.nextInt(3) == 0 ? "\r\n\r\n" : "\n\n");
    }

    private void words(StringBuilder text, int count, String separator) {
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : separator).append(WORDS[random.nextInt(WORDS.length)]);
        }
    }
}
