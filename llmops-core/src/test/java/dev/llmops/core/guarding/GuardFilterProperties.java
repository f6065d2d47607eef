package dev.llmops.core.guarding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.safety.Action;
import dev.llmops.api.safety.BlockedException;
import dev.llmops.api.safety.GuardDecision;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.safety.Tier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for every text, every way to cut it into pieces, and every set of findings. */
final class GuardFilterProperties {
    private static final int CASES = 10_000;
    private static final List<Tier> TIERS = List.of(Tier.values());
    private static final String[] ALPHABET = {"a", "b", "c", "1", "2", " ", "\n", "é", "😀", "𝔘"};

    @Test
    void streamedOutputEqualsWholeOutputAndNothingHiddenIsEverShown() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            String text = text(random, random.nextInt(160));
            List<WordLane> lanes = lanes(random, false);
            List<Ruling> rulings = rulings(lanes, text);
            Edits edits = Edits.of(rulings);
            String whole = edits.apply(text, cut -> replacement(cut.ruling())).text();
            int horizon = lanes.stream().mapToInt(WordLane::horizon).max().orElse(0);
            boolean[] hidden = hidden(text, edits);

            List<GuardDecision> decisions = new ArrayList<>();
            GuardFilter filter = new GuardFilter(lanes, Segment.Origin.ANSWER, "", decisions::add);
            StringBuilder shown = new StringBuilder();
            int taken = 0;
            for (String piece : pieces(random, text)) {
                filter.feed(piece, shown::append);
                taken += piece.length();
                assertThat(whole).as("seed %d", seed).startsWith(shown.toString());
                assertThat(mayYetBeShown(hidden, taken - filter.held(), taken))
                        .as("held back, seed %d", seed)
                        .isLessThanOrEqualTo(horizon);
            }
            filter.finish(shown::append);

            assertThat(shown.toString()).as("seed %d", seed).isEqualTo(whole);
            assertThat(new HashSet<>(decisions))
                    .as("decisions, seed %d", seed)
                    .isEqualTo(new HashSet<>(rulings.stream()
                            .map(ruling -> ruling.decision(Segment.Origin.ANSWER, ""))
                            .toList()))
                    .hasSameSizeAs(decisions);
        }
    }

    @Test
    void guardsThatMustSeeTheWholeTextGiveTheSameOutput() {
        for (int seed = 0; seed < CASES / 5; seed++) {
            Random random = new Random(seed);
            String text = text(random, random.nextInt(80));
            List<WordLane> lanes = new ArrayList<>(lanes(random, false));
            lanes.replaceAll(lane -> random.nextBoolean() ? lane.seeingWhole() : lane);
            String whole = Edits.of(rulings(lanes, text))
                    .apply(text, cut -> replacement(cut.ruling()))
                    .text();

            GuardFilter filter = new GuardFilter(lanes, Segment.Origin.ANSWER, "", decision -> {});
            StringBuilder shown = new StringBuilder();
            pieces(random, text).forEach(piece -> filter.feed(piece, shown::append));
            filter.finish(shown::append);

            assertThat(shown.toString()).as("seed %d", seed).isEqualTo(whole);
        }
    }

    @Test
    void blockShowsTheSamePrefixForEveryWayToCutTheText() {
        int blocked = 0;
        for (int seed = 0; seed < CASES / 2; seed++) {
            Random random = new Random(seed);
            String text = text(random, random.nextInt(120));
            List<WordLane> lanes = lanes(random, true);

            String inOnePiece = shownBeforeBlock(lanes, List.of(text));
            String inPieces = shownBeforeBlock(lanes, pieces(random, text));

            assertThat(inPieces).as("seed %d", seed).isEqualTo(inOnePiece);
            blocked += inOnePiece.endsWith("!blocked") ? 1 : 0;
        }
        assertThat(blocked).isGreaterThan(CASES / 20);
    }

    @Test
    void reachesBackInLongTextsWithoutKeepingThem() {
        Random random = new Random(7);
        List<WordLane> lanes = lanes(random, false);
        String text = text(random, 60_000);
        String whole = Edits.of(rulings(lanes, text))
                .apply(text, cut -> replacement(cut.ruling()))
                .text();
        GuardFilter filter = new GuardFilter(lanes, Segment.Origin.ANSWER, "", decision -> {});
        StringBuilder shown = new StringBuilder();

        pieces(random, text).forEach(piece -> filter.feed(piece, shown::append));
        filter.finish(shown::append);

        assertThat(shown.toString()).isEqualTo(whole);
    }

    private static String shownBeforeBlock(List<WordLane> lanes, List<String> pieces) {
        GuardFilter filter = new GuardFilter(lanes, Segment.Origin.ANSWER, "", decision -> {});
        StringBuilder shown = new StringBuilder();
        try {
            pieces.forEach(piece -> filter.feed(piece, shown::append));
            filter.finish(shown::append);
            return shown.toString();
        } catch (BlockedException e) {
            return shown + "!blocked";
        }
    }

    private static List<Ruling> rulings(List<WordLane> lanes, String text) {
        List<Ruling> rulings = new ArrayList<>();
        for (WordLane lane : lanes) {
            lane.inspect(Segment.output(text))
                    .forEach(finding -> rulings.add(new Ruling(lane.guard(), finding, lane.decide(finding, ""))));
        }
        return rulings;
    }

    private static String replacement(Ruling ruling) {
        return ((Action.Redact) ruling.action()).replacement(ruling.finding().kind());
    }

    private static boolean[] hidden(String text, Edits edits) {
        boolean[] hidden = new boolean[text.length()];
        edits.apply(text, cut -> {
            for (int i = cut.start(); i < cut.end(); i++) {
                hidden[i] = true;
            }
            return "";
        });
        return hidden;
    }

    private static int mayYetBeShown(boolean[] hidden, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += hidden[i] ? 0 : 1;
        }
        return count;
    }

    private static List<WordLane> lanes(Random random, boolean withBlock) {
        List<WordLane> lanes = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            List<String> words = new ArrayList<>();
            for (int w = 1 + random.nextInt(3); w > 0; w--) {
                words.add(text(random, 1 + random.nextInt(4)));
            }
            words.sort(Comparator.naturalOrder());
            Action action = withBlock && random.nextInt(3) == 0
                    ? new Action.Block()
                    : random.nextInt(5) == 0 ? new Action.Annotate() : new Action.Redact("[{kind}]");
            Tier tier = TIERS.get(random.nextInt(TIERS.size()));
            lanes.add(new WordLane(
                    "g" + i, words.stream().distinct().toList(), text(random, 1), text(random, 1), tier, action));
        }
        return lanes;
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            // Few letters, so that findings are frequent and overlap.
            text.append(ALPHABET[random.nextInt(3) == 0 ? random.nextInt(ALPHABET.length) : random.nextInt(3)]);
        }
        return text.toString();
    }

    private static List<String> pieces(Random random, String text) {
        List<String> pieces = new ArrayList<>();
        int longest = 1 + random.nextInt(12);
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(longest));
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }
}
