package dev.llmops.remote.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/** Tells whether the last text of a stream that ended without its usual mark is all that was meant to come. */
final class CompleteJson {
    private CompleteJson() {}

    /** {@return whether the text is one JSON value that cannot have been cut short} */
    static boolean is(String text) {
        JsonFactory json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxNestingDepth(Integer.MAX_VALUE)
                        .build())
                .build();
        try (JsonParser parser = json.createParser(text)) {
            JsonToken first = parser.nextToken();
            // 12 may be the beginning of 123.
            if (first == null || first.isNumeric()) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
