package dev.llmops.lucene;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.ThreadInterruptedException;
import org.jspecify.annotations.Nullable;

/** Where an index is kept, and how it is opened there: in memory, or in a directory of its own. */
final class IndexLocation implements AutoCloseable {
    private static final Similarity SIMILARITY = new BM25Similarity(1.2f, 0.75f);
    private static final double BUFFER_MEGABYTES = 32;

    /** Says who writes to the directory, for whoever is turned away. */
    private static final String OWNER_FILE = "llmops-writer.txt";

    private final @Nullable Path path;
    private final Directory directory;
    private boolean owned;

    private IndexLocation(@Nullable Path path, Directory directory) {
        this.path = path;
        this.directory = directory;
    }

    /** {@return a store in memory, or in the directory {@code path}} */
    static IndexStore open(@Nullable Path path, IndexFormat format, TextAnalysis analysis, boolean readOnly) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CallCancelledException("document index");
        }
        @Nullable IndexLocation location = null;
        try {
            location = path == null
                    ? new IndexLocation(null, new ByteBuffersDirectory())
                    : new IndexLocation(path, directory(path, readOnly));
            return readOnly ? location.reader(format) : location.writer(format, analysis);
        } catch (ConfigurationException e) {
            closeQuietly(location, e);
            throw e;
        } catch (ThreadInterruptedException | ClosedByInterruptException e) {
            closeQuietly(location, e);
            Thread.currentThread().interrupt();
            throw new CallCancelledException("document index");
        } catch (LockObtainFailedException e) {
            closeQuietly(location, e);
            throw new ConfigurationException(
                    "The index at " + path + " is being written by " + owner(path)
                            + ". An index has one writer at a time: close that one, share its DocumentIndex,"
                            + " or open this one with builder().readOnly().",
                    e);
        } catch (IOException e) {
            closeQuietly(location, e);
            throw new ConfigurationException(
                    "The index at " + path + " cannot be opened ("
                            + e.getClass().getSimpleName()
                            + "). Check the directory and its rights; if its files are damaged or from another"
                            + " version, build the index anew in another directory.",
                    e);
        }
    }

    private static Directory directory(Path path, boolean readOnly) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new ConfigurationException(
                    "The index cannot be at " + path + ", which is not a directory. Give a directory.");
        }
        if (!Files.exists(path) && readOnly) {
            throw new ConfigurationException("There is no index at " + path
                    + ". Build it first: open it without readOnly(), add documents, close it.");
        }
        if (Files.exists(path) && !Files.isReadable(path)) {
            throw new ConfigurationException("The directory " + path + " cannot be read. Check its rights.");
        }
        Directory directory = FSDirectory.open(path);
        if (!DirectoryReader.indexExists(directory) && holdsOtherFiles(path)) {
            directory.close();
            throw new ConfigurationException("The directory " + path
                    + " is not an index, and not empty. Give an empty directory, or that of an index.");
        }
        return directory;
    }

    private static boolean holdsOtherFiles(Path path) throws IOException {
        Set<String> own = Set.of(OWNER_FILE, IndexWriter.WRITE_LOCK_NAME);
        try (Stream<Path> files = Files.list(path)) {
            return files.anyMatch(file -> !own.contains(file.getFileName().toString()));
        }
    }

    private IndexStore reader(IndexFormat wanted) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            throw new ConfigurationException("There is no index at " + path
                    + ". Build it first: open it without readOnly(), add documents, close it.");
        }
        IndexFormat format = wanted.accept(commitData(), toString());
        return new IndexStore(this, null, new SearcherManager(directory, new Searchers()), format);
    }

    private IndexStore writer(IndexFormat wanted, TextAnalysis analysis) throws IOException {
        boolean exists = DirectoryReader.indexExists(directory);
        IndexFormat format = exists ? wanted.accept(commitData(), toString()) : wanted;
        IndexWriterConfig config = new IndexWriterConfig(analysis)
                .setCodec(new LongVectorCodec())
                .setSimilarity(SIMILARITY)
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setCommitOnClose(false);
        IndexWriter writer = new IndexWriter(directory, config);
        try {
            writeOwner();
            if (!exists) {
                writer.setLiveCommitData(format.toCommitData().entrySet());
                writer.commit();
            }
            return new IndexStore(this, writer, new SearcherManager(writer, new Searchers()), format);
        } catch (IOException | RuntimeException e) {
            writer.rollback();
            throw e;
        }
    }

    private Map<String, String> commitData() throws IOException {
        return SegmentInfos.readLatestCommit(directory).getUserData();
    }

    private void writeOwner() throws IOException {
        if (path != null) {
            Files.writeString(
                    path.resolve(OWNER_FILE),
                    "process " + ProcessHandle.current().pid() + " on host " + hostName() + " since "
                            + Instant.now().truncatedTo(ChronoUnit.SECONDS));
            owned = true;
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String owner(@Nullable Path path) {
        try {
            return path == null ? "somebody" : Files.readString(path.resolve(OWNER_FILE));
        } catch (IOException e) {
            return "another process";
        }
    }

    private static void closeQuietly(@Nullable IndexLocation location, Exception failure) {
        if (location != null) {
            try {
                location.close();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (owned && path != null) {
            Files.deleteIfExists(path.resolve(OWNER_FILE));
        }
        directory.close();
    }

    /** {@return where the index is, for messages} */
    @Override
    public String toString() {
        return path == null ? "(memory)" : path.toString();
    }

    /** Makes searchers that weigh words as the index does. */
    private static final class Searchers extends SearcherFactory {
        @Override
        public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previousReader) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setSimilarity(SIMILARITY);
            return searcher;
        }
    }
}
