package dev.llmops.eval.rag;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.eval.judge.Answering;
import dev.llmops.eval.judge.Judge;
import dev.llmops.testing.ScriptedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A judge that takes everything literally: claims are sentences, and follow from texts that contain them. */
final class LiteralJudge {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LiteralJudge() {}

    static ScriptedModel model() {
        return ScriptedModel.answering(LiteralJudge::answer);
    }

    private static String answer(ModelRequest request) {
        ObjectNode form = JSON.createObjectNode();
        form.put("key", Judge.keyOf(request).orElseThrow());
        String task = request.messages().get(0).text();
        if (task.contains("- \"claims\"")) {
            sentences(Answering.shown(request, "text")).forEach(form.putArray("claims")::add);
        } else if (task.contains("- \"entities\"")) {
            Arrays.stream(Answering.shown(request, "text").split("\\W+"))
                    .filter(word -> !word.isEmpty() && Character.isUpperCase(word.charAt(0)))
                    .forEach(form.putArray("entities")::add);
        } else if (task.contains("- \"questions\"")) {
            ArrayNode questions = form.putArray("questions");
            String answer = Answering.shown(request, "answer");
            for (String words : List.of("What", "Why")) {
                questions
                        .addObject()
                        .put("question", words + " " + answer)
                        .put("evasive", answer.contains("do not know") ? "yes" : "no");
            }
        } else {
            verdicts(request, form.putArray("verdicts"), task);
        }
        return form.toString();
    }

    private static void verdicts(ModelRequest request, ArrayNode verdicts, String task) {
        String judged = task.contains("each text named \"claim\"") ? "claim" : "passage";
        for (int i = 1; Answering.shows(request, judged + " " + i); i++) {
            String text = Answering.shown(request, judged + " " + i);
            verdicts.addObject().put("number", i).put("reason", "because").put("verdict", verdict(request, text));
        }
    }

    private static String verdict(ModelRequest request, String text) {
        List<String> sources = new ArrayList<>();
        for (int i = 1; Answering.shows(request, "source " + i); i++) {
            sources.add(Answering.shown(request, "source " + i));
        }
        for (String label : List.of("reference answer", "answer", "question")) {
            if (sources.isEmpty() && Answering.shows(request, label)) {
                sources.add(Answering.shown(request, label));
            }
        }
        if (sources.stream().anyMatch(source -> source.contains(text) || text.contains(source))) {
            return "yes";
        }
        return text.contains("not") ? "no" : "unsure";
    }

    private static List<String> sentences(String text) {
        return Arrays.stream(text.split("(?<=\\.) *", -1))
                .filter(sentence -> !sentence.isBlank())
                .toList();
    }
}
