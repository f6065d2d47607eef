package dev.llmops.eval.benchmark;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.ConfigurationException;
import dev.llmops.eval.benchmark.Asking.Replies;
import dev.llmops.eval.json.JsonText;
import dev.llmops.eval.json.MalformedJsonException;
import dev.llmops.eval.json.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model said about documents, as the answer of a run: {@code {"documents":[{"written":["42"]}]}}, or with
 * {@code judged}, pairs of a log-likelihood and whether it is greedy, or with {@code failure}.
 */
final class ReplyJson {
    private ReplyJson() {}

    static String write(List<Replies> documents) {
        return JsonText.write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("documents");
            for (Replies replies : documents) {
                write(replies, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(Replies replies, JsonGenerator json) throws IOException {
        json.writeStartObject();
        String failure = replies.failure();
        if (failure != null) {
            json.writeStringField("failure", failure);
        } else if (replies.list().stream().allMatch(Reply.Written.class::isInstance)) {
            json.writeArrayFieldStart("written");
            for (Reply reply : replies.list()) {
                json.writeString(((Reply.Written) reply).text());
            }
            json.writeEndArray();
        } else {
            json.writeArrayFieldStart("judged");
            for (Reply reply : replies.list()) {
                Reply.Judged judged = (Reply.Judged) reply;
                json.writeStartArray();
                Values.writeDouble(judged.logprob(), json);
                json.writeBoolean(judged.greedy());
                json.writeEndArray();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /**
     * {@return what {@link #write} wrote of {@code count} documents}
     *
     * @throws ConfigurationException if it was something else
     */
    static List<Replies> read(String text, int count) {
        try {
            JsonNode documents = JsonText.parseObject(text).path("documents");
            if (documents.size() != count) {
                throw new MalformedJsonException(documents.size() + " documents instead of " + count);
            }
            List<Replies> all = new ArrayList<>();
            for (JsonNode document : documents) {
                all.add(read(document));
            }
            return all;
        } catch (MalformedJsonException e) {
            throw new ConfigurationException(
                    "The directory holds a run, but not of a benchmark. Choose another one.", e);
        }
    }

    private static Replies read(JsonNode document) throws MalformedJsonException {
        if (document.has("failure")) {
            return new Replies(List.of(), Values.text(document, "failure"));
        }
        List<Reply> list = new ArrayList<>();
        for (JsonNode written : document.path("written")) {
            list.add(new Reply.Written(written.asText()));
        }
        for (JsonNode judged : document.path("judged")) {
            list.add(new Reply.Judged(
                    Values.readDouble(judged.path(0), "judged"), judged.path(1).asBoolean()));
        }
        return new Replies(list, null);
    }
}
