package dev.llmops.onnx.decoding;

import java.util.Arrays;
import java.util.Map;

/**
 * Bias, penalties and bans, applied to logits in place.
 *
 * <p>Belongs to one sequence. Remembers what it banned, so that a ban can be lifted where nothing else is left.
 */
final class LogitChanges {
    private final float repetition;
    private final float presence;
    private final float frequency;
    private final int ngram;
    private final int[] biasedTokens;
    private final float[] biases;

    private int[] banned = new int[16];
    private float[] before = new float[16];
    private int bans;

    LogitChanges(SamplingSettings settings) {
        repetition = (float) settings.repetitionPenalty();
        presence = (float) settings.presencePenalty();
        frequency = (float) settings.frequencyPenalty();
        ngram = settings.noRepeatNgram();
        Map<Integer, Double> bias = settings.logitBias();
        biasedTokens =
                bias.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        biases = new float[biasedTokens.length];
        for (int i = 0; i < biases.length; i++) {
            biases[i] = bias.getOrDefault(biasedTokens[i], 0.0).floatValue();
        }
    }

    /** Applies everything that depends on the settings and the history. */
    void apply(float[] logits, TokenHistory history) {
        bans = 0;
        for (int i = 0; i < biases.length && biasedTokens[i] < logits.length; i++) {
            logits[biasedTokens[i]] += biases[i];
        }
        if (repetition != 1) {
            penalizeRepetition(logits, history);
        }
        if (presence != 0 || frequency != 0) {
            penalizeUse(logits, history);
        }
        if (ngram > 0 && history.size() + 1 >= ngram) {
            banNgrams(logits, history);
        }
    }

    private void penalizeRepetition(float[] logits, TokenHistory history) {
        for (int i = 0; i < history.distinct(); i++) {
            int token = history.distinctToken(i);
            if (token < logits.length) {
                float logit = logits[token];
                logits[token] = logit < 0 ? logit * repetition : logit / repetition;
            }
        }
    }

    private void penalizeUse(float[] logits, TokenHistory history) {
        for (int i = 0; i < history.distinct(); i++) {
            int count = history.answerCount(i);
            int token = history.distinctToken(i);
            if (count > 0 && token < logits.length) {
                logits[token] -= presence + count * frequency;
            }
        }
    }

    private void banNgrams(float[] logits, TokenHistory history) {
        int prefix = ngram - 1;
        int last = history.size() - prefix;
        for (int start = 0; start + prefix < history.size(); start++) {
            int matched = 0;
            while (matched < prefix && history.token(start + matched) == history.token(last + matched)) {
                matched++;
            }
            if (matched == prefix) {
                ban(logits, history.token(start + prefix));
            }
        }
    }

    /** Puts a token out of the question. */
    void ban(float[] logits, int token) {
        if (token < 0 || token >= logits.length || logits[token] == Float.NEGATIVE_INFINITY) {
            return;
        }
        if (bans == banned.length) {
            banned = Arrays.copyOf(banned, 2 * bans);
            before = Arrays.copyOf(before, 2 * bans);
        }
        banned[bans] = token;
        before[bans++] = logits[token];
        logits[token] = Float.NEGATIVE_INFINITY;
    }

    /** Takes the bans back. */
    void lift(float[] logits) {
        for (int i = 0; i < bans; i++) {
            logits[banned[i]] = before[i];
        }
        bans = 0;
    }
}
