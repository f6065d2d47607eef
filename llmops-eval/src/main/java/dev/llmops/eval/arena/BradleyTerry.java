package dev.llmops.eval.arena;

import dev.llmops.api.Require;
import dev.llmops.eval.Signature;
import dev.llmops.eval.random.NumpyGenerator;
import java.util.List;
import java.util.Optional;

/**
 * The model of Bradley and Terry (1952): the odds of winning are the ratio of strengths. Immutable.
 *
 * <p>Ratings are logarithms of strengths to the base 10 times {@value #SCALE}, centred at {@value #CENTRE}; a tie is half
 * a win. They are those that make the battles most likely. Where a system only ever won, or groups never met, no ratings
 * do, and the result says so; a ridge, which pulls ratings together, always gives some and is part of the signature.
 *
 * <p>Battles with differences of style, such as of lengths, are rated as if there were none: each enters as
 * tanh(difference / standard deviation), after Dubois et al., "Length-Controlled AlpacaEval" (2024).
 */
public final class BradleyTerry {
    static final double SCALE = 400;
    static final double CENTRE = 1000;

    private static final double ELO_PER_NATURAL = SCALE / StrictMath.log(10);

    private final double ridge;
    private final int resamples;
    private final long seed;

    private BradleyTerry(double ridge, int resamples, long seed) {
        this.ridge = ridge;
        this.resamples = resamples;
        this.seed = seed;
    }

    /** {@return the plain model: no ridge, no bootstrap} */
    public static BradleyTerry standard() {
        return new BradleyTerry(0, 0, 0);
    }

    /**
     * {@return the same with a penalty of half of {@code ridge} times the squares of the natural logarithms of strengths,
     * as if every system had some more ties}
     */
    public BradleyTerry ridge(double ridge) {
        Require.that(ridge >= 0 && ridge < 1e9, "ridge", "ridge must be in [0, 1e9), was " + ridge);
        return new BradleyTerry(ridge, resamples, seed);
    }

    /** {@return the same with intervals from {@code resamples} bootstraps of the battles} */
    public BradleyTerry bootstrap(int resamples, long seed) {
        Require.that(resamples >= 0, "resamples", "resamples must not be negative, was " + resamples);
        Require.that(seed >= 0, "seed", "seed must not be negative, was " + seed);
        return new BradleyTerry(ridge, resamples, seed);
    }

    /** {@return how ratings are computed} */
    public Signature signature() {
        Signature signature = Signature.of("bradley-terry")
                .with("base", 10)
                .with("scale", 400)
                .with("ties", "half");
        signature = ridge > 0 ? signature.with("ridge", ridge) : signature;
        return resamples > 0 ? signature.with("bs", resamples).with("seed", seed) : signature;
    }

    /** {@return the ratings that {@code battles} make most likely} */
    public Ratings rate(Battles battles) {
        Signature signature = battles.styles() > 0 ? signature().with("styles", battles.styles()) : signature();
        if (battles.systems().size() < 2) {
            return new Ratings.Undetermined(signature, "there are no battles", List.of(battles.systems()));
        }
        double[][] outcomes = Likelihood.outcomes(battles);
        Groups groups = Groups.of(battles, outcomes);
        if (ridge == 0 && groups.count() > 1) {
            return new Ratings.Undetermined(signature, groups.reason(), groups.names(battles.systems()));
        }
        Likelihood likelihood = new Likelihood(battles, ridge);
        Optional<double[]> fit = likelihood.maximum(outcomes, new double[likelihood.size()], false);
        if (fit.isEmpty()) {
            String reason = battles.styles() > 0
                    ? "style decides battles alone, or styles go together: ratings have no bound"
                    : "the battles are too lopsided for ratings to settle";
            return new Ratings.Undetermined(signature, reason, List.of(battles.systems()));
        }
        return resample(battles, outcomes, likelihood, fit.get(), signature);
    }

    private Ratings resample(
            Battles battles, double[][] outcomes, Likelihood likelihood, double[] fit, Signature signature) {
        int systems = battles.systems().size();
        Multinomial multinomial = new Multinomial(outcomes);
        NumpyGenerator random = NumpyGenerator.seeded(seed);
        double[][] drawn = new double[outcomes.length][3];
        double[][] ratings = new double[resamples == 0 ? 0 : systems][resamples];
        int undetermined = 0;
        for (int i = 0; i < resamples; i++) {
            multinomial.draw(random, drawn);
            Optional<double[]> other = ridge == 0 && Groups.of(battles, drawn).count() > 1
                    ? Optional.empty()
                    : likelihood.maximum(drawn, fit, true);
            undetermined += other.isPresent() ? 0 : 1;
            for (int j = 0; j < systems; j++) {
                ratings[j][i] = other.isPresent() ? rating(other.get()[j]) : Double.NaN;
            }
        }
        double[] rated = new double[systems];
        for (int j = 0; j < systems; j++) {
            rated[j] = rating(fit[j]);
        }
        double[] styles = new double[battles.styles()];
        for (int j = 0; j < styles.length; j++) {
            styles[j] = fit[systems + j] * ELO_PER_NATURAL;
        }
        return new Ratings.Rated(signature, battles.systems(), rated, styles, ratings, undetermined);
    }

    private static double rating(double logStrength) {
        return CENTRE + ELO_PER_NATURAL * logStrength;
    }
}
