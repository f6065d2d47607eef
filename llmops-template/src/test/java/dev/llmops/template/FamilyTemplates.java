package dev.llmops.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Templates written for these tests in the shapes that families of models use, and conversations for them. */
public final class FamilyTemplates {
    static final String CHATML = """
            {%- if tools %}
                {{- '<|im_start|>system\\n' }}
                {%- if messages[0].role == 'system' %}
                    {{- messages[0].content + '\\n\\n' }}
                {%- endif %}
                {{- "Tools:\\n<tools>" }}
                {%- for tool in tools %}
                    {{- "\\n" }}{{- tool | tojson }}
                {%- endfor %}
                {{- "\\n</tools><|im_end|>\\n" }}
            {%- elif messages[0].role == 'system' %}
                {{- '<|im_start|>system\\n' + messages[0].content + '<|im_end|>\\n' }}
            {%- endif %}
            {%- set ns = namespace(last=messages|length - 1) %}
            {%- for message in messages[::-1] %}
                {%- set index = (messages|length - 1) - loop.index0 %}
                {%- if ns.last == messages|length - 1 and message.role == "user" %}
                    {%- set ns.last = index %}
                {%- endif %}
            {%- endfor %}
            {%- for message in messages %}
                {%- if message.role == 'system' and loop.first %}
                {%- elif message.role == 'assistant' %}
                    {%- set content = message.content or '' %}
                    {%- if '</think>' in content %}
                        {%- set thought = content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}
                        {%- set content = content.split('</think>')[-1].lstrip('\\n') %}
                        {%- if loop.index0 > ns.last %}
                            {%- set content = '<think>\\n' ~ thought ~ '\\n</think>\\n\\n' ~ content %}
                        {%- endif %}
                    {%- endif %}
                    {{- '<|im_start|>assistant\\n' + content }}
                    {%- for call in message.tool_calls or [] %}
                        {%- set call = call.function if call.function else call %}
                        {{- '\\n<tool_call>\\n{"name": "' ~ call.name ~ '", "arguments": ' }}
                        {{- call.arguments if call.arguments is string else call.arguments | tojson }}
                        {{- '}\\n</tool_call>' }}
                    {%- endfor %}
                    {{- '<|im_end|>\\n' }}
                {%- else %}
                    {{- '<|im_start|>' ~ message.role ~ '\\n' ~ message.content ~ '<|im_end|>' ~ '\\n' }}
                {%- endif %}
            {%- endfor %}
            {%- if add_generation_prompt %}
                {{- '<|im_start|>assistant\\n' }}
                {%- if enable_thinking is defined and enable_thinking is false %}
                    {{- '<think>\\n\\n</think>\\n\\n' }}
                {%- endif %}
            {%- endif %}
            """;

    static final String LLAMA3 = """
            {{- bos_token }}
            {%- if not date_string is defined %}
                {%- set date_string = strftime_now("%d %b %Y") %}
            {%- endif %}
            {%- if messages[0]['role'] == 'system' %}
                {%- set system_message = messages[0]['content']|trim %}
                {%- set messages = messages[1:] %}
            {%- else %}
                {%- set system_message = "" %}
            {%- endif %}
            {{- "<|start_header_id|>system<|end_header_id|>\\n\\nToday Date: " + date_string + "\\n\\n" }}
            {{- system_message }}{{- "<|eot_id|>" }}
            {%- for message in messages %}
                {%- if not (message.role == 'tool' or 'tool_calls' in message) %}
                    {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n'+ message['content'] | trim + '<|eot_id|>' }}
                {%- elif 'tool_calls' in message %}
                    {%- if not message.tool_calls|length == 1 %}
                        {{- raise_exception("This model only supports single tool-calls at once!") }}
                    {%- endif %}
                    {{- message.tool_calls[0].function.arguments | tojson(indent=4) }}{{- "<|eom_id|>" }}
                {%- else %}
                    {{- "<|start_header_id|>ipython<|end_header_id|>\\n\\n" }}
                    {{- (message.content | tojson) if message.content is mapping or message.content is iterable and message.content is not string else message.content }}
                {%- endif %}
            {%- endfor %}
            {%- if add_generation_prompt %}
                {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}
            {%- endif %}
            """;

    static final String MISTRAL = """
            {{ bos_token }}{% if messages[0]['role'] == 'system' %}{% set loop_messages = messages[1:] %}\
            {% set system = messages[0]['content'] %}{% else %}{% set loop_messages = messages %}{% endif %}\
            {% for message in loop_messages %}\
            {% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}\
            {{ raise_exception('Roles must alternate') }}{% endif %}\
            {% if message['role'] == 'user' %}\
            {% if loop.last and system is defined %}{{ '[INST] ' + system + '\\n\\n' + message['content'] + ' [/INST]' }}\
            {% else %}{{ '[INST] ' + message['content'] + ' [/INST]' }}{% endif %}\
            {% elif message['role'] == 'assistant' %}{{ ' ' + message['content']|trim + eos_token }}{% endif %}\
            {% endfor %}""";

    static final String GEMMA = """
            {{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}\
            {% for message in messages %}{% set role = 'model' if message['role'] == 'assistant' else message['role'] %}
            {{ '<start_of_turn>' + role + '\\n' + message['content'] | trim + '<end_of_turn>\\n' }}{% endfor %}
            {% if add_generation_prompt %}{{'<start_of_turn>model\\n'}}{% endif %}""";

    static final String PHI = """
            {% for message in messages %}{% if message['role'] in ['system', 'user'] and message['content'] %}\
            {{'<|' ~ message['role'] ~ '|>\\n' + message['content'] + '<|end|>\\n'}}\
            {% elif message['role'] == 'assistant' %}{{'<|assistant|>\\n' + message['content'] + '<|end|>\\n'}}{% endif %}\
            {% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>\\n' }}{% else %}{{ eos_token }}{% endif %}""";

