package dev.llmops.eval.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is right, as a task file says it: a number or text for all documents, a field, or a template.
 *
 * <p>Where there are choices a number is the index of the right one, a text one of the choices. A list says that each
 * of its elements is right.
 *
 * @param fixed the value for all documents; null if it is different for each
 * @param given the field or template; null if the value is fixed
 */
record TargetSource(@Nullable Object fixed, @Nullable FieldText given) {
    /** Stands for a choice that is not there. */
    private static final int NO_CHOICE = -100;

    /** {@return a number, a text or a list, before it is compared with the choices} */
    Object raw(Document document, boolean choosing) {
        if (given == null) {
            return fixed == null ? "" : fixed;
        }
        Object value = given.of(document);
        if (!(value instanceof String text) || given.isField()) {
            return value;
        }
        if (choosing && text.matches("[0-9]{1,9}")) {
            return Integer.valueOf(text);
        }
        Optional<List<@Nullable Object>> list = text.startsWith("[") ? PythonLiteral.list(text) : Optional.empty();
        return list.isPresent() ? list.get() : text;
    }

    /** {@return what is right; {@code choices} is null if the model writes freely} */
    Target of(Document document, @Nullable List<String> choices) {
        Object raw = raw(document, choices != null);
        List<?> all = raw instanceof List<?> list ? list : List.of(raw);
        if (choices == null) {
            return new Target.Texts(all.stream().map(FieldText::asText).toList());
        }
        List<Integer> indices = new ArrayList<>();
        for (Object each : all) {
            indices.add(index(each, choices));
        }
        return new Target.Choice(indices);
    }

    private static int index(@Nullable Object value, List<String> choices) {
        if (value instanceof Integer index) {
            return index;
        }
        int index = choices.indexOf(FieldText.asText(value));
        return index < 0 ? NO_CHOICE : index;
    }
}
