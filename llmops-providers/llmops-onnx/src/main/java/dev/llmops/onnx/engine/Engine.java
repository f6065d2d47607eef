package dev.llmops.onnx.engine;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import dev.llmops.api.LlmException;
import dev.llmops.onnx.ComputeOptions;
import dev.llmops.onnx.ModelDirectoryException;
import dev.llmops.onnx.files.DecoderDirectory;
import dev.llmops.onnx.runtime.RuntimeFailures;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Runs a decoder for many sequences at once.
 *
 * <p>Sequences wait in a queue of limited length until there is a slot for them. One daemon thread owns the graph and
 * the memory of keys and values; everything else talks to it through this class, which is safe for concurrent use.
 */
public final class Engine implements AutoCloseable {
    private static final String FAILED = "The engine of this model has failed. Open the model again.";

    private final DecoderGraph graph;
    private final Stepper stepper;
    private final Interruption interruption;
    private final EngineOptions options;
    private final LongSupplier clock;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Deque<Sequence> waiting = new ArrayDeque<>();
    private boolean closed;
    /** What the thread has died of; null while it lives, and if it was closed. */
    private @Nullable Throwable failure;

    private Engine(
            DecoderGraph graph,
            EngineOptions options,
            LongSupplier clock,
            DecoderRun run,
            KeyValues memory,
            RunOptions runOptions) {
        this.graph = graph;
        this.options = options;
        this.clock = clock;
        this.interruption = new Interruption(runOptions);
        this.stepper = new Stepper(
                run,
                memory,
                new PrefixCache(options.prefixBytes(), graph.bytesPerPosition(), memory::discard),
                interruption,
                options,
                clock);
        this.thread = new Thread(this::work, "llmops-onnx-" + graph.file().getFileName());
        thread.setDaemon(true);
    }

    /**
     * Loads the graph of {@code directory} and starts.
     *
     * @param accuracyLevel how exact activations must be, see {@link dev.llmops.onnx.graph.DecoderEdit}
     * @param adapter what is added to the weights; null for nothing
     * @param vocabulary how many logits a row has, if the graph does not say
     * @param clock elapsed nanoseconds
     */
    public static Engine start(
            DecoderDirectory directory,
            ComputeOptions compute,
            EngineOptions options,
            int accuracyLevel,
            @Nullable Path adapter,
            int vocabulary,
            LongSupplier clock) {
        DecoderGraph graph =
                DecoderGraph.open(directory.graph(), directory.config().names(), compute, accuracyLevel);
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        opened.push(graph.session());
        try {
            KeyValues memory = graph.sharesCache()
                    ? new SlotMemory(graph, options.cacheBytes())
                    : new FedBackMemory(graph, options.cacheBytes());
            opened.push(memory);
            Adapter weights = Adapter.open(graph, adapter);
            opened.push(weights);
            RunOptions runOptions = new RunOptions();
            opened.push(runOptions);
            weights.applyTo(runOptions);
            int logits = graph.vocabulary() > 0 ? graph.vocabulary() : vocabulary;
            Engine engine = new Engine(
                    graph, options, clock, new DecoderRun(graph, memory, weights, logits), memory, runOptions);
            engine.thread.start();
            return engine;
        } catch (OrtException e) {
            closeAll(opened);
            throw new ModelDirectoryException(
                    graph.file(), "ONNX Runtime cannot run it.", RuntimeFailures.remedy(e), e);
        } catch (RuntimeException | Error e) {
            closeAll(opened);
            throw e;
        }
    }

    private static void closeAll(Deque<AutoCloseable> opened) {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LoggerFactory.getLogger(Engine.class).warn("Something native was not freed", e);
            }
        }
    }

    /**
     * Puts a sequence into the queue.
     *
     * @return withdraws it
     * @throws QueueFullException if too many wait already
     */
    public Ticket submit(SequenceRequest request, SequenceListener listener) {
        Sequence sequence = new Sequence(request, listener, clock.getAsLong(), options.draftTokens());
        lock.lock();
        try {
            if (failure != null) {
                throw new LlmException(FAILED, failure);
            }
            if (closed) {
                throw new LlmException("This model is closed. Open it again, and close it when nobody uses it.");
            }
            if (waiting.size() >= options.maxWaiting()) {
                throw new QueueFullException(waiting.size());
            }
            waiting.add(sequence);
            work.signal();
        } finally {
            lock.unlock();
        }
        return new Ticket(this, sequence);
    }

    void withdraw(Sequence sequence) {
        sequence.cancel();
        interruption.stop(sequence);
        boolean waited;
        lock.lock();
        try {
            waited = waiting.remove(sequence);
        } finally {
            lock.unlock();
        }
        if (waited) {
            sequence.end(SequenceEnd.Reason.CANCELLED, null, clock.getAsLong());
        }
    }

    private void work() {
        try {
            while (admit()) {
                stepper.turn();
            }
            stepper.endAll(SequenceEnd.Reason.FAILED, closedWhileRunning());
        } catch (RuntimeException | Error e) {
            LoggerFactory.getLogger(Engine.class).error("The engine of {} has failed", graph.file(), e);
            fail(e);
        } finally {
            stepper.close();
            interruption.close();
            graph.session().close();
        }
    }

    private static LlmException closedWhileRunning() {
        return new LlmException("The model was closed while it answered.");
    }

    /** Lets waiting sequences in, and waits while there are none; {@return whether the engine is to go on} */
    private boolean admit() {
        lock.lock();
        try {
            while (!closed && waiting.isEmpty() && stepper.isIdle()) {
                work.awaitUninterruptibly();
            }
            while (!closed
                    && !waiting.isEmpty()
                    && stepper.hasRoomFor(first().request().prompt().length)) {
                stepper.add(waiting.remove());
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private Sequence first() {
        return waiting.element();
    }

    private void fail(Throwable cause) {
        lock.lock();
        try {
            closed = true;
            failure = cause;
        } finally {
            lock.unlock();
        }
        LlmException told = new LlmException(FAILED, cause);
        stepper.endAll(SequenceEnd.Reason.FAILED, told);
        endWaiting(told);
    }

    private void endWaiting(LlmException cause) {
        while (true) {
            @Nullable Sequence sequence;
            lock.lock();
            try {
                sequence = waiting.poll();
            } finally {
                lock.unlock();
            }
            if (sequence == null) {
                return;
            }
            sequence.end(SequenceEnd.Reason.FAILED, cause, clock.getAsLong());
        }
    }

    /** Ends all sequences and frees the graph, once the run under way is over. Further calls do nothing. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        endWaiting(closedWhileRunning());
        boolean interrupted = false;
        while (thread.isAlive() && !Thread.currentThread().equals(thread)) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return how many sequences wait; for tests and figures} */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
