package dev.llmops.eval.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.InvalidInputException;
import dev.llmops.eval.random.NumpyGenerator;
import dev.llmops.eval.statistics.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class BradleyTerryTest {
    @Test
    void ratesTwoSystemsByTheirOdds() {
        Battles battles = Battles.builder()
                .add(new Battle("a", "b", Outcome.FIRST), 30)
                .add(new Battle("b", "a", Outcome.FIRST), 10)
                .build();

        Ratings.Rated rated = rated(BradleyTerry.standard().rate(battles));

        double distance = 400 * Math.log10(3);
        assertThat(rated.rating("a")).isCloseTo(1000 + distance / 2, within(1e-9));
        assertThat(rated.rating("b")).isCloseTo(1000 - distance / 2, within(1e-9));
        assertThat(rated.winRate("a", "b")).isCloseTo(0.75, within(1e-12));
        assertThat(rated.ranking()).containsExactly("a", "b");
    }

    @Test
    void countsTiesAsHalfAWin() {
        Battles ties = Battles.builder().add("a", "b", Outcome.TIE).build();

        assertThat(rated(BradleyTerry.standard().rate(ties)).rating("a")).isCloseTo(1000, within(1e-9));
        assertThat(ties.winRates()).containsEntry("a", 0.5);
    }

    @Test
    void doesNotDependOnTheOrderOfBattles() {
        List<Battle> battles = random(5, 400, 11);
        Ratings.Rated forwards = rated(BradleyTerry.standard().bootstrap(20, 3).rate(Battles.of(battles)));
        List<Battle> reversed = new ArrayList<>(battles);
        Collections.reverse(reversed);
        reversed.replaceAll(battle -> new Battle(
                /* first= */ battle.second(),
                /* second= */ battle.first(),
                battle.outcome().swapped()));

        Ratings.Rated backwards = rated(BradleyTerry.standard().bootstrap(20, 3).rate(Battles.of(reversed)));

        assertThat(backwards.ratings()).isEqualTo(forwards.ratings());
        assertThat(backwards.interval("s1", 0.9)).isEqualTo(forwards.interval("s1", 0.9));
    }

    @Test
    void saysThatWhoeverAlwaysWinsHasNoRating() {
        Battles battles = Battles.builder()
                .add("best", "a", Outcome.FIRST)
                .add("best", "b", Outcome.FIRST)
                .add("a", "b", Outcome.FIRST)
                .add("a", "b", Outcome.SECOND)
                .build();

        Ratings ratings = BradleyTerry.standard().rate(battles);

        Ratings.Undetermined undetermined = (Ratings.Undetermined) ratings;
        assertThat(undetermined.reason()).contains("always won");
        assertThat(undetermined.groups()).containsExactly(List.of("a", "b"), List.of("best"));
    }

    @Test
    void saysThatSystemsThatNeverMetHaveNoCommonScale() {
        Battles battles = Battles.builder()
                .add("a", "b", Outcome.TIE)
                .add("c", "d", Outcome.TIE)
                .build();

        Ratings.Undetermined undetermined =
                (Ratings.Undetermined) BradleyTerry.standard().rate(battles);

        assertThat(undetermined.reason()).contains("never met");
        assertThat(undetermined.groups()).containsExactly(List.of("a", "b"), List.of("c", "d"));
    }

    @Test
    void ratesTheSeparatedWithARidgeAndSaysSo() {
        Battles battles = Battles.builder().add("a", "b", Outcome.FIRST).build();

        Ratings.Rated rated = rated(BradleyTerry.standard().ridge(0.1).rate(battles));

        assertThat(rated.rating("a")).isGreaterThan(1000).isLessThan(2000);
        assertThat(rated.signature().toString()).contains("ridge:0.1");
    }

    @Test
    void countsResamplesThatDetermineNothing() {
        Battles battles = Battles.builder()
                .add("a", "b", Outcome.FIRST)
                .add("a", "b", Outcome.SECOND)
                .build();

        Ratings.Rated rated = rated(BradleyTerry.standard().bootstrap(200, 1).rate(battles));

        // Both battles are drawn with the same outcome every other time.
        assertThat(rated.undeterminedResamples()).isBetween(70, 130);
        assertThat(rated.interval("a", 0.95)).isEmpty();
    }

    @Test
    void coversTheTruthWithIntervals() {
        int covered = 0;
        for (int seed = 0; seed < 60; seed++) {
            Ratings.Rated rated =
                    rated(BradleyTerry.standard().bootstrap(200, seed).rate(Battles.of(random(4, 600, 1000 + seed))));
            Interval interval = rated.interval("s0", 0.95).orElseThrow();
            covered += interval.contains(truth(0, 4)) ? 1 : 0;
        }

        assertThat(covered).isBetween(52, 60);
    }

    @Test
    void resamplesAsTheTheoryHasIt() {
        Battles battles = Battles.builder()
                .add(new Battle("a", "b", Outcome.FIRST), 600)
                .add(new Battle("a", "b", Outcome.SECOND), 400)
                .build();

        Interval interval = rated(BradleyTerry.standard().bootstrap(4000, 5).rate(battles))
                .interval("a", 0.95)
                .orElseThrow();

        // The deviation of the log odds is sqrt(1/600 + 1/400); a has half of the distance.
        double half = 1.96 * Math.sqrt(1 / 600.0 + 1 / 400.0) * 400 / Math.log(10) / 2;
        assertThat(interval.width() / 2).isCloseTo(half, within(0.05 * half));
    }

    @Test
    void takesOutWhatStyleExplains() {
        NumpyGenerator random = NumpyGenerator.seeded(9);
        Battles.Builder builder = Battles.builder(1);
        for (int i = 0; i < 4000; i++) {
            // Both are equally good; b writes longer answers, and judges like length.
            double longer = -0.5 + random.nextGaussian();
            double p = 1 / (1 + Math.exp(-1.5 * Math.tanh(longer / 1.118)));
            builder.add("a", "b", random.nextDouble() < p ? Outcome.FIRST : Outcome.SECOND, longer);
        }
        Battles battles = builder.build();

        Ratings.Rated rated = rated(BradleyTerry.standard().rate(battles));

        assertThat(battles.winRates().get("a")).isLessThan(0.46);
        assertThat(rated.winRate("a", "b")).isCloseTo(0.5, within(0.03));
        assertThat(rated.styleEffects()[0]).isCloseTo(1.5 * 400 / Math.log(10), within(40.0));
        assertThat(rated.signature().toString()).contains("styles:1");
    }

    @Test
    void refusesBattlesOfASystemWithItself() {
        Assertions.assertThatThrownBy(() -> new Battle("a", "a", Outcome.TIE))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void noBattlesAreNone() {
        Battles battles = Battles.builder()
                .add(new Battle("a", "b", Outcome.FIRST), 1)
                .add(new Battle("a", "c", Outcome.FIRST), 0)
                .build();

        assertThat(battles.winRates()).containsOnlyKeys("a", "b");
    }

    @Test
    void refusesStepsThatLeadToNoNumber() {
        Assertions.assertThatThrownBy(() -> Elo.of(Double.POSITIVE_INFINITY)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void movesEloByTheSurprise() {
        Elo elo = Elo.of(32).add(new Battle("a", "b", Outcome.FIRST));

        assertThat(elo.ratings()).containsEntry("a", 1016.0).containsEntry("b", 984.0);
    }

    private static double truth(int system, int systems) {
        return 1000 + 100 * (system - (systems - 1) / 2.0);
    }

    private static List<Battle> random(int systems, int count, long seed) {
        NumpyGenerator random = NumpyGenerator.seeded(seed);
        List<Battle> battles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int first = random.nextInt(systems);
            int second = (first + 1 + random.nextInt(systems - 1)) % systems;
            double p = 1 / (1 + Math.pow(10, (truth(second, systems) - truth(first, systems)) / 400));
            battles.add(
                    new Battle("s" + first, "s" + second, random.nextDouble() < p ? Outcome.FIRST : Outcome.SECOND));
        }
        return battles;
    }

    private static Ratings.Rated rated(Ratings ratings) {
        assertThat(ratings).isInstanceOf(Ratings.Rated.class);
        return (Ratings.Rated) ratings;
    }
}
