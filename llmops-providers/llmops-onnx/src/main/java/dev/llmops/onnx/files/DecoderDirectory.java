package dev.llmops.onnx.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.onnx.ModelDirectoryException;
import dev.llmops.onnx.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory that holds a model which writes text.
 *
 * <p>Two layouts are known: that of transformers.js, where {@code config.json} lies beside a folder {@code onnx} with
 * one graph per {@link Variant}, and that of onnxruntime-genai, where {@code genai_config.json} names the graph.
 *
 * @param directory where it is
 * @param graph the graph to load
 * @param config what its configuration says
 * @param tokenizer its {@code tokenizer.json}
 * @param markers its markers by name, such as {@code bos_token}
 * @param templates how it wants conversations written
 */
public record DecoderDirectory(
        Path directory,
        Path graph,
        DecoderConfig config,
        Path tokenizer,
        Map<String, String> markers,
        ChatTemplates templates) {
    private static final String GENAI = "genai_config.json";
    private static final String CONFIG = "config.json";

    /** Copies the markers. */
    public DecoderDirectory {
        markers = Map.copyOf(markers);
    }

    /**
     * {@return what lies in {@code directory}}
     *
     * @param preference the variants to look for, best first
     * @throws ModelDirectoryException if something is missing, damaged or of a kind that is not supported
     */
    public static DecoderDirectory read(Path directory, List<Variant> preference) {
        if (!Files.isDirectory(directory)) {
            throw new ModelDirectoryException(
                    directory,
                    Files.exists(directory) ? "This is a file." : "There is no such directory.",
                    "Name the directory that holds config.json.");
        }
        Path genAi = directory.resolve(GENAI);
        boolean isGenAi = Files.isRegularFile(genAi);
        if (!isGenAi && !Files.isRegularFile(directory.resolve(CONFIG))) {
            throw new ModelDirectoryException(
                    directory,
                    "It has neither " + CONFIG + " nor " + GENAI + ".",
                    "Download the whole model, in its ONNX form.");
        }
        JsonNode tokenizerConfig = JsonFile.readIfThere(directory.resolve("tokenizer_config.json"));
        Map<String, String> markers = TokenizerConfig.markers(
                tokenizerConfig, JsonFile.readIfThere(directory.resolve("special_tokens_map.json")));
        Path tokenizer = tokenizer(directory);
        DecoderConfig config = isGenAi ? DecoderConfig.ofGenAi(JsonFile.read(genAi)) : transformers(directory);
        return new DecoderDirectory(
                directory,
                isGenAi ? genAiGraph(directory, genAi) : variant(directory, preference),
                config.endingAlsoWith(endMarker(tokenizer, markers)),
                tokenizer,
                markers,
                ChatTemplates.read(directory, tokenizerConfig));
    }

    /** {@return what the model is called: the name of its directory} */
    public String name() {
        Path name = directory.toAbsolutePath().normalize().getFileName();
        return name == null ? "model" : name.toString();
    }

    private static DecoderConfig transformers(Path directory) {
        Path file = directory.resolve(CONFIG);
        JsonNode config = JsonFile.read(file);
        if (config.path("is_encoder_decoder").asBoolean(false)) {
            throw new ModelDirectoryException(
                    file, "This is an encoder-decoder model.", "Take a decoder-only one, such as Qwen, Llama or Phi.");
        }
        return DecoderConfig.ofTransformers(config, JsonFile.readIfThere(directory.resolve("generation_config.json")));
    }

    private static Path tokenizer(Path directory) {
        Path file = directory.resolve("tokenizer.json");
        if (!Files.isRegularFile(file)) {
            throw new ModelDirectoryException(
                    file,
                    "This file is missing.",
                    "Download it with the model; models that only have tokenizer.model are not supported.");
        }
        return file;
    }

    /** The end marker of the tokenizer ends an answer too: some configurations name only one of several. */
    private static Set<Integer> endMarker(Path tokenizer, Map<String, String> markers) {
        String text = markers.getOrDefault("eos_token", "");
        Set<Integer> ids = new LinkedHashSet<>();
        for (JsonNode token : JsonFile.member(tokenizer, "added_tokens")) {
            if (!text.isEmpty() && token.path("content").asText("").equals(text)) {
                ids.add(token.path("id").asInt());
            }
        }
        return ids;
    }

    private static Path genAiGraph(Path directory, Path config) {
        JsonNode decoder = JsonFile.read(config).path("model").path("decoder");
        if (decoder.path("pipeline").isArray()) {
            throw new ModelDirectoryException(
                    config, "It splits the decoder into several graphs.", "Take an export with one graph.");
        }
        Path graph = directory.resolve(decoder.path("filename").asText("model.onnx"));
        if (!Files.isRegularFile(graph)) {
            throw new ModelDirectoryException(graph, "This file is missing.", "Download the whole model.");
        }
        return graph;
    }

    private static Path variant(Path directory, List<Variant> preference) {
        for (Path folder : List.of(directory.resolve("onnx"), directory)) {
            for (Variant variant : preference) {
                Path file = folder.resolve("model" + variant.suffix() + ".onnx");
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        throw new ModelDirectoryException(directory, missing(directory), "Download one of its ONNX graphs as well.");
    }

    private static String missing(Path directory) {
        List<String> there = graphs(directory);
        if (there.stream().anyMatch(name -> name.startsWith("decoder_model") || name.startsWith("encoder_model"))) {
            return "It holds an encoder-decoder or multimodal model, which is not supported.";
        }
        return there.isEmpty()
                ? "It has no ONNX graph (onnx/model.onnx, onnx/model_q4.onnx, …)."
                : "It has none of the wanted variants; found: " + String.join(", ", there) + ".";
    }

    private static List<String> graphs(Path directory) {
        Path folder = directory.resolve("onnx");
        try (Stream<Path> files = Files.list(Files.isDirectory(folder) ? folder : directory)) {
            return files.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".onnx"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ModelDirectoryException(directory, "It cannot be listed.", "Check who may read it.", e);
        }
    }
}
