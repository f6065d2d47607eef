package dev.llmops.core.memory;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.api.model.Role;
import dev.llmops.api.pipeline.Turn;
import dev.llmops.core.concurrent.DirectoryLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps conversations in files that survive the end of the process, however it ends.
 *
 * <p>Each conversation is a file to which turns are only ever added, named by the SHA-256 of the
 * conversation; deleting a conversation deletes the file. A record carries its length and a checksum.
 * When a file is first used, an incomplete record at its end is cut off, and a damaged one before that
 * is passed over and left in place; both are logged as a warning and told to {@link Builder#onDamage}.
 *
 * <p>Text is not encrypted; directories that the store creates can be read by their owner only. One
 * store at a time may use a directory; a second one fails with a
 * {@link ConfigurationException}. Up to 64 files are kept open.
 *
 * <p>Safe for concurrent use: one conversation is used by one thread at a time, different ones side
 * by side. An interrupt neither stops nor damages a write. After a failed {@link #append} the turn
 * is not kept, unless the disk refuses that as well.
 */
public final class FileConversationStore implements ConversationStore {
    private static final String SUFFIX = ".log";
    private static final String LOCK = ".lock";

    private final Path directory;
    private final Durability durability;
    private final Consumer<Damage> onDamage;
    private final DirectoryLock directoryLock;
    private final Logger logger = LoggerFactory.getLogger(FileConversationStore.class);
    private final TurnCodec codec = new TurnCodec();
    private final LogPool pool = new LogPool();
    private final ConversationLocks locks = new ConversationLocks();
    /** Shared by every use of the store, held alone to close it. */
    private final ReadWriteLock life = new ReentrantReadWriteLock();

    private boolean closed;

    private FileConversationStore(Builder builder, DirectoryLock directoryLock) {
        this.directory = builder.directory;
        this.durability = builder.durability;
        this.onDamage = builder.onDamage;
        this.directoryLock = directoryLock;
    }

    /**
     * {@return a store in {@code directory}, which is created if it does not exist}
     *
     * @throws ConfigurationException if another store uses the directory
     * @throws ConversationStoreException if the directory cannot be used
     */
    public static FileConversationStore open(Path directory) {
        return builder(directory).open();
    }

    /** {@return a builder of a store in {@code directory}} */
    public static Builder builder(Path directory) {
        return new Builder(Require.nonNull(directory, "directory"));
    }

    @Override
    public void append(Turn turn) {
        byte[] json = codec.encode(Require.nonNull(turn, "turn"));
        if (json.length > LogRecord.LARGEST) {
            throw new InvalidInputException(
                    "turn", "turn must not be larger than " + LogRecord.LARGEST + " bytes, was " + json.length);
        }
        boolean system = turn.messages().stream().anyMatch(message -> message.role() == Role.SYSTEM);
        char kind = system ? LogRecord.TURN_WITH_SYSTEM_MESSAGE : LogRecord.TURN;
        String name = nameOf(turn.conversation());
        alone(name, damages -> {
            Directories.createOne(file(name).resolveSibling(""));
            return with(name, damages, log -> {
                log.append(kind, json, durability == Durability.EVERY_TURN);
                return name;
            });
        });
    }

    @Override
    public List<Turn> newest(String conversation, int limit) {
        Require.inRange(limit, 0, Integer.MAX_VALUE, "limit");
        return read(conversation, turns -> turns.subList(Math.max(0, turns.size() - limit), turns.size()));
    }

    @Override
    public List<Turn> oldest(String conversation, int limit) {
        Require.inRange(limit, 0, Integer.MAX_VALUE, "limit");
        return read(conversation, turns -> turns.subList(0, Math.min(limit, turns.size())));
    }

    @Override
    public List<Turn> withSystemMessages(String conversation) {
        return read(
                conversation,
                turns -> turns.stream()
                        .filter(turn -> turn.kind() == LogRecord.TURN_WITH_SYSTEM_MESSAGE)
                        .toList());
    }

    @Override
    public void delete(String conversation) {
        String name = nameOf(Require.nonBlank(conversation, "conversation"));
        alone(name, damages -> {
            ConversationLog log = pool.take(name);
            if (log != null) {
                log.close();
            }
            Path file = file(name);
            if (Files.deleteIfExists(file)) {
                Directories.sync(file.resolveSibling(""));
            }
            return name;
        });
    }

    /**
     * {@inheritDoc}
     *
     * <p>Opens every file, and so finds damage in all of them.
     */
    @Override
    public List<String> conversations() {
        List<String> conversations = new ArrayList<>();
        for (String name : names()) {
            conversations.addAll(alone(name, damages -> withExisting(name, damages, log -> firstName(log, damages))));
        }
        return List.copyOf(conversations);
    }

    /** Waits for what is under way and gives the directory free. Closing again does nothing. */
    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                try (directoryLock) {
                    pool.closeAll();
                }
            }
        } catch (IOException e) {
            throw new ConversationStoreException("The conversation store in " + directory + " could not be closed.", e);
        } finally {
            life.writeLock().unlock();
        }
    }

    /** Shows the directory. */
    @Override
    public String toString() {
        return "FileConversationStore[" + directory + "]";
    }

    private List<Turn> read(String conversation, Choice choice) {
        String name = nameOf(Require.nonBlank(conversation, "conversation"));
        return alone(
                name,
                damages -> withExisting(name, damages, log -> {
                    List<Turn> turns = new ArrayList<>();
                    for (LogRecord record : choice.of(turnsOf(log))) {
                        Optional<Turn> turn =
                                turn(log, record).filter(each -> conversation.equals(each.conversation()));
                        turn.ifPresentOrElse(turns::add, () -> damages.accept(log.damage(record)));
                    }
                    return List.copyOf(turns);
                }));
    }

    /** Records of other kinds are left to later versions. */
    private static List<LogRecord> turnsOf(ConversationLog log) {
        return log.records().stream()
                .filter(record ->
                        record.kind() == LogRecord.TURN || record.kind() == LogRecord.TURN_WITH_SYSTEM_MESSAGE)
                .toList();
    }

    /** {@return the turn that a whole record holds, unless something else than this store wrote it} */
    private Optional<Turn> turn(ConversationLog log, LogRecord record) throws IOException {
        byte[] json = log.read(record);
        try {
            return Optional.of(codec.decode(json));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<String> firstName(ConversationLog log, Consumer<Damage> damages) throws IOException {
        for (LogRecord record : turnsOf(log)) {
            Optional<Turn> turn = turn(log, record);
            if (turn.isPresent()) {
                return List.of(turn.get().conversation());
            }
            damages.accept(log.damage(record));
        }
        return List.of();
    }

    private <T> List<T> withExisting(String name, Consumer<Damage> damages, LogUse<List<T>> use) throws IOException {
        return Files.exists(file(name)) ? with(name, damages, use) : List.of();
    }

    /** Uses the log, and keeps it open unless that fails. */
    private <T> T with(String name, Consumer<Damage> damages, LogUse<T> use) throws IOException {
        ConversationLog known = pool.take(name);
        ConversationLog log = known == null ? ConversationLog.open(file(name), damages) : known;
        boolean sound = false;
        try {
            T result = use.of(log);
            sound = true;
            return result;
        } finally {
            if (sound) {
                giveBack(name, log);
            } else {
                log.close();
            }
        }
    }

    /** What goes wrong with the file that makes room is no failure of the one that was used. */
    private void giveBack(String name, ConversationLog log) {
        try {
            pool.giveBack(name, log);
        } catch (IOException e) {
            logger.warn("A conversation file in {} could not be closed.", directory, e);
        }
    }

    /** Does something while nobody else uses the file; damage is told afterwards, when the file is free again. */
    private <T> T alone(String name, FileUse<T> use) {
        List<Damage> damages = new ArrayList<>();
        try {
            return locks.whileAlone(name, () -> whileOpen(name, damages, use));
        } finally {
            damages.forEach(this::report);
        }
    }

    private <T> T whileOpen(String name, List<Damage> damages, FileUse<T> use) {
        life.readLock().lock();
        try {
            if (closed) {
                throw new ConversationStoreException("The conversation store in " + directory + " is closed.", null);
            }
            return use.with(damages::add);
        } catch (IOException e) {
            throw new ConversationStoreException(
                    "The file " + file(name) + " could not be used. Check the disk and the permissions.", e);
        } finally {
            life.readLock().unlock();
        }
    }

    private void report(Damage damage) {
        logger.warn(
                "Conversation file {}: {} {} bytes at {}.",
                damage.file(),
                damage.kind() == Damage.Kind.CUT_OFF ? "cut off an incomplete record of" : "passed over damage of",
                damage.bytes(),
                damage.offset());
        try {
            onDamage.accept(damage);
        } catch (RuntimeException e) {
            logger.warn("The listener for damaged conversation files failed.", e);
        }
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> shards = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path shard : shards) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(shard, "*" + SUFFIX)) {
                    files.forEach(file -> names.add(nameOf(file)));
                }
            }
        } catch (IOException e) {
            throw new ConversationStoreException("The directory " + directory + " could not be read.", e);
        }
        Collections.sort(names);
        return names;
    }

    private static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** The name of a conversation never reaches the file system. Digested are its chars, as UTF-8 cannot hold all of them. */
    private static String nameOf(String conversation) {
        MessageDigest digest = sha256();
        for (int i = 0; i < conversation.length(); i++) {
            digest.update((byte) (conversation.charAt(i) >> 8));
            digest.update((byte) conversation.charAt(i));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private Path file(String name) {
        return directory.resolve(name.substring(0, 2)).resolve(name + SUFFIX);
    }

    /** When a turn is safe. */
    public enum Durability {
        /** When it is on the disk: it survives the loss of power. */
        EVERY_TURN,
        /** When the operating system has it: it survives the end of the process, not the loss of power. */
        OPERATING_SYSTEM
    }

    /**
     * A part of a file that holds no turn.
     *
     * @param file the file
     * @param kind what was done about it
     * @param offset where it begins, in bytes
     * @param bytes how long it is
     */
    public record Damage(Path file, Kind kind, long offset, long bytes) {
        /** What was done about a damaged part of a file. */
        public enum Kind {
            /** It was an incomplete record at the end and is gone. */
            CUT_OFF,
            /** It stays where it is; the records before and after it are used. */
            SKIPPED
        }
    }

    /** Collects how a store is opened. Not safe for concurrent use. */
    public static final class Builder {
        private final Path directory;
        private Durability durability = Durability.EVERY_TURN;
        private Consumer<Damage> onDamage = damage -> {};

        private Builder(Path directory) {
            this.directory = directory.toAbsolutePath();
        }

        /** Sets when a turn is safe. Otherwise {@link Durability#EVERY_TURN}. */
        public Builder durability(Durability durability) {
            this.durability = Require.nonNull(durability, "durability");
            return this;
        }

        /** Sets what is told of damage, besides the log. Runs on the thread that finds it, outside all locks. */
        public Builder onDamage(Consumer<Damage> listener) {
            this.onDamage = Require.nonNull(listener, "listener");
            return this;
        }

        /**
         * {@return the store}
         *
         * @throws ConfigurationException if another store uses the directory
         * @throws ConversationStoreException if the directory cannot be used
         */
        public FileConversationStore open() {
            try {
                Directories.create(directory);
                return new FileConversationStore(this, DirectoryLock.acquire(directory, LOCK, this::taken));
            } catch (IOException e) {
                throw new ConversationStoreException(
                        "The directory " + directory + " cannot hold conversations. It must be a directory that can be"
                                + " read and written.",
                        e);
            }
        }

        private ConfigurationException taken(String holder) {
            return new ConfigurationException("The conversation store in " + directory + " is already open in " + holder
                    + ". Close it there, share it, or use another directory.");
        }
    }

    /** Chooses among records. */
    @FunctionalInterface
    private interface Choice {
        List<LogRecord> of(List<LogRecord> turns);
    }

    /** Does something with a log. */
    @FunctionalInterface
    private interface LogUse<T> {
        T of(ConversationLog log) throws IOException;
    }

    /** Does something with a file that nobody else uses meanwhile. */
    @FunctionalInterface
    private interface FileUse<T> {
        T with(Consumer<Damage> damages) throws IOException;
    }
}
