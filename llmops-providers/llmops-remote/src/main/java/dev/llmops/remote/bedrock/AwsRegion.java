package dev.llmops.remote.bedrock;

import dev.llmops.api.ConfigurationException;
import java.util.function.UnaryOperator;

/** Tells in which region of AWS a model is asked. */
final class AwsRegion {
    private static final String[] VARIABLES = {"AWS_REGION", "AWS_DEFAULT_REGION"};

    private AwsRegion() {}

    /**
     * {@return the region that was given, else that of the model's name, else that of the environment}
     *
     * @param given may be empty
     */
    static String of(String given, ModelId id, UnaryOperator<String> environment) {
        if (!given.isEmpty()) {
            return given;
        }
        if (id.region().isPresent()) {
            return id.region().get();
        }
        for (String variable : VARIABLES) {
            String value = environment.apply(variable);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        throw new ConfigurationException(
                "No region for bedrock: AWS_REGION is not set. Set it, or give the client's builder a region.");
    }

    /** {@return where Bedrock is in a region} */
    static String address(String region) {
        return "https://bedrock-runtime." + region + ".amazonaws.com" + (region.startsWith("cn-") ? ".cn" : "");
    }
}
