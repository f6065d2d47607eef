package dev.llmops.remote.wire;

import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Citation;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.TokenLogprob;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.Usage;
import dev.llmops.remote.error.FinishReasons;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins what a provider sends, piece by piece or whole, into a response, and emits it as it comes.
 *
 * <p>A whole answer goes through the same methods as a stream, so that both give the same. Parts
 * are told apart by keys of the reader's own, and stand in the response in the order in which they
 * began. Used by one thread.
 */
public final class ResponseAssembly {
    private final String provider;
    private final Consumer<ModelEvent> events;
    private final List<Part> parts = new ArrayList<>();
    private final Map<Object, Part> byKey = new HashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<TokenLogprob> logprobs = new ArrayList<>();
    private final List<Citation> citations = new ArrayList<>();

    private boolean started;
    private int toolCalls;
    private String id = "";
    private String model = "";
    private String requestId = "";
    private @Nullable String rawFinish;
    private @Nullable FinishReason finish;
    private Usage usage = Usage.unknown();
    private String rawJson = "";

    /**
     * Creates an empty assembly.
     *
     * @param provider who answers
     * @param events where to emit what comes
     */
    public ResponseAssembly(String provider, Consumer<ModelEvent> events) {
        this.provider = provider;
        this.events = events;
    }

    /** Notes id and model of the response; the first of each that is not empty counts. */
    public void begin(String responseId, String answeringModel) {
        id = id.isEmpty() ? responseId : id;
        model = model.isEmpty() ? answeringModel : model;
    }

    /** Notes the id of the request. */
    public void requestId(String requestId) {
        this.requestId = requestId;
    }

    /** Appends to a part of text. */
    public void text(Object key, String delta) {
        TextPart part = part(key, TextPart.class, TextPart::new);
        if (!delta.isEmpty()) {
            part.text.append(delta);
            emit(new ModelEvent.TextDelta(delta));
        }
    }

    /** Appends to a part of reasoning. */
    public void reasoning(Object key, String delta) {
        ReasoningPart part = part(key, ReasoningPart.class, ReasoningPart::new);
        if (!delta.isEmpty()) {
            part.text.append(delta);
            emit(new ModelEvent.ReasoningDelta(delta));
        }
    }

    /** Appends to the opaque state of a part of reasoning. */
    public void reasoningSignature(Object key, String delta) {
        part(key, ReasoningPart.class, ReasoningPart::new).signature.append(delta);
    }

    /** Appends to a refusal. */
    public void refusal(Object key, String delta) {
        part(key, RefusalPart.class, RefusalPart::new).text.append(delta);
        started();
    }

    /**
     * Notes id and name of a tool call, as far as they are known; what is empty or known already changes nothing.
     */
    public void toolCall(Object key, String callId, String name) {
        ToolPart part = part(key, ToolPart.class, () -> new ToolPart(toolCalls++));
        part.id = part.id.isEmpty() ? callId : part.id;
        part.name = part.name.isEmpty() ? name : part.name;
        announce(part);
    }

    /** Appends to the arguments of a tool call. */
    public void toolArguments(Object key, String delta) {
        ToolPart part = part(key, ToolPart.class, () -> new ToolPart(toolCalls++));
        if (delta.isEmpty()) {
            return;
        }
        part.arguments.append(delta);
        if (part.announced) {
            emit(new ModelEvent.ToolCallDelta(part.index, delta));
        }
    }

    /** {@return the arguments of a tool call so far; empty if there is no such call} */
    public String toolArguments(Object key) {
        return byKey.get(key) instanceof ToolPart part ? part.arguments.toString() : "";
    }

    /**
     * Notes what a part of text says in all, where a provider repeats what it has sent in pieces: what is missing is
     * appended, and what differs is replaced with a warning.
     */
    public void wholeText(Object key, String whole) {
        settle(part(key, TextPart.class, TextPart::new).text, whole, "text", rest -> text(key, rest));
    }

    /** Notes what a part of reasoning says in all; see {@link #wholeText}. */
    public void wholeReasoning(Object key, String whole) {
        settle(
                part(key, ReasoningPart.class, ReasoningPart::new).text,
                whole,
                "reasoning",
                rest -> reasoning(key, rest));
    }

