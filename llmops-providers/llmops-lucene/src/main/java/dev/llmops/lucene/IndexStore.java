package dev.llmops.lucene;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.LlmException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;

/**
 * The files of an index: what writes them, what reads them, and when the one sees the other.
 *
 * <p>Files are opened and written on threads of its own, because an interrupt there closes the
 * channels of the writer for everybody, and callers may be interrupted at any time. Reading happens
 * in memory, on the caller's thread. Safe for concurrent use.
 */
final class IndexStore implements AutoCloseable {
    private static final long IDLE_SECONDS = 5;

    /** How often an index that others write is looked at for news. */
    private static final long NEWS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final IndexLocation location;
    private final @Nullable IndexWriter writer;
    private final SearcherManager searchers;
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), IndexStore::daemon);

    /** How many changes were made, and how many of them searchers are known to see. */
    private final AtomicLong written = new AtomicLong();

    private final AtomicLong seen = new AtomicLong();

    private volatile boolean closed;
    private volatile long lookedAt = System.nanoTime();
    private volatile IndexFormat format;

    IndexStore(IndexLocation location, @Nullable IndexWriter writer, SearcherManager searchers, IndexFormat format) {
        this.location = location;
        this.writer = writer;
        this.searchers = searchers;
        this.format = format;
    }

    IndexFormat format() {
        return format;
    }

    IndexLocation location() {
        return location;
    }

    /** Notes how long the vectors are, for the next commit. */
    void noteDimensions(int dimensions) {
        format = format.withDimensions(dimensions);
    }

    void requireWritable() {
        writer();
    }

    boolean isReadOnly() {
        return writer == null;
    }

    /** Puts entries in the place of all that have {@code term}, for readers at one stroke. */
    void replace(Term term, List<? extends Collection<IndexableField>> entries) {
        write(open -> open.updateDocuments(term, entries));
    }

    /** Removes all entries that have {@code term}. */
    void delete(Term term) {
        write(open -> open.deleteDocuments(term));
    }

    /** Makes everything that was written survive a crash. */
    void commit() {
        IndexWriter open = writer();
        onOwnThread("committed", () -> commit(open));
    }

    private long commit(IndexWriter open) throws IOException {
        open.setLiveCommitData(format.toCommitData().entrySet());
        return open.commit();
    }

    private void write(Write write) {
        IndexWriter open = writer();
        onOwnThread("written", () -> {
            long sequence = write.to(open);
            written.incrementAndGet();
            return sequence;
        });
    }

    private IndexWriter writer() {
        checkOpen();
        if (writer == null) {
            throw new ConfigurationException(
                    "The index at " + location + " is open for reading only. Open it without readOnly() to change it.");
        }
        return writer;
    }

    /** {@return what {@code reading} finds in the newest state of the index} */
    <T> T read(Reading<T> reading) {
        checkOpen();
        if (seen.get() < written.get() || (isReadOnly() && System.nanoTime() - lookedAt > NEWS_NANOS)) {
            onOwnThread("read", this::refresh);
        }
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                return reading.from(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (AlreadyClosedException e) {
            throw closed(e);
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    private boolean refresh() throws IOException {
        // Noted after the refresh and not before, lest another search meanwhile take the old state for the newest;
        // and as counted before it, since what is written from here on may not be seen by this refresh.
        long before = written.get();
        searchers.maybeRefreshBlocking();
        seen.accumulateAndGet(before, Math::max);
        lookedAt = System.nanoTime();
        return true;
    }

    private void checkOpen() {
        if (closed) {
            throw closed(null);
        }
    }

    private ConfigurationException closed(@Nullable Throwable cause) {
        return new ConfigurationException("The index at " + location + " is closed. Open it again.", cause);
    }

    private <T> T onOwnThread(String what, Callable<T> task) {
        try {
            return submitted(task).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("document index");
        } catch (ExecutionException e) {
            throw failure(what, e.getCause());
        }
    }

    private <T> Future<T> submitted(Callable<T> task) {
        try {
            return threads.submit(task);
        } catch (RejectedExecutionException e) {
            // Closed by another thread since it was looked at.
            throw closed(e);
        }
    }

    private LlmException failure(String what, @Nullable Throwable cause) {
        return new LlmException(
                "The index at " + location + " could not be " + what
                        + ". See the cause; if its files are damaged, build it anew in another directory.",
                cause);
    }

    /** Commits and lets go of the files, also on a thread that is interrupted. Closing again does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Future<Boolean> closing = submitted(this::closeAll);
        threads.shutdown();
        awaitClosed(closing);
    }

    /** Waits on a thread that was interrupted too: whoever goes on must find everything committed and the lock free. */
    private void awaitClosed(Future<Boolean> closing) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    closing.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw failure("closed", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean closeAll() throws IOException {
        IndexWriter open = writer;
        try (location;
                open;
                searchers) {
            if (open != null && open.isOpen() && open.hasUncommittedChanges()) {
                commit(open);
            }
        }
        return true;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "llmops-index");
        thread.setDaemon(true);
        return thread;
    }

    /** A change of the index. */
    @FunctionalInterface
    private interface Write {
        long to(IndexWriter writer) throws IOException;
    }

    /** A look into the index. */
    @FunctionalInterface
    interface Reading<T> {
        T from(IndexSearcher searcher) throws IOException;
    }
}
