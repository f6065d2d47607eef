package dev.llmops.eval.benchmark;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.api.model.ContextTooLongException;
import dev.llmops.api.model.LogLikelihood;
import dev.llmops.api.model.LogLikelihood.Continuation;
import dev.llmops.api.model.LogLikelihood.Conventions;
import dev.llmops.api.model.LogLikelihood.Likelihood;
import dev.llmops.eval.Output;
import dev.llmops.eval.Signature;
import dev.llmops.eval.benchmark.BenchmarkSample.Asked;
import dev.llmops.eval.work.Errands;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts requests to a model, many at a time where the model takes many; the replies are in order. */
final class Asking {
    /** How many requests for likelihoods go to the model together. */
    private static final int TOGETHER = 256;

    private final BenchmarkModel model;
    private final Writing writing;
    private final String name;
    private final int maxTokens;
    private final int concurrency;
    private final @Nullable Path directory;
    private final CallControl control;

    /** Creates what asks {@code model}; {@code directory} is where its replies are kept, null if they are not. */
    Asking(Benchmark benchmark, BenchmarkModel model, @Nullable Path directory, CallControl control) {
        this.model = model;
        this.name = benchmark.name();
        this.maxTokens = benchmark.task().maxTokens();
        this.concurrency = benchmark.concurrency();
        this.writing = new Writing(model, maxTokens);
        this.directory = directory;
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
        List<List<Asked>> groups = together(documents);
        Errands errands = new Errands(name, model.name(), control);
        // What is compared when a directory is gone on with; in memory only the number matters.
        List<String> things = groups.stream()
                .map(group -> directory == null ? "documents" : content(group))
                .toList();
        List<Output> outputs = errands.perform(
                things,
                fingerprints(),
                concurrency,
                directory,
                (index, inner) -> Output.of(ReplyJson.write(askTogether(groups.get(index), inner))));
        List<Replies> replies = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            errands.throwRefusal(i, outputs.get(i));
            replies.addAll(ReplyJson.read(outputs.get(i).text(), groups.get(i).size()));
        }
        return replies;
    }

    /** {@return the documents in groups that are asked about at once: alone if the model writes} */
    private static List<List<Asked>> together(List<Asked> documents) {
        List<List<Asked>> groups = new ArrayList<>();
        List<Asked> group = new ArrayList<>();
        int requests = 0;
        for (Asked asked : documents) {
            group.add(asked);
            requests += asked.requests().size();
            if (requests >= TOGETHER || isWriting(asked)) {
                groups.add(List.copyOf(group));
                group.clear();
                requests = 0;
            }
        }
        if (!group.isEmpty()) {
            groups.add(List.copyOf(group));
        }
        return groups;
    }

    private String content(List<Asked> group) {
        StringBuilder content = new StringBuilder().append(maxTokens);
        for (Asked asked : group) {
            for (BenchmarkRequest request : asked.requests()) {
                List<String> texts = new ArrayList<>();
                if (request instanceof BenchmarkRequest.Judge judge) {
                    texts = List.of("judge", judge.context(), judge.continuation());
                } else if (request instanceof BenchmarkRequest.Roll roll) {
                    texts = List.of("roll", roll.text());
                } else if (request instanceof BenchmarkRequest.Generate generate) {
                    texts.addAll(List.of("generate", generate.prompt()));
                    texts.addAll(generate.until());
                }
                texts.forEach(text ->
                        content.append('|').append(text.length()).append(':').append(text));
            }
        }
        return Documents.hash(content.toString().getBytes(StandardCharsets.UTF_16BE));
    }

    private List<Replies> askTogether(List<Asked> documents, CallControl inner) {
        if (documents.size() == 1) {
            return List.of(askAlone(documents.get(0), inner));
        }
        try {
            List<BenchmarkRequest> requests = documents.stream()
                    .flatMap(asked -> asked.requests().stream())
                    .toList();
            List<Reply> replies = reply(requests, inner);
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
            return documents.stream().map(asked -> askAlone(asked, inner)).toList();
        } catch (InvalidInputException e) {
            if (!e.argument().equals("text")) {
                throw e;
            }
            return documents.stream().map(asked -> askAlone(asked, inner)).toList();
        }
    }

    private static boolean isWriting(Asked asked) {
        return asked.requests().stream().anyMatch(BenchmarkRequest.Generate.class::isInstance);
    }

    private Replies askAlone(Asked asked, CallControl inner) {
        try {
            return new Replies(reply(asked.requests(), inner), null);
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
    private List<Reply> reply(List<BenchmarkRequest> requests, CallControl inner) {
        List<Continuation> continuations = new ArrayList<>();
        List<String> whole = new ArrayList<>();
        List<Reply> written = new ArrayList<>();
        for (BenchmarkRequest request : requests) {
            if (request instanceof BenchmarkRequest.Judge judge) {
                continuations.add(new Continuation(judge.context(), judge.continuation()));
            } else if (request instanceof BenchmarkRequest.Roll roll) {
                whole.add(roll.text());
            } else if (request instanceof BenchmarkRequest.Generate generate) {
                written.add(new Reply.Written(writing.answer(generate, inner)));
            }
        }
        List<Reply> replies = new ArrayList<>(written);
        if (!continuations.isEmpty()) {
            judged(() -> judge().judge(continuations, inner), continuations.size(), replies);
        }
        if (!whole.isEmpty()) {
            judged(() -> judge().judgeWhole(whole, inner), whole.size(), replies);
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
