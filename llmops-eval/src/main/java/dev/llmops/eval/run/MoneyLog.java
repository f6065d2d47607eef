package dev.llmops.eval.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Every amount that a run has paid, one a line, written when the answer comes and not when its result is whole.
 *
 * <p>So what is paid is known however the process ends, and whatever becomes of the result: an answer that waits for its
 * scores, a row that is taken out to be asked again. Safe for concurrent use.
 */
final class MoneyLog implements Closeable {
    private final Path directory;
    /** Opened by the first amount: most runs pay nothing. */
    private @Nullable RandomAccessFile file;

    private boolean closed;

    private MoneyLog(Path directory) {
        this.directory = directory;
    }

    static Path file(Path directory) {
        return directory.resolve("spent.log");
    }

    /** {@return the sum of what is written in {@code directory}; zero if nothing is} */
    static BigDecimal total(Path directory) {
        Path file = file(directory);
        if (!Files.exists(file)) {
            return BigDecimal.ZERO;
        }
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            BigDecimal total = BigDecimal.ZERO;
            int begin = 0;
            // What stands behind the last line feed was being written when the process ended.
            for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
                total = total.add(new BigDecimal(text.substring(begin, end)));
                begin = end + 1;
            }
            return total;
        } catch (NumberFormatException e) {
            throw new RunDirectoryException(
                    directory, file.getFileName() + " is damaged. Delete it to have rows counted alone.", null);
        } catch (IOException e) {
            throw new RunDirectoryException(directory, file.getFileName() + " cannot be read.", e);
        }
    }

    /** Begins the log, or goes on with it; its lines become one with {@code before}, what was paid by now. */
    static MoneyLog open(Path directory, BigDecimal before) throws IOException {
        Path file = file(directory);
        RunFiles.deleteRemains(file);
        if (before.signum() != 0 || Files.exists(file)) {
            RunFiles.replace(file, before.toPlainString() + '\n', true);
        }
        return new MoneyLog(directory);
    }

    /** Writes an amount down: when this returns, the end of the process does not lose it. Does nothing once closed. */
    synchronized void add(BigDecimal amount) {
        if (closed) {
            return;
        }
        try {
            if (file == null) {
                RunFiles.createFile(file(directory));
                file = new RandomAccessFile(file(directory).toFile(), "rw");
                file.seek(file.length());
            }
            file.write((amount.toPlainString() + '\n').getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new RunDirectoryException(
                    directory, "a cost could not be written. Make room, then run again to go on.", e);
        }
    }

    /** Waits for the disk. */
    synchronized void sync() throws IOException {
        if (file != null && !closed) {
            file.getFD().sync();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (file != null) {
            file.close();
        }
    }
}