    /** Notes what a refusal says in all; see {@link #wholeText}. */
    public void wholeRefusal(Object key, String whole) {
        settle(part(key, RefusalPart.class, RefusalPart::new).text, whole, "refusal", rest -> refusal(key, rest));
    }

    /** Notes the arguments of a tool call in all; see {@link #wholeText}. */
    public void wholeToolArguments(Object key, String whole) {
        settle(
                part(key, ToolPart.class, () -> new ToolPart(toolCalls++)).arguments,
                whole,
                "arguments of a tool call",
                rest -> toolArguments(key, rest));
    }

    private void settle(StringBuilder soFar, String whole, String what, Consumer<String> append) {
        if (whole.isEmpty()) {
            return;
        }
        if (whole.startsWith(soFar.toString())) {
            append.accept(whole.substring(soFar.length()));
            return;
        }
        soFar.setLength(0);
        soFar.append(whole);
        warning("the " + what + " at the end of the stream is not what its pieces were; the end was taken");
    }

    /** Sets the opaque state of a tool call. */
    public void toolSignature(Object key, String signature) {
        part(key, ToolPart.class, () -> new ToolPart(toolCalls++)).signature = signature;
    }

    private void announce(ToolPart part) {
        if (part.announced || part.name.isEmpty()) {
            return;
        }
        part.announced = true;
        emit(new ModelEvent.ToolCallStarted(part.index, part.id, part.name));
        if (part.arguments.length() > 0) {
            emit(new ModelEvent.ToolCallDelta(part.index, part.arguments.toString()));
        }
    }

    /** Adds media that came whole. */
    public void media(Media media) {
        parts.add(new FixedPart(new Content.Attachment(media)));
        emit(new ModelEvent.MediaDelta(media));
    }

    /** Emits a piece of media whose whole will be added with {@link #content}. */
    public void mediaDelta(Media piece) {
        emit(new ModelEvent.MediaDelta(piece));
    }

    /** Adds a part as it is. */
    public void content(Content content) {
        parts.add(new FixedPart(content));
        started();
    }

    /** Adds a part that this library does not interpret, so that it goes back as it came. */
    public void opaque(String type, String json) {
        content(new Content.Opaque(provider, type, json));
        emit(new ModelEvent.Opaque(type, json));
    }

    /** Passes an event on that this library does not interpret. */
    public void unknownEvent(String type, String json) {
        emit(new ModelEvent.Opaque(type, json));
    }

    /** Notes the provider's word for why the model stopped; empty words count only if no other comes. */
    public void finish(String raw) {
        if (rawFinish == null || !raw.isEmpty()) {
            rawFinish = raw;
        }
    }

    /** Notes why the model stopped, where the provider's word alone does not tell. */
    public void finish(FinishReason reason, String raw) {
        finish = reason;
        rawFinish = raw;
    }

    /** {@return whether it is known why the model stopped} */
    public boolean isFinished() {
        return rawFinish != null;
    }

    /** Sets what the call has used so far. */
    public void usage(Usage newest) {
        if (!newest.equals(usage)) {
            usage = newest;
            emit(new ModelEvent.UsageUpdated(newest));
        }
    }

    /** {@return what the call has used so far} */
    public Usage usage() {
        return usage;
    }

    /** Adds how likely further tokens were. */
    public void logprobs(List<TokenLogprob> more) {
        logprobs.addAll(more);
    }

    /** Adds a citation that the model made. */
    public void citation(Citation citation) {
        citations.add(citation);
    }

    /** Adds a fact that this library does not interpret; a later one of the same key replaces it. */
    public void metadata(String key, String value) {
        metadata.put(key, value);
    }

    /** Adds a warning. */
    public void warning(String warning) {
        warnings.add(warning);
    }

    /** Sets the whole answer as it came. */
    public void rawJson(String json) {
        this.rawJson = json;
    }

    /** {@return whether nothing has come that a caller could read} */
    public boolean isEmpty() {
        return parts.stream().allMatch(Part::isEmpty);
    }

    /** {@return the length of the text so far, in characters: where a citation of what follows begins} */
    public int textLength() {
        int length = 0;
        for (Part part : parts) {
            length += part instanceof TextPart text ? text.text.length() : 0;
        }
        return length;
    }

