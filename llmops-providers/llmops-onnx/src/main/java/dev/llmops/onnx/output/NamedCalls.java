package dev.llmops.onnx.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls as a name and a JSON object, with signs around them. */
final class NamedCalls implements CallSyntax {
    private static final Pattern DEEPSEEK = Pattern.compile(
            "\\G\\s*<｜tool▁call▁begin｜>(?<before>[^<]*)<｜tool▁sep｜>(?<after>.*?)(?:<｜tool▁call▁end｜>|\\z)",
            Pattern.DOTALL);
    private static final Pattern FENCED =
            Pattern.compile("\\s*(?<name>[^\\n`{]+?)\\s*```(?:json)?\\s*(?<json>.*?)\\s*(?:```\\s*)?", Pattern.DOTALL);
    private static final Pattern MISTRAL = Pattern.compile(
            "\\G\\s*(?:\\[TOOL_CALLS\\])?\\s*(?<name>[\\w.-]+)(?:\\[CALL_ID\\](?<id>[\\w-]+))?\\[ARGS\\]\\s*"
                    + "(?<json>\\{.*?)(?=\\[TOOL_CALLS\\]|\\z)",
            Pattern.DOTALL);

    private final Pattern pattern;

    private NamedCalls(Pattern pattern) {
        this.pattern = pattern;
    }

    /** {@return {@code name[ARGS]{…}}, several with {@code [TOOL_CALLS]} between} */
    static NamedCalls mistral() {
        return new NamedCalls(MISTRAL);
    }

    /** {@return calls of DeepSeek: of version 3 with a type and a fenced block, of version 3.1 without} */
    static NamedCalls deepSeek() {
        return new NamedCalls(DEEPSEEK);
    }

    @Override
    public Optional<ReadCall.Block> read(String block, OfferedTools tools) {
        List<ReadCall> calls = new ArrayList<>();
        Matcher matcher = pattern.matcher(block);
        int end = 0;
        while (matcher.find()) {
            ReadCall call = pattern == MISTRAL
                    ? new ReadCall(
                            matcher.group("name"),
                            matcher.group("json").strip(),
                            matcher.group("id") == null ? "" : matcher.group("id"))
                    : deepSeek(matcher.group("before"), matcher.group("after"));
            if (call.name().isBlank() || !JsonCalls.isObject(call.arguments())) {
                return Optional.empty();
            }
            calls.add(call);
            end = matcher.end();
        }
        boolean all = block.substring(end).isBlank();
        return calls.isEmpty() || !all ? Optional.empty() : Optional.of(new ReadCall.Block(calls, ""));
    }

    private static ReadCall deepSeek(String before, String after) {
        if (after.stripLeading().startsWith("{")) {
            return new ReadCall(before.strip(), after.strip());
        }
        Matcher fenced = FENCED.matcher(after);
        return fenced.matches() ? new ReadCall(fenced.group("name"), fenced.group("json")) : new ReadCall("", "");
    }
}
