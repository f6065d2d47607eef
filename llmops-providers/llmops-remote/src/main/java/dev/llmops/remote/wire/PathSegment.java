package dev.llmops.remote.wire;

import dev.llmops.api.Require;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** One segment of a path: an id or a name, so encoded that it stays one. */
public final class PathSegment {
    private PathSegment() {}

    /** {@return {@code text}, percent-encoded} */
    public static String of(String text, String argument) {
        Require.nonBlank(text, argument);
        // Dots alone would be a step through the path.
        Require.that(!text.equals(".") && !text.equals(".."), argument, argument + " must not be " + text);
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
