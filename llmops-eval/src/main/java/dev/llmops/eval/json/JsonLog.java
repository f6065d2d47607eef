package dev.llmops.eval.json;

import dev.llmops.api.LlmException;
import dev.llmops.core.concurrent.DirectoryLock;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A file of JSON objects, one on a line, that only grows. Safe for concurrent use; one log at a time may write to a file,
 * which a hidden file beside it sees to.
 *
 * <p>A line goes to the operating system in one write, so the end of the process loses none that was added. What stands
 * behind the last line feed and is not a whole object was being written when a process ended: it is cut off when the file
 * is opened to be written, and not read otherwise. A file that is created can be read by its owner only.
 */
public final class JsonLog implements AutoCloseable {
    private static final int TAIL = 1 << 16;

    /** What is longer has not been written by a log whose lines end. */
    private static final int LONGEST_REST = 1 << 26;

    private final ReentrantLock lock = new ReentrantLock();
    private final RandomAccessFile file;
    private final DirectoryLock owner;

    private JsonLog(RandomAccessFile file, DirectoryLock owner) {
        this.file = file;
        this.owner = owner;
    }

    /**
     * {@return a log that adds to {@code path}, which is created if it does not exist}
     *
     * @throws LlmException if another log writes to it
     * @throws IOException if it cannot be written, or does not begin as JSON lines do
     */
    public static JsonLog open(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path name = absolute.getFileName();
        Path folder = absolute.getParent();
        if (name == null || folder == null || Files.isDirectory(path)) {
            throw new IOException(path + " is a directory");
        }
        Files.createDirectories(folder);
        DirectoryLock owner = DirectoryLock.acquire(
                folder,
                "." + name + ".lock",
                holder -> new LlmException(path + " is being written by " + holder
                        + ". Share one log, or give each process a file of its own."));
        try {
            create(path);
            return new JsonLog(atItsEnd(path), owner);
        } catch (IOException e) {
            owner.close();
            throw e;
        }
    }

    private static RandomAccessFile atItsEnd(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            if (file.length() > 0 && file.read() != '{') {
                throw new IOException(path + " does not begin with a JSON object; it is left as it is");
            }
            long whole = wholeLines(file);
            file.seek(whole);
            byte[] rest = new byte[(int) Math.min(file.length() - whole, LONGEST_REST)];
            file.readFully(rest);
            if (isObject(rest)) {
                file.write('\n');
            } else {
                file.setLength(whole);
                file.seek(whole);
            }
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** {@return whether a line is whole though it has no end, as an editor may leave it; half of one is no object} */
    private static boolean isObject(byte[] line) {
        try {
            return line.length > 0
                    && line[0] == '{'
                    && JsonText.parseObject(decoded(line)).isObject();
        } catch (CharacterCodingException | MalformedJsonException e) {
            return false;
        }
    }

    private static String decoded(byte[] line) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    }

    private static void create(Path path) throws IOException {
        try {
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(path);
            }
        } catch (FileAlreadyExistsException e) {
            // It is gone on with.
            return;
        }
    }

    /** {@return how many bytes whole lines take} */
    private static long wholeLines(RandomAccessFile file) throws IOException {
        byte[] bytes = new byte[TAIL];
        long end = file.length();
        while (end > 0) {
            int count = (int) Math.min(TAIL, end);
            file.seek(end - count);
            file.readFully(bytes, 0, count);
            for (int i = count - 1; i >= 0; i--) {
                if (bytes[i] == '\n') {
                    return end - count + i + 1;
                }
            }
            end -= count;
        }
        return 0;
    }

    /** Adds a line. */
    public void add(String json) throws IOException {
        byte[] line = (json + '\n').getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            long before = file.getFilePointer();
            try {
                file.write(line);
            } catch (IOException e) {
                cutTo(before, e);
                throw e;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes back what was written of a line, so that the next one does not stand behind half of another. */
    private void cutTo(long length, IOException why) {
        try {
            file.setLength(length);
            file.seek(length);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** Waits until the disk has everything, and closes the file. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (file.getChannel().isOpen()) {
                try (owner;
                        file) {
                    file.getFD().sync();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return the whole lines of {@code path}} */
    public static Lines read(Path path) throws IOException {
        return new Lines(new BufferedInputStream(Files.newInputStream(path), TAIL));
    }

    /** Whole lines, one by one. Not safe for concurrent use. */
    public static final class Lines implements AutoCloseable {
        private final InputStream in;
        private long number;

        private Lines(InputStream in) {
            this.in = in;
        }

        /**
         * {@return the next line; null behind the last whole one}
         *
         * @throws java.nio.charset.CharacterCodingException if the line is not valid UTF-8
         */
        public @Nullable String next() throws IOException {
            ByteArrayOutputStream text = new ByteArrayOutputStream(256);
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\n') {
                    number++;
                    return decoded(text.toByteArray());
                }
                text.write(c);
            }
            if (!isObject(text.toByteArray())) {
                return null;
            }
            number++;
            return decoded(text.toByteArray());
        }

        /** {@return the number of the line that was read last, from 1} */
        public long number() {
            return number;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
