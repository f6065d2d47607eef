package dev.llmops.onnx.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.llmops.onnx.ComputeOptions;
import dev.llmops.onnx.ModelDirectoryException;
import dev.llmops.onnx.graph.OnnxGraph;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A graph that is loaded and can run.
 *
 * <p>Safe for concurrent use, but runs side by side compete for the same threads.
 */
public final class GraphSession implements AutoCloseable {
    private static final String EXTERNAL_FOLDER = "session.model_external_initializers_file_folder_path";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Path file;
    private boolean closed;

    private GraphSession(OrtEnvironment environment, OrtSession session, Path file) {
        this.environment = environment;
        this.session = session;
        this.file = file;
    }

    /** {@return the graph in {@code file}, loaded as it is} */
    public static GraphSession open(Path file, ComputeOptions compute) {
        GraphFile.read(file);
        OrtEnvironment environment = RuntimeLibrary.environment();
        return open(environment, file, compute, options -> environment.createSession(file.toString(), options));
    }

    /** {@return the graph in {@code file}, loaded as {@code edit} has changed it} */
    public static GraphSession open(Path file, ComputeOptions compute, Function<OnnxGraph, ByteBuffer> edit) {
        OnnxGraph graph = GraphFile.read(file);
        ByteBuffer edited = edit.apply(graph);
        OrtEnvironment environment = RuntimeLibrary.environment();
        if (compute.compileCache().isPresent()) {
            return openCompiled(environment, file, graph, compute, edited);
        }
        return open(environment, file, compute, options -> create(environment, file, edited, options));
    }

    /** {@return how many bytes the graph in {@code file} has, with the files in which its weights lie} */
    public static long bytes(Path file) {
        long bytes = 0;
        for (Path each : GraphFile.files(file, GraphFile.read(file))) {
            bytes += GraphFile.size(each);
        }
        return bytes;
    }

    private static OrtSession create(OrtEnvironment environment, Path file, ByteBuffer edited, SessionOptions options)
            throws OrtException {
        Path folder = file.toAbsolutePath().normalize().resolveSibling("");
        options.addConfigEntry(EXTERNAL_FOLDER, folder.toString());
        if (edited.isDirect()) {
            return environment.createSession(edited, options);
        }
        byte[] bytes = new byte[edited.remaining()];
        edited.duplicate().get(bytes);
        return environment.createSession(bytes, options);
    }

    private static GraphSession openCompiled(
            OrtEnvironment environment, Path file, OnnxGraph graph, ComputeOptions compute, ByteBuffer edited) {
        CompiledGraphs compiled = CompiledGraphs.of(
                compute.compileCache().orElseThrow(),
                GraphFile.files(file, graph),
                CompiledGraphs.name(edited) + compute.provider() + new TreeMap<>(compute.sessionEntries()),
                environment.getVersion());
        Logger log = LoggerFactory.getLogger(GraphSession.class);
        try {
            if (!compiled.isThere()) {
                CompiledGraphs draft = compiled.draft();
                try {
                    open(environment, file, compute, options -> {
                                draft.writeFrom(options);
                                return create(environment, file, edited, options);
                            })
                            .close();
                    compiled.keep(draft);
                } finally {
                    draft.discard();
                }
            }
            return open(
                    environment,
                    compiled.graph(),
                    compute,
                    options -> environment.createSession(compiled.graph().toString(), options));
        } catch (IOException | ModelDirectoryException e) {
            compiled.discardQuietly();
            log.warn("The compiled form of {} cannot be kept, and is not used", file, e);
            return open(environment, file, compute, options -> create(environment, file, edited, options));
        }
    }

    private static GraphSession open(OrtEnvironment environment, Path file, ComputeOptions compute, Loader loader) {
        try (SessionOptions options = new SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            if (compute.threads() > 0) {
                options.setIntraOpNumThreads(compute.threads());
            }
            switch (compute.spinning()) {
                case SHORT -> options.addConfigEntry("session.intra_op.spin_duration_us", "50");
                case OFF -> options.addConfigEntry("session.intra_op.allow_spinning", "0");
                case LONG -> options.addConfigEntry("session.intra_op.allow_spinning", "1");
            }
            Devices.add(compute, options);
            for (var entry : compute.sessionEntries().entrySet()) {
                options.addConfigEntry(entry.getKey(), entry.getValue());
            }
            return new GraphSession(environment, loader.load(options), file);
        } catch (OrtException e) {
            throw new ModelDirectoryException(file, "ONNX Runtime cannot load it.", RuntimeFailures.remedy(e), e);
        }
    }

    /** {@return the environment in which tensors are made} */
    public OrtEnvironment environment() {
        return environment;
    }

    /** {@return the session} */
    public OrtSession session() {
        return session;
    }

    /** {@return the file it was loaded from} */
    public Path file() {
        return file;
    }

    /** Frees the graph and its weights; runs must be over. Further calls do nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            session.close();
        } catch (OrtException e) {
            LoggerFactory.getLogger(GraphSession.class).warn("The graph {} was not freed", file, e);
        }
    }

    @FunctionalInterface
    private interface Loader {
        OrtSession load(SessionOptions options) throws OrtException;
    }
}