    /** {@return the response, complete} */
    public ModelResponse build() {
        started();
        ModelResponse.Builder builder = response(usage);
        boolean hasContent = parts.stream().anyMatch(part -> !part.isEmpty());
        String raw = rawFinish == null ? "" : rawFinish;
        builder.finishReason(finish != null ? finish : FinishReasons.of(rawFinish, toolCalls > 0, hasContent), raw);
        for (Part part : parts) {
            if (part instanceof ToolPart tool && !isObject(tool.arguments)) {
                builder.warning("the arguments of tool call " + tool.index + " are not a JSON object");
            }
        }
        return builder.build();
    }

    /**
     * {@return what has come before the answer broke off}
     *
     * @param estimate what the call has used if the provider has not told
     */
    public ModelResponse partial(Usage estimate) {
        boolean told = usage.inputTokens().isPresent() || usage.outputTokens().isPresent();
        Usage known = told ? withSource(usage, Usage.Source.PARTIAL) : estimate;
        return response(known)
                .finishReason(FinishReason.UNKNOWN, rawFinish == null ? "" : rawFinish)
                .build();
    }

    private static Usage withSource(Usage usage, Usage.Source source) {
        Usage.Builder builder = Usage.builder(source).rawJson(usage.rawJson());
        for (Usage.Unit unit : Usage.Unit.values()) {
            usage.count(unit).ifPresent(count -> builder.count(unit, count));
        }
        usage.providerCost().ifPresent(builder::providerCost);
        return builder.build();
    }

    private ModelResponse.Builder response(Usage known) {
        List<Content> contents = new ArrayList<>();
        parts.forEach(part -> {
            Content content = part.content();
            if (content != null) {
                contents.add(content);
            }
        });
        ModelResponse.Builder builder = ModelResponse.builder(Message.of(Role.ASSISTANT, contents))
                .id(id)
                .answeredBy(provider, model)
                .requestId(requestId)
                .usage(known)
                .logprobs(logprobs)
                .citations(citations)
                .rawJson(rawJson);
        warnings.forEach(builder::warning);
        metadata.forEach(builder::metadata);
        return builder;
    }

    private static boolean isObject(StringBuilder arguments) {
        return arguments.toString().isBlank()
                || Json.readOrMissing(arguments.toString()).isObject();
    }

    private void emit(ModelEvent event) {
        started();
        events.accept(event);
    }

    private void started() {
        if (!started) {
            started = true;
            events.accept(new ModelEvent.Started(id, model));
        }
    }

    private <P extends Part> P part(Object key, Class<P> type, java.util.function.Supplier<P> maker) {
        Part known = byKey.get(key);
        if (type.isInstance(known)) {
            return type.cast(known);
        }
        P made = maker.get();
        parts.add(made);
        byKey.put(key, made);
        return made;
    }

    /** A part of the response while it grows. */
    private sealed interface Part {
        /** {@return the part as it is now; null if it is nothing yet} */
        @Nullable Content content();

        default boolean isEmpty() {
            return content() == null;
        }
    }

    private static final class TextPart implements Part {
        final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable Content content() {
            return text.isEmpty() ? null : new Content.Text(text.toString(), Trust.MODEL);
        }

        @Override
        public boolean isEmpty() {
            return text.isEmpty();
        }
    }

    private static final class ReasoningPart implements Part {
        final StringBuilder text = new StringBuilder();
        final StringBuilder signature = new StringBuilder();

        @Override
        public @Nullable Content content() {
            return text.isEmpty() && signature.isEmpty()
                    ? null
                    : new Content.Reasoning(text.toString(), signature.toString());
        }
    }

    private static final class RefusalPart implements Part {
        final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable Content content() {
            return text.isEmpty() ? null : new Content.Refusal(text.toString());
        }
    }

    private static final class ToolPart implements Part {
        final int index;
        final StringBuilder arguments = new StringBuilder();
        String id = "";
        String name = "";
        String signature = "";
        boolean announced;

        ToolPart(int index) {
            this.index = index;
        }

        @Override
        public Content content() {
            return new Content.ToolUse(new ToolCall(id, name, arguments.toString()), signature);
        }
    }

    private record FixedPart(Content content) implements Part {}
}
