package dev.llmops.eval.selfcheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.api.model.ModelClient;
import dev.llmops.eval.Item;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives further answers to an item, from the same subject at a temperature above 0.
 *
 * <p>Safe for concurrent use.
 */
@FunctionalInterface
public interface Resampler {
    /**
     * {@return further answers; none if there are none}
     *
     * @param item what is asked again
     * @param control deadline and cancellation; a {@link dev.llmops.eval.UsageMeter} that wants to hear what was used
     */
    List<String> answers(Item item, CallControl control);

    /** {@return the answers that the items bring along, as a JSON list of texts in the field {@code name}} */
    static Resampler field(String name) {
        Require.nonBlank(name, "name");
        ObjectMapper json = new ObjectMapper();
        return (item, control) -> {
            String text = item.field(name);
            List<String> answers = new ArrayList<>();
            if (text == null) {
                return answers;
            }
            try {
                JsonNode list = json.readTree(text);
                for (JsonNode answer : list) {
                    Require.that(answer.isTextual(), name, mistake(item, name));
                    answers.add(answer.asText());
                }
                Require.that(list.isArray(), name, mistake(item, name));
                return answers;
            } catch (JsonProcessingException e) {
                throw new InvalidInputException(name, mistake(item, name));
            }
        };
    }

    private static String mistake(Item item, String name) {
        return "field \"" + name + "\" of item " + item.id() + " must be a JSON list of texts";
    }

    /**
     * {@return answers of {@code model}, asked {@code count} times with nothing but the input of the item}
     *
     * <p>The request is the same each time, so the model must not answer from a cache: answers from one are all equal, and
     * whatever they say looks consistent.
     */
    static Resampler of(ModelClient model, int count, double temperature) {
        return new ModelResampler(
                Require.nonNull(model, "model"),
                Require.inRange(count, 1, 100, "count"),
                Require.inRange(temperature, 0, 2, "temperature"));
    }
}
