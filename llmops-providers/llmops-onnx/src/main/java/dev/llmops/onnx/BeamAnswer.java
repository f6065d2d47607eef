package dev.llmops.onnx;

import dev.llmops.api.model.ModelCall;
import dev.llmops.onnx.chat.NextTokens;
import dev.llmops.onnx.decoding.Beam;
import dev.llmops.onnx.decoding.BeamSearch;
import dev.llmops.onnx.decoding.BeamSettings;
import dev.llmops.onnx.decoding.EarlyStopping;
import dev.llmops.onnx.engine.QueueFullException;
import dev.llmops.onnx.engine.SequenceRequest;
import dev.llmops.onnx.engine.Ticket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Searches for the likeliest answer by following several beginnings.
 *
 * <p>Each step judges every beginning as a sequence of its own; what a beginning has in common with those of the step
 * before is not computed again. Belongs to one call.
 */
final class BeamAnswer {
    private final OnnxModel model;
    private final OnnxOptions options;
    private final ModelCall call;
    private final Collection<Ticket> tickets;

    BeamAnswer(OnnxModel model, OnnxOptions options, ModelCall call, Collection<Ticket> tickets) {
        this.model = model;
        this.options = options;
        this.call = call;
        this.tickets = tickets;
    }

    /** {@return the likeliest answer to {@code prompt}, an end token included if it has one} */
    int[] search(int[] prompt, int maxTokens) {
        BeamSearch search = BeamSearch.of(
                new BeamSettings(options.beams(), options.lengthPenalty(), EarlyStopping.WHEN_UNLIKELY, maxTokens),
                model.endTokens());
        while (!search.isDone()) {
            List<NextTokens> judged = new ArrayList<>();
            for (Beam beam : search.live()) {
                judged.add(submit(prompt, beam.tokens(), judged));
            }
            List<float[]> logprobs = new ArrayList<>();
            for (NextTokens next : judged) {
                await(next);
                logprobs.add(next.logprobs());
            }
            tickets.clear();
            search.step(logprobs);
        }
        return search.answers().get(0).tokens();
    }

    private void await(NextTokens next) {
        RuntimeException failure = next.await(call);
        if (failure != null) {
            throw LocalModelFailures.of(model.info(), failure);
        }
    }

    /** Where others wait as well, what is under way for this search comes first. */
    private NextTokens submit(int[] prompt, int[] answer, List<NextTokens> underWay) {
        int[] tokens = Arrays.copyOf(prompt, prompt.length + answer.length);
        System.arraycopy(answer, 0, tokens, prompt.length, answer.length);
        NextTokens next = new NextTokens();
        SequenceRequest request = SequenceRequest.judge(tokens, tokens.length);
        for (NextTokens earlier : underWay) {
            try {
                tickets.add(model.engine().submit(request, next));
                return next;
            } catch (QueueFullException e) {
                await(earlier);
            }
        }
        try {
            tickets.add(model.engine().submit(request, next));
            return next;
        } catch (QueueFullException e) {
            throw LocalModelFailures.of(model.info(), e);
        }
    }
}
