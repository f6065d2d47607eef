package dev.llmops.remote.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a model on Bedrock: that of the model, of a profile that leads to it from several regions, or an ARN.
 *
 * @param text the name as it is given
 */
record ModelId(String text) {
    private static final Pattern REGIONS = Pattern.compile("^(?:us-gov|us|eu|apac|jp|au|ca|global)\\.");
    private static final Pattern ARN = Pattern.compile("^arn:[^:]*:[^:]*:([^:]*):[^:]*:.*$");

    /** {@return the name with all escaped that has a meaning in a path} */
    String escaped() {
        StringBuilder escaped = new StringBuilder();
        for (byte each : text.getBytes(UTF_8)) {
            char c = (char) (each & 0xFF);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~".indexOf(c) >= 0;
            if (plain) {
                escaped.append(c);
            } else {
                escaped.append('%').append(String.format("%02X", (int) c));
            }
        }
        return escaped.toString();
    }

    /** {@return the model's own name, as far as the name tells it} */
    String model() {
        String last = text.substring(text.lastIndexOf('/') + 1);
        return REGIONS.matcher(last).replaceFirst("");
    }

    /** {@return the region that an ARN tells} */
    Optional<String> region() {
        Matcher matcher = ARN.matcher(text);
        return matcher.matches() && !matcher.group(1).isEmpty() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
