package dev.llmops.core.memory;

import dev.llmops.core.memory.FileConversationStore.Damage;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The file of one conversation: records, one after another. Used by one thread at a time.
 *
 * <p>Opening reads the whole file once. What follows the last line feed was not written completely
 * and is cut off; damage before it is left where it is and passed over. After an exception the log
 * must be closed: opening it anew restores its order.
 *
 * <p>The file is a {@link RandomAccessFile} because a channel is closed when its thread is interrupted,
 * in the middle of a record if need be.
 */
final class ConversationLog implements Closeable {
    private static final int CHUNK = 8192;

    private final Path path;
    private final RandomAccessFile file;
    private final List<LogRecord> records = new ArrayList<>();
    private long end;
    private boolean linked;

    private ConversationLog(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /** {@return the log at {@code path}, created if it does not exist} */
    static ConversationLog open(Path path, Consumer<Damage> damages) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        ConversationLog log = new ConversationLog(path, file);
        try {
            log.recover(damages);
            return log;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** {@return the whole records, in order} */
    List<LogRecord> records() {
        return records;
    }

    /** Adds a record; {@code durable} waits until the disk has it. */
    void append(char kind, byte[] json, boolean durable) throws IOException {
        byte[] frame = LogRecord.frame(kind, json);
        try {
            file.seek(end);
            file.write(frame);
            if (durable) {
                file.getFD().sync();
                link();
            }
        } catch (IOException e) {
            withdraw(e);
            throw e;
        }
        records.add(new LogRecord(kind, end + LogRecord.HEADER, json.length));
        end += frame.length;
    }

    /** {@return the JSON of a record} */
    byte[] read(LogRecord record) throws IOException {
        byte[] json = new byte[record.length()];
        file.seek(record.offset());
        file.readFully(json);
        return json;
    }

    /** {@return a record that cannot be used although it is whole, as damage} */
    Damage damage(LogRecord record) {
        return new Damage(
                path, Damage.Kind.SKIPPED, record.offset() - LogRecord.HEADER, LogRecord.HEADER + record.length());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** A new file is safe only when the directories that lead to it are. */
    private void link() throws IOException {
        if (!linked) {
            Path shard = path.resolveSibling("");
            Directories.sync(shard);
            Directories.sync(shard.resolveSibling(""));
            linked = true;
        }
    }

    /** Takes back what may have been written of a record, so that a failure is not remembered after all. */
    private void withdraw(IOException failure) {
        try {
            file.setLength(end);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private void recover(Consumer<Damage> damages) throws IOException {
        long size = file.length();
        long position = 0;
        long damagedFrom = -1;
        while (position < size) {
            LogRecord record = LogRecord.at(file, position, size);
            if (record == null) {
                damagedFrom = damagedFrom < 0 ? position : damagedFrom;
                position = afterNextTerminator(position, size);
                if (position < 0) {
                    break;
                }
                end = position;
                continue;
            }
            if (damagedFrom >= 0) {
                damages.accept(new Damage(path, Damage.Kind.SKIPPED, damagedFrom, position - damagedFrom));
                damagedFrom = -1;
            }
            records.add(record);
            end = record.end();
            position = end + 1;
            if (end < size && byteAt(end) == LogRecord.TERMINATOR) {
                end = position;
            } else if (end < size) {
                damagedFrom = end;
            }
        }
        finish(size, damagedFrom, damages);
    }

    /** Reports what is damaged at the end, cuts off what is incomplete, and ends the last line. */
    private void finish(long size, long damagedFrom, Consumer<Damage> damages) throws IOException {
        if (damagedFrom >= 0 && damagedFrom < end) {
            damages.accept(new Damage(path, Damage.Kind.SKIPPED, damagedFrom, end - damagedFrom));
        }
        if (end < size) {
            damages.accept(new Damage(path, Damage.Kind.CUT_OFF, end, size - end));
            file.setLength(end);
        }
        if (end > 0 && byteAt(end - 1) != LogRecord.TERMINATOR) {
            file.seek(end);
            file.write(LogRecord.TERMINATOR);
            end++;
        }
    }

    private int byteAt(long position) throws IOException {
        file.seek(position);
        return file.read();
    }

    /** {@return the position behind the next line feed, or -1 if there is none} */
    private long afterNextTerminator(long from, long size) throws IOException {
        byte[] chunk = new byte[CHUNK];
        file.seek(from);
        for (long position = from; position < size; ) {
            int read = file.read(chunk);
            for (int i = 0; i < read; i++) {
                if (chunk[i] == LogRecord.TERMINATOR) {
                    return position + i + 1;
                }
            }
            position += read;
        }
        return -1;
    }
}
