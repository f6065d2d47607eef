package dev.llmops.onnx.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.llmops.onnx.ModelDirectoryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * A folder of graphs as ONNX Runtime has optimised them, with weights packed for this processor.
 *
 * <p>A compiled graph fits one processor and one version of the runtime only, so both are part of its name, with the
 * file it was made of and how that was edited.
 */
final class CompiledGraphs {
    private static final String GRAPH = "model.onnx";
    private static final String WEIGHTS = "weights.bin";
    private static final int KEY_CHARACTERS = 32;
    private static final String SMALLEST_OUTSIDE = "1024";

    private final Path folder;

    private CompiledGraphs(Path folder) {
        this.folder = folder;
    }

    /** {@return the place for what becomes of {@code files} under {@code edit} in the runtime of {@code version}} */
    static CompiledGraphs of(Path cache, List<Path> files, String edit, String version) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, version);
            add(digest, processor());
            add(digest, edit);
            for (Path file : files) {
                add(digest, file.toAbsolutePath().normalize().toString());
                add(digest, Long.toString(Files.size(file)));
                add(digest, Files.getLastModifiedTime(file).toString());
            }
            return new CompiledGraphs(
                    cache.resolve(HexFormat.of().formatHex(digest.digest()).substring(0, KEY_CHARACTERS)));
        } catch (IOException e) {
            throw new ModelDirectoryException(files.get(0), "It cannot be read.", "Check who may read it.", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    /** {@return the compiled graph} */
    Path graph() {
        return folder.resolve(GRAPH);
    }

    /** {@return whether it has been compiled already} */
    boolean isThere() {
        return Files.isRegularFile(graph()) && Files.isRegularFile(folder.resolve(WEIGHTS));
    }

    /** {@return the folder to compile into; it becomes the real one when {@link #keep} says so} */
    CompiledGraphs draft() throws IOException {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        return new CompiledGraphs(
                Files.createTempDirectory(folder.toAbsolutePath().getParent(), "draft"));
    }

    /** Asks a session to write what it compiles into this folder. */
    void writeFrom(SessionOptions options) throws OrtException {
        options.setOptimizedModelFilePath(graph().toString());
        options.addConfigEntry("session.save_external_prepacked_constant_initializers", "1");
        options.addConfigEntry("session.optimized_model_external_initializers_file_name", WEIGHTS);
        options.addConfigEntry("session.optimized_model_external_initializers_min_size_in_bytes", SMALLEST_OUTSIDE);
    }

    /** Takes over what was compiled into {@code draft}, unless another process has been faster. */
    void keep(CompiledGraphs draft) throws IOException {
        if (isThere()) {
            draft.discard();
            return;
        }
        Files.move(draft.folder, folder);
    }

    /** Deletes what is here. */
    void discard() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /** Deletes what is here, as far as that goes: it is of no use. */
    void discardQuietly() {
        try {
            discard();
        } catch (IOException e) {
            LoggerFactory.getLogger(CompiledGraphs.class).debug("{} was not deleted", folder, e);
        }
    }

    /** The instructions that a processor has decide how weights are packed. */
    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return LibraryFiles.platform();
        }
        try (Stream<String> lines = Files.lines(info)) {
            return LibraryFiles.platform()
                    + lines.filter(line -> line.startsWith("model name") || line.startsWith("flags"))
                            .distinct()
                            .sorted()
                            .toList();
        }
    }

    /** {@return the name of an edit} */
    static String name(ByteBuffer graph) {
        return Integer.toHexString(graph.hashCode());
    }
}
