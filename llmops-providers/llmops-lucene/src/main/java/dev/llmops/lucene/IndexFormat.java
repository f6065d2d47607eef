package dev.llmops.lucene;

import dev.llmops.api.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an index says about itself in every commit, so that nobody searches it with the wrong words
 * or vectors.
 *
 * @param language the language its words were reduced by
 * @param embedding provider and model its vectors are of; empty without vectors
 * @param dimensions how long the vectors are; 0 while there are none
 */
record IndexFormat(IndexLanguage language, String embedding, int dimensions) {
    private static final String VERSION = "1";

    Map<String, String> toCommitData() {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("llmops.format", VERSION);
        data.put("llmops.language", language.name());
        data.put("llmops.embedding", embedding);
        data.put("llmops.dimensions", Integer.toString(dimensions));
        return data;
    }

    /**
     * {@return the format of an index that is to be opened as this format says}
     *
     * @throws ConfigurationException if the index is of another kind
     */
    IndexFormat accept(Map<String, String> data, String location) {
        @Nullable String version = data.get("llmops.format");
        if (version == null) {
            throw new ConfigurationException(
                    "The Lucene index at " + location + " was not made by this library. Give another directory.");
        }
        if (!version.equals(VERSION)) {
            throw new ConfigurationException("The index at " + location + " has format " + version
                    + ", this version reads format " + VERSION + ". Build the index anew in another directory.");
        }
        String found = data.getOrDefault("llmops.language", "");
        if (!found.equals(language.name())) {
            throw new ConfigurationException("The index at " + location + " is for the language " + found + ", not "
                    + language + ". Open it with builder().language(" + found + "), or build it anew.");
        }
        checkEmbedding(data.getOrDefault("llmops.embedding", ""), location);
        int foundDimensions = Integer.parseInt(data.getOrDefault("llmops.dimensions", "0"));
        if (dimensions > 0 && foundDimensions > 0 && dimensions != foundDimensions) {
            throw new ConfigurationException("The index at " + location + " has vectors of " + foundDimensions
                    + " dimensions, the embedding client makes " + dimensions
                    + ". Use the client it was built with, or build it anew.");
        }
        return new IndexFormat(language, embedding, Math.max(dimensions, foundDimensions));
    }

    private void checkEmbedding(String found, String location) {
        if (found.equals(embedding)) {
            return;
        }
        if (embedding.isEmpty()) {
            throw new ConfigurationException("The index at " + location + " has vectors of " + found
                    + ". Give builder().embedding(…) the client of that model.");
        }
        throw new ConfigurationException("The index at " + location + " has "
                + (found.isEmpty() ? "no vectors" : "vectors of " + found) + ", the embedding client is " + embedding
                + ". Use what it was built with, or build it anew.");
    }

    IndexFormat withDimensions(int length) {
        return new IndexFormat(language, embedding, length);
    }
}
