package dev.llmops.eval.benchmark;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.api.model.ContextTooLongException;
import dev.llmops.api.model.LogLikelihood;
import dev.llmops.api.model.LogLikelihood.Continuation;
import dev.llmops.api.model.LogLikelihood.Conventions;
import dev.llmops.api.model.LogLikelihood.Likelihood;
import dev.llmops.eval.Signature;
import dev.llmops.eval.benchmark.BenchmarkSample.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts requests to a model, in order, many at a time where the model takes many. */
final class Asking {
    /** How many requests for likelihoods go to the model together. */
    private static final int TOGETHER = 256;

    private final BenchmarkModel model;
    private final Writing writing;
    private final CallControl control;

    Asking(BenchmarkModel model, int maxTokens, CallControl control) {
        this.model = model;
        this.writing = new Writing(model, maxTokens, control);
        this.control = control;
    }

    /** Fails if the model cannot do what {@code task} needs. */
    void requireAble(TaskDefinition task) {
        boolean able = task.form().isLikelihood()
                ? model.judge().isPresent()
                : model.writer().isPresent();
        Require.that(
                able,
                "model",
                task.form().isLikelihood()
                        ? task.name() + " needs a model that tells how likely texts are (LogLikelihood): a local model,"
                                + " or a server with prompt log-probabilities"
                        : task.name() + " needs a model that writes (ModelClient)");
    }

    /** {@return {@code signature} with what is particular about the model} */
    Signature describe(TaskDefinition task, Signature signature) {
        if (!task.form().isLikelihood()) {
            return signature.with("mode", task.isComparable() ? "generation" : "generated-choice");
        }
        Conventions conventions = judge().conventions();
        return signature
                .with("mode", "likelihood")
                .with("begin", conventions.beginning())
                .with("boundary", conventions.boundary());
    }

    /** {@return what the model is made of, as far as it tells} */
    Map<String, String> fingerprints() {
        return model.judge().isPresent()
                ? Map.of("tokenizer", judge().conventions().tokenizer())
                : Map.of();
    }

    /** {@return what the model says, document by document} */
    List<Replies> ask(List<Asked> documents) {
        List<Replies> replies = new ArrayList<>();
        List<Asked> together = new ArrayList<>();
        int requests = 0;
        for (Asked asked : documents) {
            together.add(asked);
            requests += asked.requests().size();
            if (requests >= TOGETHER) {
                replies.addAll(askTogether(together));
                together.clear();
                requests = 0;
            }
        }
        replies.addAll(askTogether(together));
        return replies;
    }

    private List<Replies> askTogether(List<Asked> documents) {
        if (control.cancellation().isCancelled()) {
            throw new CallCancelledException("benchmark");
        }
        if (documents.size() == 1 || documents.stream().anyMatch(Asking::isWriting)) {
            return documents.stream().map(this::askAlone).toList();
        }
        try {
            List<BenchmarkRequest> requests = documents.stream()
                    .flatMap(asked -> asked.requests().stream())
                    .toList();
            List<Reply> replies = reply(requests);
            List<Replies> split = new ArrayList<>();
            int from = 0;
            for (Asked asked : documents) {
                int to = from + asked.requests().size();
                split.add(new Replies(replies.subList(from, to), null));
                from = to;
            }
            return split;
        } catch (ContextTooLongException e) {
            // One of them; which one, each alone will tell.
            return documents.stream().map(this::askAlone).toList();
        } catch (InvalidInputException e) {
            if (!e.argument().equals("text")) {
                throw e;
            }
            return documents.stream().map(this::askAlone).toList();
        }
    }

    private static boolean isWriting(Asked asked) {
        return asked.requests().stream().anyMatch(BenchmarkRequest.Generate.class::isInstance);
    }

    private Replies askAlone(Asked asked) {
        try {
            return new Replies(reply(asked.requests()), null);
        } catch (ContextTooLongException e) {
            return new Replies(List.of(), "does not fit into the context of the model");
        } catch (InvalidInputException e) {
            if (!e.argument().equals("text")) {
                throw e;
            }
            return new Replies(List.of(), "has a text of which the model judges no token");
        }
    }

    /** {@return the replies in the order of the requests, which are all of one kind} */
    private List<Reply> reply(List<BenchmarkRequest> requests) {
        List<Continuation> continuations = new ArrayList<>();
        List<String> whole = new ArrayList<>();
        List<Reply> written = new ArrayList<>();
        for (BenchmarkRequest request : requests) {
            if (request instanceof BenchmarkRequest.Judge judge) {
                continuations.add(new Continuation(judge.context(), judge.continuation()));
            } else if (request instanceof BenchmarkRequest.Roll roll) {
                whole.add(roll.text());
            } else if (request instanceof BenchmarkRequest.Generate generate) {
                written.add(new Reply.Written(writing.answer(generate)));
            }
        }
        List<Reply> replies = new ArrayList<>(written);
        if (!continuations.isEmpty()) {
            judged(() -> judge().judge(continuations, control), continuations.size(), replies);
        }
        if (!whole.isEmpty()) {
            judged(() -> judge().judgeWhole(whole, control), whole.size(), replies);
        }
        return replies;
    }

    private void judged(Supplier<List<Likelihood>> call, int wanted, List<Reply> replies) {
        List<Likelihood> likelihoods = call.get();
        Require.that(
                likelihoods.size() == wanted,
                "model",
                model.name() + " judged " + likelihoods.size() + " of " + wanted + " texts");
        for (Likelihood likelihood : likelihoods) {
            Require.that(
                    !Double.isNaN(likelihood.logprob()),
                    "model",
                    model.name() + " gave a log-likelihood that is no number");
            replies.add(new Reply.Judged(likelihood.logprob(), likelihood.greedy()));
        }
    }

    private LogLikelihood judge() {
        return model.judge().orElseThrow();
    }

    /**
     * What a model said about a document.
     *
     * @param list the replies, in the order of the requests; empty if it failed
     * @param failure why there are none; null if there are
     */
    record Replies(List<Reply> list, @Nullable String failure) {
        Replies {
            list = List.copyOf(list);
        }
    }
}
