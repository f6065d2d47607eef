package dev.llmops.eval.judge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.eval.python.PythonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a judge wrote. Anything that is not a filled-in form with the key of the request is no answer.
 *
 * <p>A model that was not held to the form may write words or a code fence around it, so the last object with the right
 * key is taken. An object that was copied out of the judged text has not that key.
 */
final class ReplyReader {
    private static final int MOST_DEPTH = 20;
    private static final int MOST_TRIES = 1000;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private ReplyReader() {}

    /** {@return what {@code response} says, as an answer to {@code task} under {@code key}} */
    static Reply read(ModelResponse response, JudgeTask task, String key) {
        Optional<String> silence = silence(response);
        if (silence.isPresent()) {
            return new Reply.None(silence.get(), response.usage());
        }
        if (task.form().isEmpty()) {
            return new JudgeAnswer(
                    AnswerForm.empty(),
                    JsonNodeFactory.instance.objectNode(),
                    response.text(),
                    response.logprobs(),
                    response.usage());
        }
        return filled(response, task.form().get(), key);
    }

    /** {@return why the response cannot have an answer} */
    private static Optional<String> silence(ModelResponse response) {
        boolean refused = response.finishReason() == FinishReason.CONTENT_FILTER
                || response.message().contents().stream().anyMatch(Content.Refusal.class::isInstance);
        if (refused) {
            return Optional.of("the judge refused to answer");
        }
        if (response.finishReason() == FinishReason.LENGTH || response.finishReason() == FinishReason.CONTEXT) {
            return Optional.of("the answer of the judge was cut off; allow it more tokens");
        }
        return PythonText.strip(response.text()).isEmpty() ? Optional.of("the judge said nothing") : Optional.empty();
    }

    private static Reply filled(ModelResponse response, AnswerForm form, String key) {
        List<JsonNode> objects = objects(response.text());
        for (int i = objects.size() - 1; i >= 0; i--) {
            JsonNode object = objects.get(i);
            if (PythonText.strip(object.path("key").asText()).equals(key)) {
                Optional<String> problem = form.problem(object);
                return problem.isEmpty()
                        ? new JudgeAnswer(form, object, response.text(), response.logprobs(), response.usage())
                        : new Reply.None("the judge did not fill in the form: " + problem.get(), response.usage());
            }
        }
        return new Reply.None(
                objects.isEmpty()
                        ? "the answer of the judge is not JSON"
                        : "the answer of the judge lacks the key of the request",
                response.usage());
    }

    /** {@return the JSON objects in {@code text} that are not part of another one, in order} */
    private static List<JsonNode> objects(String text) {
        List<JsonNode> objects = new ArrayList<>();
        int tries = 0;
        int at = text.indexOf('{');
        while (at >= 0 && tries++ < MOST_TRIES) {
            int next = at + 1;
            try (JsonParser parser = JSON.createParser(text.substring(at))) {
                JsonNode node = JSON.readTree(parser);
                if (node != null && node.isObject()) {
                    objects.add(node);
                    next = at + Math.max(1, (int) parser.currentLocation().getCharOffset());
                }
            } catch (JsonProcessingException e) {
                // A brace that does not begin an object.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            at = text.indexOf('{', next);
        }
        return objects;
    }
}
