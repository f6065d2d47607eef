package dev.llmops.eval.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.json.ItemJson;
import dev.llmops.eval.json.JsonText;
import dev.llmops.eval.json.MalformedJsonException;
import dev.llmops.eval.json.OutputJson;

/** A line of recorded traffic: an object with {@code item} and {@code output}. */
final class TrafficRow {
    private TrafficRow() {}

    static String write(Item item, Output output) {
        return JsonText.write(json -> {
            json.writeStartObject();
            json.writeFieldName("item");
            ItemJson.write(item, json);
            json.writeFieldName("output");
            OutputJson.write(output, json);
            json.writeEndObject();
        });
    }

    static Sample read(String line) throws MalformedJsonException {
        JsonNode node = JsonText.parseObject(line);
        return new Sample(ItemJson.read(node.path("item")), OutputJson.read(node.path("output")));
    }
}
