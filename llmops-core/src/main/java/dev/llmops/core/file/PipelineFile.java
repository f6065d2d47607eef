package dev.llmops.core.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.spi.StageRegistry;
import dev.llmops.core.Pipeline;
import dev.llmops.core.json.SchemaCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a pipeline of a file. */
public final class PipelineFile {
    private static final int MOST_BYTES = 1024 * 1024;

    private PipelineFile() {}

    /** {@return the JSON schema of pipeline files, as JSON} */
    public static String schema() {
        try (InputStream in = Objects.requireNonNull(
                PipelineFile.class.getResourceAsStream("pipeline.schema.json"), "pipeline.schema.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * {@return the pipeline that {@code file} describes}
     *
     * @param file a file of YAML or JSON
     * @param registry the stages it can name
     * @param environment the values of variables by their names; null if one is not set
     * @throws ConfigurationException telling everything that is wrong, with file, line and key
     */
    public static Pipeline load(Path file, StageRegistry registry, Function<String, @Nullable String> environment) {
        String label = file.toString();
        Variables variables = new Variables(environment);
        Problems problems = new Problems(label, variables);
        Tree tree = YamlReader.read(label, text(file), variables, problems);
        checkStructure(tree, problems);
        problems.throwIfAny();
        Path directory = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of(""));
        StageMaker maker = new StageMaker(registry, tree, directory, environment, problems);
        return new PipelineAssembly(tree, maker, problems).assemble();
    }

    private static String text(Path file) {
        byte[] bytes = bytes(file);
        int start = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF
                ? 3
                : 0;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, start, bytes.length - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(
                    file + ": is not a text in UTF-8. A pipeline file is YAML or JSON; save it as UTF-8.", e);
        }
    }

    private static byte[] bytes(Path file) {
        if (Files.isDirectory(file)) {
            throw new ConfigurationException(file + ": is a directory. Name the pipeline file in it.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new ConfigurationException(
                        file + ": is larger than " + MOST_BYTES + " bytes, which no pipeline file is.");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(
                    file + ": does not exist. Relative paths start from "
                            + Path.of("").toAbsolutePath() + ".",
                    e);
        } catch (AccessDeniedException e) {
            throw new ConfigurationException(file + ": may not be read by this process.", e);
        } catch (IOException e) {
            throw new ConfigurationException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static void checkStructure(Tree tree, Problems problems) {
        if (!(tree.value() instanceof Map)) {
            problems.add(tree.locate(""), "must be keys with values, such as \"version: 1\"; see Pipelines.schema()");
            return;
        }
        SchemaCheck check = new SchemaCheck("pipeline file", SchemaCheck.parse("pipeline file", schema()));
        for (SchemaCheck.Problem problem : check.problems(new ObjectMapper().valueToTree(tree.value()))) {
            String path = Tree.path(problem.path());
            String key = Tree.key(path);
            boolean item = !key.isEmpty() && key.chars().allMatch(Character::isDigit);
            String what = path.isEmpty() ? "the file" : item ? "this item" : "\"" + key + "\"";
            problems.add(tree.locate(path), what + " " + explained(problem, path, key));
        }
    }

    private static String explained(SchemaCheck.Problem problem, String path, String key) {
        List<String> others = problem.otherNames();
        if (problem.isUnknownMember()) {
            String known = "is no key that is known here. Known are " + String.join(", ", others) + ".";
            return known + Suggestion.forName(key, others);
        }
        if (path.equals("/version")) {
            return problem.text() + ". This release reads version 1: write \"version: 1\".";
        }
        if (key.equals("within")) {
            return "must be a time such as 500ms, 20s or 5m.";
        }
        if (key.equals("policy") && problem.text().equals("is missing")) {
            return "is missing: say beside the guard what is done about its findings, for example \"policy: block\".";
        }
        if (!others.isEmpty()) {
            return "is no option of a stage here (" + String.join(", ", others)
                    + "), and a stage's name has its settings below it, indented further."
                    + Suggestion.forName(key, others);
        }
        return problem.text().replace("an array", "a list").replace("an object", "a group of keys") + ".";
    }
}
