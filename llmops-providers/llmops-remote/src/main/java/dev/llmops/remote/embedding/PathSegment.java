package dev.llmops.remote.embedding;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes names into paths. */
public final class PathSegment {
    private PathSegment() {}

    /** {@return a name percent-encoded, so that it is one segment of a path} */
    public static String of(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
