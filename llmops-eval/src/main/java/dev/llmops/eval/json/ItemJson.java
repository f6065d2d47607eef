package dev.llmops.eval.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.InvalidInputException;
import dev.llmops.eval.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Items as JSON: {@code id}, {@code input}, and {@code references}, {@code relevant}, {@code fields} where there are some. */
public final class ItemJson {
    private ItemJson() {}

    /** Writes an object. */
    public static void write(Item item, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", item.id());
        json.writeStringField("input", item.input());
        if (!item.references().isEmpty()) {
            json.writeArrayFieldStart("references");
            for (String reference : item.references()) {
                json.writeString(reference);
            }
            json.writeEndArray();
        }
        if (!item.relevant().isEmpty()) {
            json.writeObjectFieldStart("relevant");
            for (Map.Entry<String, Integer> entry : item.relevant().entrySet()) {
                json.writeNumberField(JsonText.name(entry.getKey()), entry.getValue());
            }
            json.writeEndObject();
        }
        writeTexts("fields", item.fields(), json);
        json.writeEndObject();
    }

    /** {@return the item that {@link #write} wrote} */
    public static Item read(JsonNode node) throws MalformedJsonException {
        List<String> references = new ArrayList<>();
        for (JsonNode reference : node.path("references")) {
            references.add(Values.text(reference, "references"));
        }
        Map<String, Integer> relevant = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : node.path("relevant").properties()) {
            relevant.put(entry.getKey(), entry.getValue().asInt());
        }
        try {
            return Item.builder(Values.text(node, "id"), Values.text(node, "input"))
                    .references(references)
                    .relevant(relevant)
                    .fields(readTexts(node.path("fields")))
                    .build();
        } catch (InvalidInputException e) {
            throw new MalformedJsonException("the item is not valid: " + e.argument());
        }
    }

    static void writeTexts(String name, Map<String, String> texts, JsonGenerator json) throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            json.writeStringField(JsonText.name(entry.getKey()), entry.getValue());
        }
        json.writeEndObject();
    }

    static Map<String, String> readTexts(JsonNode node) {
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            texts.put(entry.getKey(), entry.getValue().asText());
        }
        return texts;
    }
}
