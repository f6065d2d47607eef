package dev.llmops.template;

import dev.llmops.api.Require;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template of a chat model, which a conversation is fitted to before it is rendered.
 *
 * <p>Some templates have no place for system messages, or take text only in parts with a type. What a template takes is found
 * out once, by rendering short conversations; then the text of system messages goes before that of the next user message where
 * needed, and plain text is wrapped. Messages are maps with {@code role} and {@code content}, as templates see them. The rules
 * are those of llama.cpp. Safe for concurrent use.
 */
public final class ChatTemplate {
    private static final String PROBE = "probe-of-the-template";

    private final Template template;
    private final boolean typed;
    private final boolean system;

    private ChatTemplate(Template template) {
        this.template = template;
        Object wrapped = wrapped(PROBE);
        this.typed = !shows(List.of(message("user", PROBE))) && shows(List.of(message("user", wrapped)));
        Object question = typed ? wrapped("?") : "?";
        this.system = shows(List.of(message("system", typed ? wrapped : PROBE), message("user", question)));
    }

    /** {@return {@code template}, with what it takes found out} */
    public static ChatTemplate of(Template template) {
        return new ChatTemplate(Require.nonNull(template, "template"));
    }

    private boolean shows(List<Map<String, Object>> messages) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("messages", messages);
        variables.put("add_generation_prompt", false);
        variables.put("bos_token", "");
        variables.put("eos_token", "");
        try {
            return template.render(variables).contains(PROBE);
        } catch (TemplateException e) {
            return false;
        }
    }

    private static Map<String, Object> message(String role, Object content) {
        return Map.of("role", role, "content", content);
    }

    private static Object wrapped(String text) {
        return List.of(Map.of("type", "text", "text", text));
    }

    /** {@return whether the template has a place for system messages} */
    public boolean takesSystem() {
        return system;
    }

    /** {@return whether the template reads the variable {@code name}, such as {@code tools} or {@code documents}} */
    public boolean takes(String name) {
        return template.variables().contains(name);
    }

    /**
     * {@return the text of a conversation}
     *
     * @param variables everything else the template is given, such as {@code add_generation_prompt}
     * @throws TemplateException as {@link Template#render}; raised where the template refuses the conversation
     */
    public String render(
            List<? extends Map<String, ? extends @Nullable Object>> messages,
            Map<String, ? extends @Nullable Object> variables) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(Require.nonNull(variables, "variables"));
        all.put("messages", fitted(Require.nonNull(messages, "messages")));
        return template.render(all);
    }

    private List<Map<String, @Nullable Object>> fitted(
            List<? extends Map<String, ? extends @Nullable Object>> messages) {
        List<Map<String, @Nullable Object>> fitted = new ArrayList<>();
        StringBuilder waiting = new StringBuilder();
        for (Map<String, ? extends @Nullable Object> each : messages) {
            Map<String, @Nullable Object> message = new LinkedHashMap<>(each);
            String role = String.valueOf(message.get("role"));
            if (!system && role.equals("system") && message.get("content") instanceof String text) {
                waiting.append(waiting.isEmpty() ? "" : "\n").append(text);
                continue;
            }
            if (!waiting.isEmpty() && role.equals("user") && message.get("content") instanceof String text) {
                message.put("content", waiting + (text.isEmpty() ? "" : "\n" + text));
                waiting.setLength(0);
            } else if (!waiting.isEmpty()) {
                fitted.add(typed(new LinkedHashMap<>(message("user", waiting.toString()))));
                waiting.setLength(0);
            }
            fitted.add(typed(message));
        }
        if (!waiting.isEmpty()) {
            fitted.add(typed(new LinkedHashMap<>(message("user", waiting.toString()))));
        }
        return fitted;
    }

    private Map<String, @Nullable Object> typed(Map<String, @Nullable Object> message) {
        if (typed && message.get("content") instanceof String text) {
            message.put("content", wrapped(text));
        }
        return message;
    }

    /**
     * {@return {@code text} without {@code bos} at its start and {@code eos} at its end}
     *
     * <p>For tokenizers that add the first token themselves: it would be there twice.
     */
    public static String withoutEnds(String text, String bos, String eos) {
        String start = text.startsWith(bos) ? text.substring(bos.length()) : text;
        return start.endsWith(eos) ? start.substring(0, start.length() - eos.length()) : start;
    }
}
