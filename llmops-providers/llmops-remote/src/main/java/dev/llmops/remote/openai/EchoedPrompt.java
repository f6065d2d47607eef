package dev.llmops.remote.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.LogLikelihood.Likelihood;
import dev.llmops.remote.wire.MalformedAnswerException;
import java.util.ArrayList;
import java.util.List;

/**
 * A prompt that a server repeats with the log-probability of each of its tokens.
 *
 * <p>Which tokens belong to the judged text is found by laying the tokens end to end along the prompt. What a server
 * puts before it (a token that begins texts, with its text) and behind it (a token that it had to write) is left out.
 * Where tokens are pieces of characters and cannot be laid along the prompt, the offsets that the server states decide;
 * they count code points, and may count the text of the token that begins texts.
 */
final class EchoedPrompt {
    /** What servers write for bytes that are no whole character. */
    private static final char PIECE = '\uFFFD';

    private static final String NO_LOGPROBS_CODE = "no-logprobs";

    private final String prompt;
    private final List<String> tokens = new ArrayList<>();
    private final JsonNode logprobs;
    private final JsonNode offsets;
    private final JsonNode alternatives;

    /**
     * Reads a repeated prompt.
     *
     * @param prompt what was sent
     * @param choice the choice of the answer that repeats it
     * @throws MalformedAnswerException if there are no log-probabilities of its tokens
     */
    EchoedPrompt(String prompt, JsonNode choice) {
        JsonNode facts = choice.path("logprobs");
        this.prompt = prompt;
        this.logprobs = facts.path("token_logprobs");
        this.offsets = facts.path("text_offset");
        this.alternatives = facts.path("top_logprobs");
        for (JsonNode token : facts.path("tokens")) {
            tokens.add(token.asText());
        }
        if (tokens.isEmpty() || logprobs.size() != tokens.size()) {
            throw new MalformedAnswerException(NO_LOGPROBS_CODE, "The answer has not a log-probability of each token.");
        }
    }

    /**
     * {@return how likely the end of the prompt is}
     *
     * @param from where the judged text begins in the prompt; a token that reaches over that place counts
     * @throws MalformedAnswerException if it cannot be told which tokens those are
     */
    Likelihood behind(int from) {
        int[] starts = starts();
        double sum = 0;
        int count = 0;
        boolean greedy = true;
        for (int i = 0; i < tokens.size(); i++) {
            int end = i + 1 < starts.length ? starts[i + 1] : prompt.length();
            if (starts[i] < 0 || starts[i] >= prompt.length() || end <= from) {
                continue;
            }
            JsonNode logprob = logprobs.get(i);
            if (logprob.isNull() && i == 0) {
                // Nothing stands before the first token of all, so nothing tells how likely it is.
                continue;
            }
            if (!logprob.isNumber()) {
                throw new MalformedAnswerException(NO_LOGPROBS_CODE, "A token of the answer has no log-probability.");
            }
            sum += logprob.doubleValue();
            count++;
            greedy &= isLikeliest(i, logprob.doubleValue());
        }
        if (count == 0) {
            throw new MalformedAnswerException(
                    NO_LOGPROBS_CODE, "The answer has no log-probability of any token of the judged text.");
        }
        return new Likelihood(sum, count, greedy);
    }

    private boolean isLikeliest(int token, double logprob) {
        JsonNode others = alternatives.path(token);
        if (!others.isObject() || others.isEmpty()) {
            throw new MalformedAnswerException(
                    NO_LOGPROBS_CODE, "The answer names no likeliest token beside those of the prompt.");
        }
        for (JsonNode other : others) {
            if (other.doubleValue() > logprob) {
                return false;
            }
        }
        return true;
    }

    /** {@return where each token begins in the prompt; negative for tokens before it} */
    private int[] starts() {
        int[] laid = laid();
        return laid.length > 0 ? laid : stated();
    }

    /** {@return where each token begins when they are laid along the prompt; empty if they do not fit} */
    private int[] laid() {
        int[] starts = new int[tokens.size()];
        int at = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = at;
            String token = tokens.get(i);
            if (at == prompt.length() || token.isEmpty()) {
                continue;
            }
            if (prompt.startsWith(token, at)) {
                at += token.length();
            } else if (at == 0
                    && token.length() > 1
                    && token.charAt(0) == ' '
                    && prompt.startsWith(token.substring(1))) {
                // Some tokenizers put a blank before every text.
                at += token.length() - 1;
            } else if (at == 0 && i == 0) {
                starts[i] = -1;
            } else {
                return new int[0];
            }
        }
        return at == prompt.length() ? starts : new int[0];
    }

    private int[] stated() {
        if (offsets.size() != tokens.size()) {
            throw new MalformedAnswerException(NO_LOGPROBS_CODE, "The answer has not a text offset of each token.");
        }
        int before = 0;
        if (tokens.size() > 1 && !tokens.get(0).isEmpty() && !beginsPrompt(tokens.get(0))) {
            before = offsets.get(1).asInt() - offsets.get(0).asInt();
        }
        int characters = prompt.codePointCount(0, prompt.length());
        int[] starts = new int[tokens.size()];
        for (int i = 0; i < starts.length; i++) {
            int offset = offsets.get(i).asInt() - before;
            starts[i] = offset < 0 || offset > characters
                    ? offset < 0 ? -1 : prompt.length()
                    : prompt.offsetByCodePoints(0, offset);
        }
        return starts;
    }

    /** {@return whether the prompt begins with {@code token}, or with what it has before a piece of a character} */
    private boolean beginsPrompt(String token) {
        int piece = token.indexOf(PIECE);
        return prompt.startsWith(piece > 0 ? token.substring(0, piece) : token);
    }
}
