package dev.llmops.eval.work;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.Cancellation;
import dev.llmops.api.Deadline;
import dev.llmops.api.Registration;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.Usage;
import dev.llmops.core.concurrent.CancelSource;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.UsageMeter;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.eval.run.Evaluation;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Run;
import dev.llmops.eval.run.RunState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Does a list of things as runs ask their items: several at once, slower when a provider has too much to do, until
 * cancelled, and in a directory again from where it stood. The results are in the order of the list.
 *
 * <p>Unlike a run nothing more begins after the first failure, which is thrown when what is under way then is finished,
 * so that it is kept. Only a refusal of a provider that has been asked ten times is a failed output. Used once, by one
 * thread; the work is called by several.
 */
public final class Errands {
    /** How often a run asks one thing before the refusal of a provider is the outcome. */
    public static final int MOST_TRIES = 10;

    private final String what;
    private final String who;
    private final CallControl control;
    private final CancelSource stop = new CancelSource();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Map<String, ProviderException> refusals = new ConcurrentHashMap<>();

    /**
     * Creates a list of things to do.
     *
     * @param what the name of the whole
     * @param who the name of who does it
     * @param control deadline and cancellation of the whole
     */
    public Errands(String what, String who, CallControl control) {
        this.what = what;
        this.who = who;
        this.control = control;
    }

    /** One thing to do. Called by several threads at once, and again if it throws the refusal of a provider. */
    @FunctionalInterface
    public interface Work {
        /** {@return what comes of the thing at {@code index}} */
        Output perform(int index, CallControl control);
    }

    /**
     * {@return what came of the things, in their order}
     *
     * @param things what tells them apart; a directory is gone on with only if they are the same
     * @param fingerprints what the one who does it is made of
     * @param concurrency how many are done at once, at most
     * @param directory where results are kept as they come; null if they are not
     * @throws CallCancelledException if the whole was cancelled, or this thread interrupted
     */
    public List<Output> perform(
            List<String> things,
            Map<String, String> fingerprints,
            int concurrency,
            @Nullable Path directory,
            Work work) {
        List<Item> items = new ArrayList<>();
        for (String thing : things) {
            items.add(Item.of(String.valueOf(items.size()), thing));
        }
        Evaluation evaluation = Evaluation.of(Dataset.of(what, items))
                .subject(who, (item, inner) -> performed(item, new Inner(inner, control), work))
                .concurrency(concurrency)
                .cancelledBy(stop);
        fingerprints.forEach(evaluation::fingerprint);
        Registration outer = control.cancellation().onCancel(stop::cancel);
        Run run;
        try {
            run = directory == null
                    ? evaluation.run()
                    : evaluation.retryFailures().runInto(directory);
        } finally {
            outer.close();
        }
        rethrow();
        if (run.state() != RunState.FINISHED) {
            throw new CallCancelledException(what);
        }
        try (Stream<Result> results = run.stream()) {
            return results.map(Result::output).toList();
        }
    }

    private Output performed(Item item, Inner inner, Work work) {
        if (failure.get() != null) {
            throw new CallCancelledException(what);
        }
        try {
            Output output = work.perform(Integer.parseInt(item.id()), inner);
            return output.usage().equals(Usage.unknown())
                    ? output.toBuilder().usage(inner.sum()).build()
                    : output;
        } catch (RuntimeException | Error e) {
            if (e instanceof ProviderException refusal && isRefusal(refusal)) {
                refusals.put(item.id(), refusal);
            } else if (!inner.cancellation().isCancelled()) {
                failure.compareAndSet(null, e);
            }
            throw e;
        }
    }

    /** {@return whether a provider has too much to do, so that it is asked again} */
    public static boolean isRefusal(ProviderException failure) {
        return failure.errorClass() == ErrorClass.RATE_LIMITED || failure.errorClass() == ErrorClass.OVERLOADED;
    }

    /** Throws the refusal that is the outcome of the thing at {@code index}, if {@code output} is none. */
    public void throwRefusal(int index, Output output) {
        ProviderException refusal = refusals.get(String.valueOf(index));
        if (output.failure().isPresent() && refusal != null) {
            throw refusal;
        }
    }

    private void rethrow() {
        Throwable first = failure.get();
        if (first instanceof Error fatal) {
            throw fatal;
        }
        if (first instanceof RuntimeException known) {
            throw known;
        }
    }

    /** The control of one thing: that of its run, with the deadline of the whole; reports go to both. */
    private static final class Inner implements UsageMeter {
        private final CallControl run;
        private final CallControl whole;
        private Usage sum = Usage.unknown();

        private Inner(CallControl run, CallControl whole) {
            this.run = run;
            this.whole = whole;
        }

        private synchronized Usage sum() {
            return sum;
        }

        @Override
        public void used(Usage usage) {
            synchronized (this) {
                sum = sum.plus(usage);
            }
            UsageMeter.report(run, usage);
            UsageMeter.report(whole, usage);
        }

        @Override
        public String callId() {
            return run.callId();
        }

        @Override
        public Deadline deadline() {
            return whole.deadline().earlier(run.deadline());
        }

        @Override
        public Cancellation cancellation() {
            return run.cancellation();
        }
    }
}
