package dev.llmops.remote.gemini;

import dev.llmops.remote.wire.Framing;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where models are served, and what is different there.
 *
 * @param provider the provider's name
 * @param parent the path above models without a place of their own, with a leading slash
 * @param root the path above models whose name is a path itself, such as those tuned by the user
 * @param labels whether requests can be labelled
 * @param stream how a stream is framed: server-sent events, or a JSON array
 */
record GeminiPlace(String provider, String parent, String root, boolean labels, Framing stream) {
    /** {@return the path of a method of a model, percent-encoded} */
    String path(String model, String method) {
        String above = model.indexOf('/') >= 0 ? root : parent;
        return above + "/" + encoded(model) + ":" + method;
    }

    private static String encoded(String model) {
        return Arrays.stream(model.split("/", -1))
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
