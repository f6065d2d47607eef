package dev.llmops.eval.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.TokenLogprob;
import dev.llmops.api.model.Usage;
import java.util.ArrayList;
import java.util.List;

/**
 * A usable answer of a judge: its form is filled in, or its text is not empty. Immutable.
 *
 * <p>Asking for a field that the form does not have is a mistake of the caller and fails.
 */
public final class JudgeAnswer implements Reply {
    private final AnswerForm form;
    private final JsonNode fields;
    private final String text;
    private final List<TokenLogprob> tokens;
    private final Usage usage;

    JudgeAnswer(AnswerForm form, JsonNode fields, String text, List<TokenLogprob> tokens, Usage usage) {
        this.form = form;
        this.fields = fields;
        this.text = text;
        this.tokens = tokens;
        this.usage = usage;
    }

    /** {@return this answer, after attempts that used more} */
    JudgeAnswer using(Usage total) {
        return new JudgeAnswer(form, fields, text, tokens, total);
    }

    /** {@return all that the judge wrote} */
    public String raw() {
        return text;
    }

    /** {@return the text in field {@code name}} */
    public String text(String name) {
        return form.field(name) instanceof FormField.Choice choice
                ? choice.value(fields.path(name)).orElseThrow()
                : fields.path(name).asText();
    }

    /** {@return the number in field {@code name}} */
    public int whole(String name) {
        Require.that(form.field(name) instanceof FormField.Whole, "name", name + " is not a number");
        return FormField.Whole.value(fields.path(name)).orElseThrow();
    }

    /** {@return the verdict in field {@code name}} */
    public Verdict verdict(String name) {
        return Verdict.read(text(name)).orElseThrow();
    }

    /** {@return the texts in field {@code name}} */
    public List<String> texts(String name) {
        Require.that(form.field(name) instanceof FormField.Texts, "name", name + " is not a list of texts");
        List<String> texts = new ArrayList<>();
        fields.path(name).forEach(entry -> texts.add(entry.asText()));
        return List.copyOf(texts);
    }

    /** {@return the entries in field {@code name}; use and text are those of the whole answer} */
    public List<JudgeAnswer> entries(String name) {
        if (!(form.field(name) instanceof FormField.Entries list)) {
            throw new IllegalArgumentException(name + " is not a list of entries");
        }
        List<JudgeAnswer> entries = new ArrayList<>();
        fields.path(name).forEach(entry -> entries.add(new JudgeAnswer(list.entry(), entry, text, tokens, usage)));
        return List.copyOf(entries);
    }

    /** {@return the tokens of what the judge wrote, with alternatives; empty unless they were asked for and came} */
    public List<TokenLogprob> tokens() {
        return tokens;
    }

    @Override
    public Usage usage() {
        return usage;
    }

    /** Shows lengths only. */
    @Override
    public String toString() {
        return "JudgeAnswer[" + text.length() + " characters]";
    }
}
