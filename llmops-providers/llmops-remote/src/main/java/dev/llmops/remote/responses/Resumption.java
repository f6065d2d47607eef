package dev.llmops.remote.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.remote.wire.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * How the stream of a run in the background goes on after a break: its events are numbered, and those behind a number
 * can be asked for. Used by one thread, for one run.
 *
 * <p>Only runs in the background go on while nobody listens; any other ends with its stream, and is never asked for.
 */
final class Resumption {
    private final String path;
    private int left;
    private boolean background;
    private String id = "";
    private long newest = -1;
    private boolean resumed;

    /** Follows a run of the endpoint at {@code path} on, {@code most} times at most. */
    Resumption(String path, int most) {
        this.path = path;
        this.left = most;
    }

    /** Takes a description of the run. */
    void note(JsonNode response) {
        background |= response.path("background").asBoolean();
        String told = Json.text(response, "id");
        id = told.isEmpty() ? id : told;
    }

    /** {@return whether an event is one that came before the break, or one that has no place in the order} */
    boolean isRepeated(JsonNode event) {
        JsonNode number = event.path("sequence_number");
        if (!number.isIntegralNumber()) {
            // Nobody can tell where it belongs, and after a break it may have been there before.
            return resumed;
        }
        // Before a break every event counts, however a server numbers them.
        if (resumed && number.longValue() <= newest) {
            return true;
        }
        newest = Math.max(newest, number.longValue());
        return false;
    }

    /** {@return where the events behind the newest one are; empty if there is nothing to ask for, or it was asked enough} */
    String next() {
        if (left <= 0 || !background || id.isEmpty() || newest < 0) {
            return "";
        }
        left--;
        resumed = true;
        int query = path.indexOf('?');
        String front = query < 0 ? path : path.substring(0, query);
        String rest = query < 0 ? "" : "&" + path.substring(query + 1);
        return front + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "?stream=true&starting_after=" + newest
                + rest;
    }
}
