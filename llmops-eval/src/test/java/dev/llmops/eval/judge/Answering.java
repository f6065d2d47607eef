package dev.llmops.eval.judge;

import dev.llmops.api.model.ModelRequest;
import dev.llmops.testing.ScriptedModel;
import java.util.function.Function;

/** Models that answer judges' questions as a test wants. */
public final class Answering {
    private Answering() {}

    /** {@return a model that fills in forms with {@code fields}, the inside of a JSON object, and the right key} */
    public static ScriptedModel form(String fields) {
        return ScriptedModel.answering(request -> filled(request, fields));
    }

    /** {@return a model whose fields depend on the request} */
    public static ScriptedModel form(Function<ModelRequest, String> fields) {
        return ScriptedModel.answering(request -> filled(request, fields.apply(request)));
    }

    /** {@return the form that answers {@code request} with {@code fields}} */
    public static String filled(ModelRequest request, String fields) {
        return "{\"key\": \"" + Judge.keyOf(request).orElseThrow() + "\", " + fields + "}";
    }

    /** {@return what the judge is shown under {@code label}} */
    public static String shown(ModelRequest request, String label) {
        String text = request.messages().get(1).text();
        String fence = label + " " + Judge.keyOf(request).orElseThrow() + "]\n";
        int start = text.indexOf("[begin " + fence) + ("[begin " + fence).length();
        return text.substring(start, text.indexOf("\n[end " + fence, start));
    }

    /** {@return whether the judge is shown anything under {@code label}} */
    public static boolean shows(ModelRequest request, String label) {
        return request.messages().get(1).text().contains("[begin " + label + " ");
    }
}
