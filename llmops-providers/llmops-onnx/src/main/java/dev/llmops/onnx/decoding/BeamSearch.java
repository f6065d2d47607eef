package dev.llmops.onnx.decoding;

import dev.llmops.api.Require;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps the books of a beam search: which sequences live on, and which have come to an end.
 *
 * <p>Works as {@code BeamSearchScorer} of Hugging Face transformers. Each step looks at the {@code (1 + end tokens)}
 * times as many likeliest continuations as there are beams. One that ends is an answer if it is among the first
 * {@code beams}; the others live on until there are {@code beams} of them. An answer scores its log-probability, divided
 * by its length (end token included) to the power of the length penalty.
 *
 * <p>Runs no model, and is not safe for concurrent use.
 */
public final class BeamSearch {
    private static final Comparator<Beam> BY_SCORE = Comparator.comparingDouble(Beam::score);

    private final BeamSettings settings;
    private final int[] endTokens;
    private List<Beam> live = List.of(Beam.root());
    private final List<Beam> answers = new ArrayList<>();
    private int steps;
    /** Whether no live beam can become one of the answers, by the rule of the settings. */
    private boolean hopeless;

    private BeamSearch(BeamSettings settings, int[] endTokens) {
        this.settings = settings;
        this.endTokens = endTokens;
    }

    /** {@return a search that begins behind a prompt} */
    public static BeamSearch of(BeamSettings settings, int... endTokens) {
        return new BeamSearch(
                Require.nonNull(settings, "settings"),
                Require.nonNull(endTokens, "endTokens").clone());
    }

    /**
     * {@return the log-probability of each token}
     *
     * @param logits what the model gave; not changed
     * @throws NoTokenLeftException if no logit is a number
     */
    public static float[] logprobs(float[] logits) {
        LogSoftmax softmax = LogSoftmax.of(logits);
        float[] logprobs = new float[logits.length];
        for (int token = 0; token < logprobs.length; token++) {
            logprobs[token] = (float) softmax.of(logits[token]);
        }
        return logprobs;
    }

    /** {@return the beams that need log-probabilities for their next token; one before the first step} */
    public List<Beam> live() {
        return live;
    }

    /**
     * Goes on by one token.
     *
     * @param logprobs for each live beam, in order, the log-probability of each token; negative infinity for what may
     *     not come
     * @return the beams that live now; each tells which one it goes on from
     */
    public List<Beam> step(List<float[]> logprobs) {
        Require.that(logprobs.size() == live.size(), "logprobs", "There must be a row for each live beam.");
        List<Beam> ranked = continuations(logprobs);
        List<Beam> next = new ArrayList<>();
        for (int rank = 0; rank < ranked.size() && next.size() < settings.beams(); rank++) {
            Beam beam = ranked.get(rank);
            if (!isEnd(beam.lastToken())) {
                next.add(beam);
            } else if (rank < settings.beams()) {
                addAnswer(beam.scored(settings.lengthPenalty()));
            }
        }
        live = List.copyOf(next);
        steps++;
        hopeless = hopeless || isHopeless(ranked.get(0).logprob());
        return live;
    }

    private List<Beam> continuations(List<float[]> logprobs) {
        int wanted = Math.max(2, 1 + endTokens.length) * settings.beams();
        List<Beam> ranked = new ArrayList<>();
        for (int i = 0; i < live.size(); i++) {
            Beam beam = live.get(i);
            float[] row = logprobs.get(i);
            for (int token : Likeliest.of(row, wanted)) {
                if (row[token] > Float.NEGATIVE_INFINITY) {
                    ranked.add(beam.with(i, token, beam.logprob() + row[token]));
                }
            }
        }
        if (ranked.isEmpty()) {
            throw new NoTokenLeftException("No live beam has a token to go on with.");
        }
        // Stable, so that of equals the earlier beam and the lower token come first.
        ranked.sort(Comparator.comparingDouble(Beam::logprob).reversed());
        return ranked.subList(0, Math.min(wanted, ranked.size()));
    }

    private boolean isHopeless(double best) {
        if (answers.size() < settings.beams()) {
            return false;
        }
        double worst = answers.stream().min(BY_SCORE).orElseThrow().score();
        return switch (settings.stopping()) {
            case AT_ONCE -> true;
            case WHEN_UNLIKELY -> worst >= scored(best, steps);
            case WHEN_IMPOSSIBLE ->
                worst >= scored(best, settings.lengthPenalty() > 0 ? settings.maxNewTokens() : steps);
        };
    }

    private double scored(double logprob, int length) {
        return logprob / Math.pow(length, settings.lengthPenalty());
    }

    private void addAnswer(Beam answer) {
        answers.add(answer);
        if (answers.size() > settings.beams()) {
            answers.remove(answers.stream().min(BY_SCORE).orElseThrow());
        }
    }

    private boolean isEnd(int token) {
        for (int end : endTokens) {
            if (end == token) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether no further step can matter, or none may follow} */
    public boolean isDone() {
        return hopeless || live.isEmpty() || steps >= settings.maxNewTokens();
    }

    /** {@return the answers, best first; beams that still live are among them unless the search came to its end} */
    public List<Beam> answers() {
        List<Beam> all = new ArrayList<>(answers);
        if (!hopeless) {
            live.stream()
                    .filter(beam -> beam.tokens().length > 0)
                    .map(beam -> beam.scored(settings.lengthPenalty()))
                    .forEach(all::add);
        }
        all.sort(BY_SCORE.reversed());
        return List.copyOf(all.subList(0, Math.min(settings.beams(), all.size())));
    }
}
