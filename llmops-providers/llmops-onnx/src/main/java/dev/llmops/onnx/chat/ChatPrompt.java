package dev.llmops.onnx.chat;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.Role;
import dev.llmops.onnx.ModelDirectoryException;
import dev.llmops.onnx.OnnxOptions;
import dev.llmops.onnx.files.DecoderDirectory;
import dev.llmops.onnx.tokens.ModelTokenizer;
import dev.llmops.template.Template;
import dev.llmops.template.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes requests the way a model was trained on, with the model's own chat template.
 *
 * <p>A template that has a place for documents gets the passages of the request there, numbered from 1, and the
 * messages do not repeat them. A model without a template gets the texts of all messages, one after another. Safe for
 * concurrent use.
 */
public final class ChatPrompt {
    private final ModelTokenizer tokenizer;
    private final Map<String, String> markers;
    private final @Nullable Template standard;
    private final @Nullable Template tools;

    private ChatPrompt(
            ModelTokenizer tokenizer,
            Map<String, String> markers,
            @Nullable Template standard,
            @Nullable Template tools) {
        this.tokenizer = tokenizer;
        this.markers = markers;
        this.standard = standard;
        this.tools = tools;
    }

    /** {@return a writer for the model in {@code directory}} */
    public static ChatPrompt of(DecoderDirectory directory, ModelTokenizer tokenizer) {
        return new ChatPrompt(
                tokenizer,
                directory.markers(),
                parsed(directory, directory.templates().standard()),
                parsed(directory, directory.templates().tools()));
    }

    private static @Nullable Template parsed(DecoderDirectory directory, Optional<String> source) {
        try {
            return source.map(Template::parse).orElse(null);
        } catch (TemplateException e) {
            throw new ModelDirectoryException(
                    directory.directory(),
                    "Its chat template cannot be read: " + e.getMessage(),
                    "Download it again, or correct the template.",
                    e);
        }
    }

    /** {@return whether the model knows tools} */
    public boolean takesTools() {
        return tools != null || (standard != null && standard.variables().contains("tools"));
    }

    /** {@return whether the model can be told to think, or not to} */
    public boolean takesThinking() {
        return standard != null && standard.variables().contains("enable_thinking");
    }

    /**
     * {@return the text of a request}
     *
     * @param warnings told about what had to be changed
     */
    public String text(ModelRequest request, OnnxOptions options, Consumer<String> warnings) {
        Template template = tools != null && !request.options().tools().isEmpty() ? tools : standard;
        if (template == null) {
            return plain(request);
        }
        try {
            return render(template, request, options);
        } catch (TemplateException e) {
            Optional<ModelRequest> merged = withoutSystem(request);
            if (!e.isRaised() || merged.isEmpty()) {
                throw refusal(e);
            }
            try {
                String text = render(template, merged.get(), options);
                warnings.accept(
                        "This model knows no system messages: they were put before the first words of the user.");
                return text;
            } catch (TemplateException again) {
                throw refusal(again);
            }
        }
    }

    /** {@return the tokens of a text that {@link #text} has written} */
    public int[] tokens(String text) {
        return tokenizer.encodePrompt(text, standard == null);
    }

    private static RuntimeException refusal(TemplateException e) {
        return e.isRaised()
                ? new InvalidInputException(
                        "messages", "The chat template of the model refuses this conversation: " + e.getMessage())
                : e;
    }

    private String render(Template template, ModelRequest request, OnnxOptions options) {
        List<Passage> documents = template.variables().contains("documents") ? request.passages() : List.of();
        ChatMessages chat = new ChatMessages(tokenizer::shield, documents);
        Map<String, @Nullable Object> variables = new LinkedHashMap<>(markers);
        variables.put("messages", chat.messages(request));
        variables.put(
                "tools",
                request.options().tools().isEmpty()
                        ? null
                        : chat.tools(request.options().tools()));
        variables.put("documents", documents.isEmpty() ? null : chat.documents());
        variables.put("add_generation_prompt", true);
        request.options().reasoning().ifPresent(reasoning -> {
            variables.put("enable_thinking", reasoning.effort() != ReasoningOptions.Effort.NONE);
            variables.put("reasoning_effort", reasoning.effort().name().toLowerCase(java.util.Locale.ROOT));
        });
        variables.putAll(options.templateVariables());
        return template.render(variables);
    }

    private String plain(ModelRequest request) {
        StringBuilder text = new StringBuilder();
        for (Message message : request.messages()) {
            text.append(text.isEmpty() ? "" : "\n\n").append(message.text());
        }
        return tokenizer.shield(text.toString());
    }

    /** Some templates refuse system messages; their models do as they are told by the user as well. */
    private static Optional<ModelRequest> withoutSystem(ModelRequest request) {
        List<Content> system = new ArrayList<>();
        List<Message> messages = new ArrayList<>();
        boolean placed = false;
        for (Message message : request.messages()) {
            if (message.role() == Role.SYSTEM) {
                system.addAll(message.contents());
                system.add(Content.text("\n\n"));
            } else if (message.role() == Role.USER && !placed) {
                List<Content> contents = new ArrayList<>(system);
                contents.addAll(message.contents());
                messages.add(message.withContents(contents));
                placed = true;
            } else {
                messages.add(message);
            }
        }
        return system.isEmpty() || !placed ? Optional.empty() : Optional.of(request.withMessages(messages));
    }
}
