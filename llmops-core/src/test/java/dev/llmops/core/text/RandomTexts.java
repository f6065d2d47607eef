package dev.llmops.core.text;

import java.util.Random;

/** Random texts in which the characters that matter to a test are common. */
final class RandomTexts {
    private RandomTexts() {}

    /** {@return pieces in random order, with now and then any UTF-16 unit between them} */
    static String of(Random random, String[] pieces, int most) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(most);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(14) == 0) {
                text.append((char) random.nextInt(0x10000));
            } else {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
        }
        return text.toString();
    }

    /** {@return {@code text} with everything but printable ASCII escaped, to be read in a failure} */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.chars().forEach(c -> {
            if (c >= ' ' && c < 0x7F) {
                shown.append((char) c);
            } else {
                shown.append(String.format("\\u%04x", c));
            }
        });
        return shown.toString();
    }
}
