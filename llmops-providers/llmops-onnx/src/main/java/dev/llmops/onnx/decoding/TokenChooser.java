package dev.llmops.onnx.decoding;

import dev.llmops.api.Require;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the next token of one sequence, in the steps that {@link SamplingSettings} lists.
 *
 * <p>A draw depends on the seed, the logits and the place in the answer only: not on what runs beside, nor on how often
 * a place is tried. Among equals the lowest token is likeliest.
 *
 * <p>A constraint counts before the filters, so that what they leave is legal. Where there is no filter the token is
 * chosen first and checked then; only an illegal one has the mask computed and the choice made again. For the likeliest
 * token that is the same; for a draw too: a legal token has p at the first try, and at the second, which comes with
 * probability 1 − Z if legal tokens have Z together, p / Z; the sum is p / Z, its share among the legal ones.
 *
 * <p>End tokens are not asked for in the constraint's mask: they are legal if {@link TokenConstraint#mayEnd()}, and
 * nothing else is if {@link TokenConstraint#mustEnd()}. Where bans (repeated n-grams, an early end) and the constraint
 * leave nothing, the bans are lifted.
 *
 * <p>Keeps scratch arrays, and is not safe for concurrent use.
 */
public final class TokenChooser {
    private final SamplingSettings settings;
    private final int[] endTokens;
    private final Draws draws;
    private final LogitChanges changes;
    private final Candidates candidates = new Candidates();
    private final boolean filtered;
    private float[] raw = new float[0];

    private TokenChooser(SamplingSettings settings, int[] endTokens, long seed) {
        this.settings = settings;
        this.endTokens = endTokens;
        this.draws = new Draws(seed);
        this.changes = new LogitChanges(settings);
        this.filtered = settings.topK() > 0 || settings.topP() < 1 || settings.minP() > 0 || settings.typicalP() < 1;
    }

    /**
     * {@return a chooser for one sequence}
     *
     * @param endTokens the tokens that end an answer
     * @param seeds where a seed comes from if the settings have none
     */
    public static TokenChooser of(SamplingSettings settings, int[] endTokens, RandomGenerator seeds) {
        Require.nonNull(settings, "settings");
        Require.nonNull(seeds, "seeds");
        long seed = settings.seed().orElseGet(seeds::nextLong);
        return new TokenChooser(
                settings, Require.nonNull(endTokens, "endTokens").clone(), seed);
    }

    /** {@return whether {@code token} ends an answer} */
    public boolean isEnd(int token) {
        for (int end : endTokens) {
            if (end == token) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@return the next token} Neither history nor constraint is told: that is for the caller to do.
     *
     * @param logits one for each token; overwritten
     * @param history the tokens so far
     * @param constraint what may come next; null for anything
     * @throws NoTokenLeftException if no logit is a number, or nothing may come next
     */
    public Choice choose(float[] logits, TokenHistory history, @Nullable TokenConstraint constraint) {
        boolean logprobs = settings.logprobs();
        if (logprobs) {
            keep(logits);
        }
        changes.apply(logits, history);
        boolean mustEnd = constraint != null && constraint.mustEnd();
        if (history.answerLength() < settings.minNewTokens() && !mustEnd) {
            for (int end : endTokens) {
                changes.ban(logits, end);
            }
        }
        int token = constraint == null
                ? pick(logits, history.answerLength(), 0)
                : constrained(logits, history.answerLength(), constraint);
        if (token < 0) {
            token = withoutBans(logits, history.answerLength(), constraint);
        }
        return logprobs ? explained(token) : Choice.of(token);
    }

    private int constrained(float[] logits, int position, TokenConstraint constraint) {
        if (!filtered && !constraint.mustEnd()) {
            int first = pick(logits, position, 0);
            if (first >= 0 && (isEnd(first) ? constraint.mayEnd() : constraint.allows(first))) {
                return first;
            }
        }
        mask(logits, constraint);
        return pick(logits, position, 1);
    }

    private int withoutBans(float[] logits, int position, @Nullable TokenConstraint constraint) {
        changes.lift(logits);
        if (constraint != null) {
            mask(logits, constraint);
        }
        int token = pick(logits, position, 1);
        if (token < 0) {
            throw new NoTokenLeftException(
                    constraint == null
                            ? "The model gave no logit that is a number. Check the model's files."
                            : "The constraint leaves no token to go on with. Check that the model's vocabulary can"
                                    + " write what the grammar wants.");
        }
        return token;
    }

    /** {@return the likeliest or a drawn token; -1 if every logit is negative infinity or no number} */
    private int pick(float[] logits, int position, int lane) {
        double temperature = settings.temperature();
        if (temperature == 0) {
            return Likeliest.first(logits);
        }
        if (settings.topK() > 0) {
            candidates.takeBest(logits, settings.topK(), temperature);
            if (settings.topP() < 1) {
                candidates.keepNucleus(settings.topP());
            }
        } else if (settings.topP() < 1) {
            candidates.takeNucleus(logits, settings.topP(), temperature);
        } else {
            candidates.takeAll(logits, temperature);
        }
        if (candidates.size() == 0) {
            return -1;
        }
        if (settings.minP() > 0) {
            candidates.keepMinP(settings.minP());
        }
        if (settings.typicalP() < 1) {
            candidates.keepTypical(settings.typicalP());
        }
        return candidates.draw(draws.at(position, lane));
    }

    /** Puts what the constraint does not allow out of the question. */
    private void mask(float[] logits, TokenConstraint constraint) {
        float[] ends = new float[endTokens.length];
        for (int i = 0; i < ends.length; i++) {
            boolean known = endTokens[i] >= 0 && endTokens[i] < logits.length;
            ends[i] = known ? logits[endTokens[i]] : Float.NEGATIVE_INFINITY;
        }
        boolean mayEnd = constraint.mayEnd() || constraint.mustEnd();
        if (constraint.mustEnd()) {
            Arrays.fill(logits, Float.NEGATIVE_INFINITY);
        } else {
            maskWords(logits, constraint.allowed());
        }
        for (int i = 0; i < ends.length; i++) {
            if (endTokens[i] >= 0 && endTokens[i] < logits.length) {
                logits[endTokens[i]] = mayEnd ? ends[i] : Float.NEGATIVE_INFINITY;
            }
        }
    }

    private static void maskWords(float[] logits, long[] allowed) {
        for (int start = 0; start < logits.length; start += Long.SIZE) {
            int end = Math.min(start + Long.SIZE, logits.length);
            long word = start / Long.SIZE < allowed.length ? allowed[start / Long.SIZE] : 0;
            if (word == 0) {
                Arrays.fill(logits, start, end, Float.NEGATIVE_INFINITY);
            } else if (word != -1L) {
                for (int i = start; i < end; i++) {
                    if ((word >>> i & 1) == 0) {
                        logits[i] = Float.NEGATIVE_INFINITY;
                    }
                }
            }
        }
    }

    private void keep(float[] logits) {
        if (raw.length != logits.length) {
            raw = new float[logits.length];
        }
        System.arraycopy(logits, 0, raw, 0, logits.length);
    }

    private Choice explained(int token) {
        LogSoftmax softmax = LogSoftmax.of(raw);
        int[] alternatives = Likeliest.of(raw, settings.alternatives());
        double[] logprobs = new double[alternatives.length];
        for (int i = 0; i < logprobs.length; i++) {
            logprobs[i] = softmax.of(raw[alternatives[i]]);
        }
        return Choice.of(token, softmax.of(raw[token]), alternatives, logprobs);
    }
}
