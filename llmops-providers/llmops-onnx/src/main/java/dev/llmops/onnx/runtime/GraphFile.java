package dev.llmops.onnx.runtime;

import dev.llmops.onnx.ModelDirectoryException;
import dev.llmops.onnx.graph.DamagedGraphException;
import dev.llmops.onnx.graph.ExternalData;
import dev.llmops.onnx.graph.OnnxGraph;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * An ONNX file whose parts are all there.
 *
 * <p>Checked before ONNX Runtime sees it: that its structure is whole, and that the files in which its weights lie are
 * there and long enough.
 */
final class GraphFile {
    private GraphFile() {}

    /** {@return the graph in {@code file}} */
    static OnnxGraph read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelDirectoryException(file, "This file is missing.", "Download the whole model.");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new ModelDirectoryException(
                        file, "It is larger than 2 GB, which ONNX does not allow.", "Download it again.");
            }
            MappedByteBuffer bytes = channel.map(MapMode.READ_ONLY, 0, channel.size());
            OnnxGraph graph = OnnxGraph.read(bytes);
            graph.externalData().forEach(data -> check(file, data));
            return graph;
        } catch (DamagedGraphException e) {
            throw new ModelDirectoryException(
                    file, "It is no whole ONNX model: " + e.getMessage() + ".", "Download it again.", e);
        } catch (IOException e) {
            throw new ModelDirectoryException(file, "It cannot be read.", "Check who may read it.", e);
        }
    }

    /** {@return the file, and those in which its weights lie} */
    static List<Path> files(Path file, OnnxGraph graph) {
        List<Path> files = new ArrayList<>(List.of(file));
        graph.externalData().forEach(data -> files.add(file.resolveSibling(data.location())));
        return files;
    }

    /** {@return how many bytes {@code file} has} */
    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new ModelDirectoryException(file, "It cannot be read.", "Check who may read it.", e);
        }
    }

    private static void check(Path file, ExternalData data) {
        Path folder = file.toAbsolutePath().normalize().resolveSibling("");
        Path weights = folder.resolve(data.location()).normalize();
        if (!weights.startsWith(folder)) {
            throw new ModelDirectoryException(
                    file, "It wants weights from outside of its directory.", "Do not use it: get it from its makers.");
        }
        if (!Files.isRegularFile(weights)) {
            throw new ModelDirectoryException(
                    weights, "This file, which holds weights, is missing.", "Download it too, to the same folder.");
        }
        if (size(weights) < data.end()) {
            throw new ModelDirectoryException(
                    weights,
                    "It has " + size(weights) + " bytes, but " + file.getFileName() + " needs " + data.end() + ".",
                    "Download it again.");
        }
    }
}
