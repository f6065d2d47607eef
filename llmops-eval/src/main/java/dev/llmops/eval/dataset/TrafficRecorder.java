package dev.llmops.eval.dataset;

import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.CallRecord;
import dev.llmops.api.pipeline.PipelineEvent;
import dev.llmops.api.pipeline.PipelineListener;
import dev.llmops.api.pipeline.Postprocessor;
import dev.llmops.api.pipeline.Preprocessor;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.json.JsonLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes what users ask a pipeline, and what it answers, to a file that {@link Traffic} reads.
 *
 * <p>It is a stage and a listener: add it to all three places, behind the other postprocessors.
 *
 * <pre>{@code
 * TrafficRecorder recorder = TrafficRecorder.to(file, prompt -> "yes".equals(prompt.metadata().get("consent")));
 * Pipeline pipeline = Pipeline.builder()
 *         .preprocess(recorder)
 *         .postprocess(recorder)
 *         .listen(recorder)
 *         .onClose(recorder) …
 * }</pre>
 *
 * <p>Recorded are the words as they were typed, the metadata of the prompt, the answer with its passages, or the kind of
 * failure. It writes only where consent is given, to a file that only its owner can read. A call that cannot be written is
 * counted and never fails. Safe for concurrent use.
 */
public final class TrafficRecorder implements Preprocessor, Postprocessor, PipelineListener, AutoCloseable {
    /** How many calls may be under way before the oldest is written as it is. */
    private static final int MOST_OPEN = 10_000;

    private final JsonLog log;
    private final Predicate<Prompt> consent;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Call> open = new LinkedHashMap<>();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    private TrafficRecorder(JsonLog log, Predicate<Prompt> consent) {
        this.log = log;
        this.consent = consent;
    }

    /** A call under way. */
    private record Call(Item item, @Nullable Answer answer) {}

    /**
     * {@return a recorder that adds to {@code file}}
     *
     * @param file is created if it does not exist
     * @param consent whether a prompt may be recorded
     * @throws LlmException if it cannot be written, holds something else, or is being written by another recorder
     */
    public static TrafficRecorder to(Path file, Predicate<Prompt> consent) {
        Require.nonNull(consent, "consent");
        try {
            return new TrafficRecorder(JsonLog.open(Require.nonNull(file, "file")), consent);
        } catch (IOException e) {
            throw new LlmException("Traffic cannot be recorded to " + file + ". Check name and permission.", e);
        }
    }

    /** {@return how many calls were written} */
    public long written() {
        return written.get();
    }

    /** {@return how many calls could not be written} */
    public long lost() {
        return lost.get();
    }

    @Override
    public Prompt process(Prompt prompt, StageContext context) {
        if (consent.test(prompt)) {
            Map<String, String> fields = new TreeMap<>(prompt.metadata());
            prompt.conversation().ifPresent(name -> fields.put("conversation", name));
            Item item = Item.builder(context.callId(), prompt.original())
                    .fields(fields)
                    .build();
            keep(context.callId(), new Call(item, null));
        }
        return prompt;
    }

    @Override
    public Answer process(Answer answer, StageContext context) {
        Call call = take(context.callId());
        if (call != null) {
            keep(context.callId(), new Call(call.item(), answer));
        }
        return answer;
    }

    @Override
    public void on(PipelineEvent event) {
        if (event instanceof PipelineEvent.CallEnded ended) {
            Call call = take(ended.callId());
            if (call != null) {
                write(call, ended.record(), ended.error());
            }
        }
    }

    /** Writes what is still open, without what only the end of a call tells, and closes the file. */
    @Override
    public void close() {
        List<Call> left;
        lock.lock();
        try {
            left = new ArrayList<>(open.values());
            open.clear();
        } finally {
            lock.unlock();
        }
        left.forEach(call -> write(call, null, null));
        try {
            log.close();
        } catch (IOException e) {
            throw new LlmException("The file of recorded traffic could not be closed.", e);
        }
    }

    private void keep(String callId, Call call) {
        Call oldest = null;
        lock.lock();
        try {
            if (open.size() >= MOST_OPEN) {
                // Its end was not heard of: listeners lose events when they cannot keep up.
                oldest = open.remove(open.keySet().iterator().next());
            }
            open.put(callId, call);
        } finally {
            lock.unlock();
        }
        if (oldest != null) {
            write(oldest, null, null);
        }
    }

    private @Nullable Call take(String callId) {
        lock.lock();
        try {
            return open.remove(callId);
        } finally {
            lock.unlock();
        }
    }

    private void write(Call call, @Nullable CallRecord record, @Nullable Throwable error) {
        try {
            log.add(TrafficRow.write(call.item(), output(call, record, error)));
            written.incrementAndGet();
        } catch (IOException e) {
            lost.incrementAndGet();
        }
    }

    private static Output output(Call call, @Nullable CallRecord record, @Nullable Throwable error) {
        Answer answer = call.answer();
        Output.Builder output;
        if (error != null || answer == null) {
            output = Output.failure(
                    error == null ? "no answer" : error.getClass().getSimpleName());
        } else {
            output = Output.builder(answer.text())
                    .retrieved(found(answer.evidence().passages()));
        }
        return record == null
                ? output.build()
                : output.latency(record.duration()).usage(record.usage()).build();
    }

    private static List<Output.Retrieved> found(List<Passage> passages) {
        return passages.stream()
                .map(passage -> new Output.Retrieved(passage.id(), passage.text(), passage.score()))
                .toList();
    }

    /** Shows counts only. */
    @Override
    public String toString() {
        return "TrafficRecorder[written=" + written + ", lost=" + lost + "]";
    }
}
