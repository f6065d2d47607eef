package dev.llmops.benchmarks.local;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** English words in random order: what a text means does not matter to how long it takes. Safe for concurrent use. */
final class RandomTexts {
    private static final List<String> WORDS = List.of(("the of and to in that it is was for on are with they at be this"
                    + " have from or had by not word but what some we can out other were all there when up use your how"
                    + " said an each she which their time if will way about many then them write would like so these her"
                    + " long make thing see him two has look more day could go come did number sound no most people my"
                    + " over know water than call first who may down side been now find any new work part take get place"
                    + " made live where after back little only round man year came show every good me give our under name"
                    + " very through just form sentence great think say help low line differ turn cause much mean before"
                    + " move right boy old too same tell does set three want air well also play small end put home read"
                    + " hand port large spell add even land here must big high such follow act why ask men change went"
                    + " light kind off need house picture try us again animal point mother world near build self earth"
                    + " father pump valve station pressure maintenance filter schedule engine repair manual warranty"
                    + " temperature customer invoice contract delivery measurement electricity")
            .split(" "));

    private RandomTexts() {}

    /** {@return {@code count} texts of {@code fewest} to {@code most} words} */
    static List<String> of(SplittableRandom random, int count, int fewest, int most) {
        return IntStream.range(0, count)
                .mapToObj(i -> of(random, random.nextInt(fewest, most + 1)))
                .toList();
    }

    /** {@return a text of {@code words} words, with a capital and a full stop} */
    static String of(SplittableRandom random, int words) {
        String text = IntStream.range(0, words)
                .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())))
                .collect(Collectors.joining(" "));
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }
}
