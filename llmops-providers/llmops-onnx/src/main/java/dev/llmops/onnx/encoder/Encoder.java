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
 * cores; where there are many runs, each core computes one of its own. Safe for concurrent use; closing waits for the
 * runs that are under way.
 */
public final class Encoder implements AutoCloseable {
    private static final int CHUNK = 1024;
    private static final int TOKENIZED_AT_ONCE = 32;

    /** Smaller runs of one thread spend their time on reading weights. */
    private static final int LEAST_TOKENS_OF_RUN = 128;

    /** How many runs each thread shall have, so that all end at about the same time. */
    private static final int RUNS_PER_THREAD = 8;

    private final EncoderTokenizer tokenizer;
    private final EncoderSessions sessions;
    private final Crew crew;
    private final Result result;
    private final long padding;
    private final int batchTokens;
    private final ConcurrentLinkedQueue<Workspace> workspaces = new ConcurrentLinkedQueue<>();
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
    private boolean closed;

    private Encoder(
            EncoderTokenizer tokenizer, EncoderSessions sessions, Result result, long padding, EncoderOptions options) {
        this.tokenizer = tokenizer;
        this.sessions = sessions;
        this.crew = new Crew(sessions.threads());
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
        @Nullable EncoderSessions sessions = null;
        try {
            sessions = EncoderSessions.open(directory.graph(), options);
            Result result = result(sessions.whole(), tokenizer, directory.padding(), wanted);
            return new Encoder(tokenizer, sessions, result, directory.padding(), options);
        } catch (RuntimeException | Error e) {
            tokenizer.close();
            if (sessions != null) {
                sessions.close();
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

    /**
     * Runs texts, and hands over what comes out for each.
     *
     * @param count how many texts there are
     * @param source gives the tokens of each; asked for a thousand at a time, so that many texts need little memory
     * @param control stops the work when nobody wants it any more
     * @param reader takes the rows
     * @return how many tokens went in
     * @throws dev.llmops.api.CallCancelledException as soon as the call is cancelled
     * @throws dev.llmops.api.DeadlineExceededException if its time is over
     */
    public long run(int count, TextSource source, CallControl control, RowReader reader) {
        RunStop.check(control);
        return whileOpen(() -> {
            long sum = 0;
            try (RunStop stop = new RunStop(control)) {
                for (int start = 0; start < count; start += CHUNK) {
                    int first = start;
                    TokenizedText[] texts = new TokenizedText[Math.min(CHUNK, count - start)];
                    tokenize(texts, text -> source.tokens(tokenizer, first + text), stop);
                    sum += run(
                            List.of(texts),
                            stop,
                            (text, row, output, from) -> reader.read(first + text, row, output, from));
                }
            } catch (OrtException e) {
                throw failure(e, control);
            }
            return sum;
        });
    }

    private void tokenize(TokenizedText[] texts, IntFunction<TokenizedText> tokens, RunStop stop) throws OrtException {
        int pieces = (texts.length + TOKENIZED_AT_ONCE - 1) / TOKENIZED_AT_ONCE;
        crew.run(pieces, piece -> {
            int end = Math.min(texts.length, (piece + 1) * TOKENIZED_AT_ONCE);
            for (int i = piece * TOKENIZED_AT_ONCE; i < end; i++) {
                stop.check();
                texts[i] = tokens.apply(i);
            }
        });
    }

    /** {@return how many tokens there were} */
    private long run(List<TokenizedText> texts, RunStop stop, RowReader reader) throws OrtException {
        long tokens = texts.stream().mapToLong(TokenizedText::length).sum();
        EncoderSession copy = sessions.copyFor(tokens);
        if (copy == null) {
            for (int[] batch : TokenBatches.of(texts, batchTokens)) {
                run(sessions.whole(), texts, batch, stop, reader);
            }
            return tokens;
        }
        List<int[]> batches = TokenBatches.of(texts, tokensOfRun(tokens));
        Object turn = new Object();
        crew.run(
                batches.size(),
                piece -> run(copy, texts, batches.get(piece), stop, (text, row, output, from) -> {
                    synchronized (turn) {
                        reader.read(text, row, output, from);
                    }
                }));
        return tokens;
    }

    /** {@return how large runs of one thread are: as large as they may, but so small that all threads have enough} */
    private int tokensOfRun(long tokens) {
        long even = tokens / ((long) RUNS_PER_THREAD * crew.size());
        return (int) Math.min(batchTokens, Math.max(LEAST_TOKENS_OF_RUN, Math.min(even, batchTokens / 2)));
    }

    private void run(EncoderSession session, List<TokenizedText> texts, int[] batch, RunStop stop, RowReader reader)
            throws OrtException {
        stop.check();
        TokenizedText[] rows = new TokenizedText[batch.length];
        int columns = 1;
        for (int i = 0; i < batch.length; i++) {
            rows[i] = texts.get(batch[i]);
            columns = Math.max(columns, rows[i].length());
        }
        Workspace borrowed = workspaces.poll();
        Workspace workspace = borrowed == null ? new Workspace() : borrowed;
        workspace.fill(rows, columns, padding);
        FloatBuffer output = session.run(workspace, rows.length, columns, result, stop.options());
        int size = result.perToken() ? columns * result.width() : result.width();
        for (int i = 0; i < batch.length; i++) {
            reader.read(batch[i], rows[i], output, i * size);
        }
        workspaces.add(workspace);
    }

    private LlmException failure(OrtException failure, CallControl control) {
        RunStop.check(control);
        return new LlmException(
                "ONNX Runtime could not run " + sessions.whole().file() + " (" + failure.getCode()
                        + "). See the cause; if memory is short, set fewer batchTokens.",
                failure);
    }

    private <T> T whileOpen(Supplier<T> work) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new LlmException("The model " + sessions.whole().file()
                        + " is closed. Open it again, and close it when nobody uses it.");
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
                crew.close();
                tokenizer.close();
                sessions.close();
            }
        } finally {
            open.writeLock().unlock();
        }
    }

    /** Gives the tokens of texts. Several threads ask, each for other texts. */
    @FunctionalInterface
    public interface TextSource {
        /**
         * {@return the tokens of a text}
         *
         * @param tokenizer makes them
         * @param text which text, by its number
         */
        TokenizedText tokens(EncoderTokenizer tokenizer, int text);
    }

    /** Takes what came out for texts: in any order, each once, one at a time, though not always on the same thread. */
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
