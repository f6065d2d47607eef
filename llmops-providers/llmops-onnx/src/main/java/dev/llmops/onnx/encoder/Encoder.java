package dev.llmops.onnx.encoder;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.onnx.EncoderOptions;
import dev.llmops.onnx.ModelDirectoryException;
import dev.llmops.onnx.encoder.EncoderSession.Result;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs an encoder on texts: sorted by length, in batches of so many tokens, into memory outside the heap.
 *
 * <p>Texts of like length share a run, so that little is computed for padding and matrices are large enough to use all
 * cores. Safe for concurrent use; closing waits for the runs that are under way.
 */
public final class Encoder implements AutoCloseable {
    private static final int CHUNK = 1024;

    private final EncoderTokenizer tokenizer;
    private final EncoderSession session;
    private final Result result;
    private final long padding;
    private final int batchTokens;
    private final ConcurrentLinkedQueue<Workspace> workspaces = new ConcurrentLinkedQueue<>();
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
    private boolean closed;

    private Encoder(
            EncoderTokenizer tokenizer, EncoderSession session, Result result, long padding, EncoderOptions options) {
        this.tokenizer = tokenizer;
        this.session = session;
        this.result = result;
        this.padding = padding;
        this.batchTokens = options.batchTokens();
    }

    /**
     * {@return an encoder, which has run once to see that its parts fit together}
     *
     * @param directory its files
     * @param options how it is opened
     * @param maxLength after how many tokens a text is cut; 0 for never
     * @param wanted what it shall put out, the best first
     * @throws ModelDirectoryException if a file is missing or damaged, or the files do not fit together
     */
    public static Encoder open(
            EncoderDirectory directory, EncoderOptions options, int maxLength, List<WantedOutput> wanted) {
        EncoderTokenizer tokenizer = EncoderTokenizer.open(directory.tokenizer(), maxLength);
        @Nullable EncoderSession session = null;
        try {
            session = EncoderSession.open(directory.graph(), options.compute());
            Result result = result(session, tokenizer, directory.padding(), wanted);
            return new Encoder(tokenizer, session, result, directory.padding(), options);
        } catch (RuntimeException | Error e) {
            tokenizer.close();
            if (session != null) {
                session.close();
            }
            throw e;
        }
    }

    private static Result result(
            EncoderSession session, EncoderTokenizer tokenizer, long padding, List<WantedOutput> wanted) {
        for (WantedOutput each : wanted) {
            String name = session.find(each);
            if (name == null) {
                continue;
            }
            TokenizedText text = tokenizer.tokenize("a");
            TensorInfo info = session.probe(name, text, padding);
            long[] shape = info.getShape();
            boolean fits = shape.length == each.rank() && shape[0] == 1;
            if (!fits || each.perToken() && shape[1] != text.length()) {
                throw new ModelDirectoryException(
                        session.file(),
                        "Its output \"" + name + "\" has the shape " + Arrays.toString(shape) + " for one text of "
                                + text.length() + " tokens.",
                        "Take an export that keeps the order [batch, sequence, width].");
            }
            int width = (int) shape[shape.length - 1];
            return new Result(name, each.perToken(), width, info.type == OnnxJavaType.FLOAT16);
        }
        throw new ModelDirectoryException(
                session.file(),
                "It has no output such as " + wanted.get(0).names().get(0) + ".",
                "Take an export for this task.");
    }

    /** {@return how long a row of the output is} */
    public int width() {
        return result.width();
    }

    /** {@return whether there is a row for each token, or one for each text} */
    public boolean isPerToken() {
        return result.perToken();
    }

    /** {@return the tokens of a text} */
    public TokenizedText tokenize(String text) {
        return whileOpen(() -> tokenizer.tokenize(text));
    }

    /** {@return {@code text}, or as much of it as can count, for a text that goes into several pairs} */
    public String shortened(String text) {
        return whileOpen(() -> tokenizer.shortened(text));
    }

    /** {@return the tokens of two texts that are read together} */
    public TokenizedText tokenize(String first, String second) {
        return whileOpen(() -> tokenizer.tokenize(first, second));
    }

    /**
     * Runs texts, and hands over what comes out for each: in any order, but each once, on this thread.
     *
     * @param count how many texts there are
     * @param tokens gives the tokens of each; asked for a thousand at a time, so that many texts need little memory
     * @param control stops the work when nobody wants it any more
     * @param reader takes the rows
     * @return how many tokens went in
     * @throws dev.llmops.api.CallCancelledException as soon as the call is cancelled
     * @throws dev.llmops.api.DeadlineExceededException if its time is over
     */
    public long run(int count, IntFunction<TokenizedText> tokens, CallControl control, RowReader reader) {
        RunStop.check(control);
        return whileOpen(() -> {
            long sum = 0;
            for (int start = 0; start < count; start += CHUNK) {
                List<TokenizedText> texts = new ArrayList<>();
                for (int i = start; i < Math.min(count, start + CHUNK); i++) {
                    RunStop.check(control);
                    texts.add(tokens.apply(i));
                    sum += texts.get(i - start).length();
                }
                int first = start;
                run(texts, control, (text, row, output, from) -> reader.read(first + text, row, output, from));
            }
            return sum;
        });
    }

    private void run(List<TokenizedText> texts, CallControl control, RowReader reader) {
        Workspace borrowed = workspaces.poll();
        Workspace workspace = borrowed == null ? new Workspace() : borrowed;
        try (RunStop stop = new RunStop(control)) {
            for (int[] batch : TokenBatches.of(texts, batchTokens)) {
                stop.check();
                run(workspace, texts, batch, stop, reader);
            }
            workspaces.add(workspace);
        } catch (OrtException e) {
            throw failure(e, control);
        }
    }

    private void run(Workspace workspace, List<TokenizedText> texts, int[] batch, RunStop stop, RowReader reader)
            throws OrtException {
        TokenizedText[] rows = new TokenizedText[batch.length];
        int columns = 1;
        for (int i = 0; i < batch.length; i++) {
            rows[i] = texts.get(batch[i]);
            columns = Math.max(columns, rows[i].length());
        }
        workspace.fill(rows, columns, padding);
        FloatBuffer output = session.run(workspace, rows.length, columns, result, stop.options());
        int size = result.perToken() ? columns * result.width() : result.width();
        for (int i = 0; i < batch.length; i++) {
            reader.read(batch[i], rows[i], output, i * size);
        }
    }

    private LlmException failure(OrtException failure, CallControl control) {
        RunStop.check(control);
        return new LlmException(
                "ONNX Runtime could not run " + session.file() + " (" + failure.getCode()
                        + "). See the cause; if memory is short, set fewer batchTokens.",
                failure);
    }

    private <T> T whileOpen(Supplier<T> work) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("The model " + session.file() + " is closed.");
            }
            return work.get();
        } finally {
            open.readLock().unlock();
        }
    }

    /** Frees the graph and the tokenizer; further calls do nothing. */
    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                workspaces.clear();
                tokenizer.close();
                session.close();
            }
        } finally {
            open.writeLock().unlock();
        }
    }

    /** Takes what came out for a text. */
    @FunctionalInterface
    public interface RowReader {
        /**
         * Takes a row, which is overwritten afterwards.
         *
         * @param text which text, by its number
         * @param tokens its tokens
         * @param output the output of the whole batch
         * @param from where the text's values begin in it; one token follows the other
         */
        void read(int text, TokenizedText tokens, FloatBuffer output, int from);
    }
}
