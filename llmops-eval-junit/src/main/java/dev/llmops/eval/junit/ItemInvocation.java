package dev.llmops.eval.junit;

import dev.llmops.eval.Item;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/** One item, asked once, as an invocation of a test. */
final class ItemInvocation implements TestTemplateInvocationContext, ParameterResolver, AfterEachCallback {
    private final String name;
    private final Trial trial;
    private final long position;
    private final Optional<Recording> recording;

    ItemInvocation(String name, Trial trial, long position, Optional<Recording> recording) {
        this.name = name;
        this.trial = trial;
        this.position = position;
        this.recording = recording;
    }

    @Override
    public String getDisplayName(int invocationIndex) {
        return name;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(this);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Item.class || type == Trial.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Item.class ? trial.item() : trial;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        recording.ifPresent(each ->
                each.add(position, trial, context.getExecutionException().orElse(null)));
    }
}
