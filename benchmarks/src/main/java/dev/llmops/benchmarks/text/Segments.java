package dev.llmops.benchmarks.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Made-up segments of about 17.7 words, and what a system could have written for them.
 *
 * @param hypotheses what a system wrote
 * @param references what is right
 */
record Segments(List<String> hypotheses, List<String> references) {
    private static final int VOCABULARY = 12_000;
    private static final String[] ENDS = {".", ".", ".", ".", "?", "!", "...", ""};

    /** {@return references and the hypotheses of {@code systems} systems, of which each is a little worse} */
    static List<Segments> of(long seed, int count, int systems) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] words = words(random);
        List<List<String>> references = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            references.add(sentence(words, random));
        }
        List<Segments> all = new ArrayList<>();
        for (int system = 0; system < systems; system++) {
            List<String> hypotheses = new ArrayList<>();
            for (List<String> reference : references) {
                hypotheses.add(String.join(" ", changed(reference, words, 0.12 + 0.004 * system, random)));
            }
            all.add(new Segments(
                    hypotheses,
                    references.stream().map(words2 -> String.join(" ", words2)).toList()));
        }
        return all;
    }

    private static String[] words(SplittableRandom random) {
        String[] words = new String[VOCABULARY];
        for (int i = 0; i < words.length; i++) {
            // Common words are short.
            int length = 2 + random.nextInt(2 + (int) Math.log(i + 2.0));
            StringBuilder word = new StringBuilder();
            for (int j = 0; j < length; j++) {
                word.append("etaoinshrdlucmfwypvbgkqjxz".charAt((int) (26 * Math.pow(random.nextDouble(), 1.8))));
            }
            words[i] = i % 40 == 39 ? i + "," + random.nextInt(10) : word.toString();
        }
        return words;
    }

    private static String word(String[] words, SplittableRandom random) {
        // Frequencies like those of Zipf's law.
        return words[(int) Math.pow(words.length, random.nextDouble()) - 1];
    }

    private static List<String> sentence(String[] words, SplittableRandom random) {
        int length = 4 + random.nextInt(14) + random.nextInt(16);
        List<String> sentence = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            String word = word(words, random);
            sentence.add(random.nextInt(12) == 0 ? word + "," : word);
        }
        String first = sentence.get(0);
        sentence.set(0, first.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + first.substring(1));
        sentence.set(length - 1, sentence.get(length - 1) + ENDS[random.nextInt(ENDS.length)]);
        return sentence;
    }

    private static List<String> changed(List<String> reference, String[] words, double share, SplittableRandom random) {
        List<String> changed = new ArrayList<>();
        for (String word : reference) {
            double kind = random.nextDouble() / share;
            if (kind >= 1) {
                changed.add(word);
            } else if (kind > 0.5) {
                changed.add(word(words, random));
            } else if (kind > 0.25) {
                changed.add(word);
                changed.add(word(words, random));
            }
        }
        if (random.nextInt(3) == 0 && changed.size() > 4) {
            int start = random.nextInt(changed.size() - 3);
            Collections.rotate(changed.subList(start, start + 3 + random.nextInt(changed.size() - start - 2)), 1);
        }
        return changed;
    }

    /** Writes {@code lines} to {@code file}, with line feeds. */
    static void write(Path file, List<String> lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n");
    }
}
