package dev.llmops.core;

import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Fact;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.safety.Segment.Origin;
import dev.llmops.core.guarding.Edits.Edited;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks through every text of a prompt that goes to the model, in a fixed order, and may replace it. */
final class PromptTexts {
    private final Function<Segment, @Nullable Edited> change;

    private PromptTexts(Function<Segment, @Nullable Edited> change) {
        this.change = change;
    }

    /** {@return every text of {@code prompt}, as guards see it} */
    static List<Segment> segments(Prompt prompt) {
        List<Segment> segments = new ArrayList<>();
        rewrite(prompt, segment -> {
            segments.add(segment);
            return null;
        });
        return segments;
    }

    /** {@return {@code prompt} with every text changed for which {@code change} gives another one} */
    static Prompt rewrite(Prompt prompt, Function<Segment, @Nullable Edited> change) {
        PromptTexts texts = new PromptTexts(change);
        Prompt.Builder builder = prompt.toBuilder();
        boolean changed = texts.instructions(prompt, builder);
        changed |= texts.history(prompt, builder);
        changed |= texts.attachments(prompt, builder);
        Edited text = prompt.text().isEmpty() ? null : texts.changed(prompt.text(), Trust.USER, Origin.PROMPT, "");
        changed |= texts.evidence(prompt, builder);
        Prompt rewritten = changed ? builder.build() : prompt;
        return text == null ? rewritten : rewritten.withText(text.text(), text.offsets());
    }

    private boolean instructions(Prompt prompt, Prompt.Builder builder) {
        if (prompt.instructions().isEmpty()) {
            return false;
        }
        Edited edited = changed(prompt.instructions(), Trust.SYSTEM, Origin.INSTRUCTIONS, "");
        if (edited != null) {
            builder.instructions(edited.text());
        }
        return edited != null;
    }

    private boolean history(Prompt prompt, Prompt.Builder builder) {
        List<Message> history = new ArrayList<>(prompt.history());
        boolean changed = false;
        for (int i = 0; i < history.size(); i++) {
            List<Content> contents = contents(history.get(i).contents(), Origin.HISTORY, "message " + i);
            if (contents != null) {
                history.set(i, history.get(i).withContents(contents));
                changed = true;
            }
        }
        if (changed) {
            builder.history(history);
        }
        return changed;
    }

    private boolean attachments(Prompt prompt, Prompt.Builder builder) {
        List<Content> contents = contents(prompt.attachments(), Origin.PROMPT, "attachment");
        if (contents != null) {
            builder.attachments(contents);
        }
        return contents != null;
    }

    /** {@return the parts with changed texts, or null if none was changed} */
    private @Nullable List<Content> contents(List<Content> parts, Origin origin, String id) {
        List<Content> rewritten = new ArrayList<>(parts);
        boolean changed = false;
        for (int i = 0; i < parts.size(); i++) {
            Content part = rewritten(parts.get(i), origin, id);
            if (part != null) {
                rewritten.set(i, part);
                changed = true;
            }
        }
        return changed ? rewritten : null;
    }

    /** {@return the part with changed texts, or null if none was changed} */
    private @Nullable Content rewritten(Content part, Origin origin, String id) {
        if (part instanceof Content.Text text) {
            Edited edited = changed(text.text(), text.trust(), origin, id);
            return edited == null ? null : new Content.Text(edited.text(), text.trust());
        }
        if (part instanceof Content.ToolResult result) {
            List<Content> parts = contents(result.parts(), Origin.TOOL_RESULT, result.toolName());
            return parts == null
                    ? null
                    : new Content.ToolResult(result.callId(), result.toolName(), parts, result.failed());
        }
        return null;
    }

    private boolean evidence(Prompt prompt, Prompt.Builder builder) {
        Evidence evidence = prompt.evidence();
        List<Passage> passages = new ArrayList<>(evidence.passages());
        boolean changed = false;
        for (int i = 0; i < passages.size(); i++) {
            Passage passage = passages.get(i);
            Edited edited = changed(passage.text(), passage.trust(), Origin.PASSAGE, passage.id());
            if (edited != null) {
                passages.set(i, passage.withText(edited.text(), edited.offsets()));
                changed = true;
            }
        }
        List<Fact> facts = new ArrayList<>(evidence.facts());
        for (int i = 0; i < facts.size(); i++) {
            Fact fact = facts.get(i);
            Edited edited = changed(fact.statement(), fact.trust(), Origin.FACT, fact.source());
            if (edited != null) {
                facts.set(i, new Fact(edited.text(), fact.source(), fact.trust()));
                changed = true;
            }
        }
        if (changed) {
            builder.evidence(new Evidence(passages, evidence.entities(), facts));
        }
        return changed;
    }

    private @Nullable Edited changed(String text, Trust trust, Origin origin, String id) {
        return text.isEmpty() ? null : change.apply(Segment.of(text, trust, origin, id));
    }
}
