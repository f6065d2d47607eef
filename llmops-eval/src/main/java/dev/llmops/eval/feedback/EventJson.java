package dev.llmops.eval.feedback;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.InvalidInputException;
import dev.llmops.eval.json.JsonText;
import dev.llmops.eval.json.MalformedJsonException;
import dev.llmops.eval.json.Values;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** A line of a feedback log: {@code trace}, {@code at}, {@code rater}, {@code signal} and what belongs to it. */
final class EventJson {
    private EventJson() {}

    static String write(FeedbackEvent event) {
        return JsonText.write(json -> {
            json.writeStartObject();
            json.writeStringField("trace", event.trace());
            json.writeStringField("at", event.at().toString());
            if (!event.rater().isEmpty()) {
                json.writeStringField("rater", event.rater());
            }
            write(event.signal(), json);
            json.writeEndObject();
        });
    }

    private static void write(Signal signal, JsonGenerator json) throws IOException {
        if (signal instanceof Signal.Thumb thumb) {
            json.writeStringField("signal", thumb.up() ? "up" : "down");
        } else if (signal instanceof Signal.Stars stars) {
            json.writeStringField("signal", "stars");
            json.writeNumberField("given", stars.given());
            json.writeNumberField("most", stars.most());
        } else if (signal instanceof Signal.Edit edit) {
            json.writeStringField("signal", "edit");
            json.writeStringField("accepted", edit.accepted());
        } else if (signal instanceof Signal.Preferred preferred) {
            json.writeStringField("signal", "preferred");
            json.writeStringField("over", preferred.over());
        } else if (signal instanceof Signal.Copied) {
            json.writeStringField("signal", "copied");
        } else if (signal instanceof Signal.Retried) {
            json.writeStringField("signal", "retried");
        } else if (signal instanceof Signal.Abandoned) {
            json.writeStringField("signal", "abandoned");
        }
    }

    static FeedbackEvent read(String line) throws MalformedJsonException {
        JsonNode node = JsonText.parseObject(line);
        String rater = node.has("rater") ? Values.text(node, "rater") : "";
        try {
            return new FeedbackEvent(
                    Values.text(node, "trace"), Instant.parse(Values.text(node, "at")), rater, signal(node));
        } catch (DateTimeException e) {
            throw new MalformedJsonException("\"at\" must be a moment such as 2026-01-31T12:00:00Z");
        } catch (InvalidInputException e) {
            throw new MalformedJsonException("\"" + e.argument() + "\" is not valid");
        }
    }

    private static Signal signal(JsonNode node) throws MalformedJsonException {
        String name = Values.text(node, "signal");
        return switch (name) {
            case "up" -> new Signal.Thumb(true);
            case "down" -> new Signal.Thumb(false);
            case "stars" -> new Signal.Stars(number(node, "given"), number(node, "most"));
            case "edit" -> new Signal.Edit(Values.text(node, "accepted"));
            case "preferred" -> new Signal.Preferred(Values.text(node, "over"));
            case "copied" -> new Signal.Copied();
            case "retried" -> new Signal.Retried();
            case "abandoned" -> new Signal.Abandoned();
            default -> throw new MalformedJsonException("\"signal\" is not one of those that are known");
        };
    }

    private static int number(JsonNode node, String name) throws MalformedJsonException {
        long number = Values.integer(node, name);
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
    }
}
