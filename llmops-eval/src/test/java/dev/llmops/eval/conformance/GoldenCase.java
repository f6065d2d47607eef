package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a golden file.
 *
 * @param folder where the files lie that the line names
 * @param file the name of the file that the line is in
 * @param line which line it is, from 1
 * @param json what the line says
 */
record GoldenCase(Path folder, String file, int line, JsonNode json) {
    /** {@return what is checked} */
    String metric() {
        return json.path("metric").asText();
    }

    /** {@return the parameter {@code name}; a missing node if it is not there} */
    JsonNode param(String name) {
        return json.path("params").path(name);
    }

    /** {@return the input {@code name}} */
    JsonNode get(String name) {
        return json.path(name);
    }

    /** {@return what the tool answered} */
    JsonNode expected() {
        return json.path("expected");
    }

    /** {@return the hypothesis} */
    String hyp() {
        return json.path("hyp").asText();
    }

    /** {@return the references} */
    List<String> refs() {
        return texts(json.path("refs"));
    }

    /** {@return the tolerance of this line, else {@code usual}} */
    double tolerance(double usual) {
        return json.path("tol").asDouble(usual);
    }

    /** {@return the lines of {@code name}, a file beside the golden ones; only line feeds end a line} */
    List<String> lines(String name) {
        try {
            String text = Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
            List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
            if (lines.get(lines.size() - 1).isEmpty()) {
                lines.remove(lines.size() - 1);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the elements of {@code array} as texts} */
    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** {@return the elements of {@code array} as numbers; {@code "nan"}, {@code "inf"} and {@code "-inf"} are such} */
    static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(array.get(i));
        }
        return numbers;
    }

    /** {@return {@code node} as a number} */
    static double number(JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return switch (node.asText()) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> throw new AssertionError("not a number: " + node);
        };
    }

    /** Shows where the line stands. */
    @Override
    public String toString() {
        return file + ":" + line + " " + metric() + " " + json.path("id").asText("");
    }
}
