package dev.llmops.eval.benchmark;

import dev.llmops.eval.text.Bleu;
import dev.llmops.eval.text.Chrf;
import dev.llmops.eval.text.CorpusMetric;
import dev.llmops.eval.text.Ter;
import java.util.Arrays;
import java.util.List;

/**
 * How the values of documents become one number, as lm-evaluation-harness 0.4 does it.
 *
 * <p>Sums run from the first document to the last.
 */
enum Aggregation {
    /** The arithmetic mean. */
    MEAN(ItemValue.Single.class, false) {
        @Override
        double of(List<? extends ItemValue> values) {
            return sum(singles(values)) / values.size();
        }
    },
    /** The element in the middle of the sorted values; of two, the upper one. */
    MEDIAN(ItemValue.Single.class, true) {
        @Override
        double of(List<? extends ItemValue> values) {
            double[] sorted = singles(values);
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }
    },
    /** {@code exp(−mean)} of log-likelihoods. */
    PERPLEXITY(ItemValue.Single.class, true) {
        @Override
        double of(List<? extends ItemValue> values) {
            return Math.exp(-MEAN.of(values));
        }
    },
    /** {@code exp(−Σ log-likelihood / Σ weight)}. */
    WEIGHTED_PERPLEXITY(ItemValue.Weighted.class, false) {
        @Override
        double of(List<? extends ItemValue> values) {
            return Math.exp(-weightedMean(values));
        }
    },
    /** {@code −Σ log-likelihood / Σ weight / ln 2}. */
    BITS_PER_BYTE(ItemValue.Weighted.class, false) {
        @Override
        double of(List<? extends ItemValue> values) {
            return -weightedMean(values) / Math.log(2);
        }
    },
    /** The mean over documents of Σ(p − 1 of the right class, 0 of others)². */
    BRIER_SCORE(ItemValue.Distribution.class, false) {
        @Override
        double of(List<? extends ItemValue> values) {
            return BrierScore.of(values);
        }
    },
    /** Matthews' correlation of right and chosen classes. */
    MCC(ItemValue.Classified.class, true) {
        @Override
        double of(List<? extends ItemValue> values) {
            return ConfusionCounts.of(values).matthews();
        }
    },
    /** F1 of class 1 among two. */
    F1(ItemValue.Classified.class, true) {
        @Override
        double of(List<? extends ItemValue> values) {
            return ConfusionCounts.of(values).f1();
        }
    },
    /** Corpus BLEU. */
    BLEU(ItemValue.Texts.class, true) {
        @Override
        double of(List<? extends ItemValue> values) {
            return corpus(Bleu.usual(), values);
        }
    },
    /** Corpus chrF2. */
    CHRF(ItemValue.Texts.class, true) {
        @Override
        double of(List<? extends ItemValue> values) {
            return corpus(Chrf.usual(), values);
        }
    },
    /** Corpus chrF2++. */
    CHRF_PLUS(ItemValue.Texts.class, true) {
        @Override
        double of(List<? extends ItemValue> values) {
            return corpus(Chrf.plusPlus(), values);
        }
    },
    /** Corpus TER. */
    TER(ItemValue.Texts.class, true) {
        @Override
        double of(List<? extends ItemValue> values) {
            return corpus(Ter.usual(), values);
        }
    };

    private final Class<? extends ItemValue> takes;
    private final boolean bootstrapped;

    Aggregation(Class<? extends ItemValue> takes, boolean bootstrapped) {
        this.takes = takes;
        this.bootstrapped = bootstrapped;
    }

    /** {@return the number that {@code values}, at least one, make together} */
    abstract double of(List<? extends ItemValue> values);

    /** {@return what the values of documents must be} */
    Class<? extends ItemValue> takes() {
        return takes;
    }

    boolean isMean() {
        return this == MEAN;
    }

    /** {@return whether adding up is so slow that the standard error is made of at most 100 resamples} */
    boolean isSlow() {
        return takes == ItemValue.Texts.class;
    }

    /** {@return whether the standard error is that of resampled documents} */
    boolean isBootstrapped() {
        return bootstrapped;
    }

    /** {@return the sum from first to last} */
    static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    static double[] singles(List<? extends ItemValue> values) {
        return values.stream()
                .mapToDouble(value -> ((ItemValue.Single) value).value())
                .toArray();
    }

    private static double corpus(CorpusMetric<?> metric, List<? extends ItemValue> values) {
        double[] sums = new double[0];
        for (ItemValue value : values) {
            ItemValue.Texts texts = (ItemValue.Texts) value;
            double[] statistics = metric.statistics(texts.text(), texts.references());
            if (sums.length == 0) {
                sums = statistics.clone();
                continue;
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] += statistics[i];
            }
        }
        return metric.combine(sums);
    }

    /** {@return the mean log-likelihood of one word or byte} */
    static double weightedMean(List<? extends ItemValue> values) {
        double sum = 0;
        long weight = 0;
        for (ItemValue value : values) {
            sum += ((ItemValue.Weighted) value).logLikelihood();
            weight += ((ItemValue.Weighted) value).weight();
        }
        return sum / weight;
    }
}
