package dev.llmops.remote.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Moments as providers write them. */
public final class WireTime {
    private WireTime() {}

    /** {@return the moment a member tells, in seconds since 1970 or by ISO 8601; null if it tells none} */
    public static @Nullable Instant of(JsonNode node, String member) {
        JsonNode value = node.path(member);
        try {
            if (value.isNumber() && value.canConvertToLong()) {
                // No provider means a moment before 1970 by it.
                return value.longValue() > 0 ? Instant.ofEpochSecond(value.longValue()) : null;
            }
            return value.isTextual() ? OffsetDateTime.parse(value.textValue()).toInstant() : null;
        } catch (DateTimeException e) {
            // What cannot be read is as if it were not there.
            return null;
        }
    }
}