    static final String DEEPSEEK = """
            {% if not add_generation_prompt is defined %}{% set add_generation_prompt = false %}{% endif %}\
            {% set ns = namespace(is_tool=false, system_prompt='') %}\
            {%- for message in messages %}{%- if message['role'] == 'system' %}\
            {% set ns.system_prompt = message['content'] %}{%- endif %}{%- endfor %}\
            {{bos_token}}{{ns.system_prompt}}{%- for message in messages %}\
            {%- if message['role'] == 'user' %}{%- set ns.is_tool = false -%}{{'<User>' + message['content']}}{%- endif %}\
            {%- if message['role'] == 'assistant' and message['content'] is not none %}\
            {% set content = message['content'] %}{% if '</think>' in content %}{% set content = content.split('</think>')[-1] %}{% endif %}\
            {{'<Assistant>' + content + '<end>'}}{%- endif %}\
            {%- if message['role'] == 'tool' %}{%- set ns.is_tool = true -%}{{'<output>' + message['content'] + '</output>'}}{%- endif %}\
            {%- endfor -%}{% if add_generation_prompt and not ns.is_tool %}{{'<Assistant>'}}{% endif %}""";

    static final String GRANITE = """
            {%- if documents %}
                {%- set prefix = 'Write the answer from these documents.' %}
            {%- endif %}
            {{- '<|role|>system<|end_role|>' + (prefix | default('You are Own.')) + '<|end|>\\n' }}
            {%- for document in documents or [] %}
                {{- '<|role|>document {"document_id": "' ~ (document.doc_id | default(loop.index)) ~ '"}<|end_role|>\\n' ~ document.text ~ '<|end|>\\n' }}
            {%- endfor %}
            {%- for message in messages if message.role != 'system' %}
                {{- '<|role|>' + message['role'] + '<|end_role|>' + message['content'] | string + '<|end|>\\n' }}
            {%- endfor %}
            {%- if add_generation_prompt %}{{- '<|role|>assistant' }}
                {%- if controls %}{{- ' ' + controls | tojson() }}{%- endif %}{{- '<|end_role|>' }}
            {%- endif %}
            """;

    static final String COMMAND = """
            {%- macro type_of(spec) %}
            {%- set names = {"string": "str", "integer": "int"} %}
            {%- if names[spec.type] is defined %}{{- names[spec.type] }}
            {%- elif spec.type == "array" %}{{- "List[" + type_of(spec['items']) + "]" }}
            {%- else %}{{- "Any" }}{%- endif %}
            {%- endmacro -%}
            {{ bos_token }}{% for tool in tools or [] %}
            def {{ tool.function.name }}(
                {%- for name, spec in tool.function.parameters.properties|items %}
                    {{- ", " if not loop.first }}{{ name }}: {{ type_of(spec) }}
                {%- endfor %}):
                \"\"\"{{ tool.function.description }}\"\"\"
            {% endfor %}
            {% for document in documents or [] %}
            Document: {{ loop.index0 }}
            {% for key, value in document.items() %}
            {{ key|title }}: {{ value|string|wordwrap(40) }}
            {% endfor %}
            {% endfor %}
            {% for message in messages %}
            {% filter indent(2) %}{{ message.content }}{% endfilter %}

            {% endfor %}
            """;

    private FamilyTemplates() {}

    /** {@return the templates by the name of their shape} */
    public static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("chatml", CHATML);
        all.put("llama3", LLAMA3);
        all.put("mistral", MISTRAL);
        all.put("gemma", GEMMA);
        all.put("phi", PHI);
        all.put("deepseek", DEEPSEEK);
        all.put("granite", GRANITE);
        all.put("command", COMMAND);
        return all;
    }

    static Map<String, Object> message(String role, String content) {
        return Map.of("role", role, "content", content);
    }

    /** {@return {@code messages} with the tokens and the wish for an answer} */
    static Map<String, Object> chat(List<Map<String, Object>> messages) {
        Map<String, Object> data = new HashMap<>();
        data.put("messages", messages);
        data.put("bos_token", "<s>");
        data.put("eos_token", "</s>");
        data.put("add_generation_prompt", true);
        return data;
    }

    static Map<String, Object> tool() {
        Map<String, Object> city = new LinkedHashMap<>();
        city.put("type", "string");
        Map<String, Object> days = new LinkedHashMap<>();
        days.put("type", "array");
        days.put("items", Map.of("type", "integer"));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("city", city);
        properties.put("days", days);
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", "weather");
        function.put("description", "Tells the weather — today's.");
        function.put("parameters", Map.of("properties", properties));
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("type", "function");
        tool.put("function", function);
        return tool;
    }

    /** {@return a conversation with tools, documents and a tool call} */
    public static Map<String, Object> everything() {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("role", "assistant");
        call.put("content", null);
        call.put(
                "tool_calls",
                List.of(Map.of("function", Map.of("name", "weather", "arguments", Map.of("city", "Köln")))));
        List<Map<String, Object>> messages = new ArrayList<>();
        messages.add(message("system", "Be brief."));
        messages.add(message("user", "How is the weather?"));
        messages.add(call);
        messages.add(message("tool", "{\"sky\": \"clear\"}"));
        messages.add(message("assistant", "<think>\nclear\n</think>\n\nIt is clear."));
        Map<String, Object> data = chat(messages);
        data.put("tools", List.of(tool()));
        data.put("documents", List.of(Map.of("title", "Sky", "text", "The sky is clear over the town by the river.")));
        return data;
    }
}
