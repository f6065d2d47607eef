package dev.llmops.onnx;

import dev.llmops.api.Require;
import dev.llmops.api.model.Capability;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.onnx.chat.AnswerGrammar;
import dev.llmops.onnx.decoding.SamplingSettings;
import dev.llmops.onnx.files.GenerationDefaults;
import dev.llmops.onnx.grammar.CompiledGrammar;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the answers of one model have in common: how requests are read, checked and put into settings.
 *
 * <p>Safe for concurrent use.
 */
final class AnswerSetup {
    private final OnnxModel model;
    private final AnswerGrammar grammar;
    private final GrammarCache compiled = new GrammarCache();

    AnswerSetup(OnnxModel model) {
        this.model = model;
        Set<String> marks = new LinkedHashSet<>();
        model.renderedTokens()
                .forEach(token -> marks.add(model.tokenizer().table().text(token)));
        this.grammar = new AnswerGrammar(model.format(), marks);
    }

    OnnxModel model() {
        return model;
    }

    /** {@return what the answer may be; empty if it may be anything} */
    Optional<CompiledGrammar> grammar(ModelRequest request, OnnxOptions options, String prompt) {
        return grammar.of(request, options, prompt)
                .map(rules -> compiled.get(rules.key(), () -> rules.grammar().compile(model.vocabulary())));
    }

    /** Fails if the model cannot do what is asked. */
    void check(ModelRequest request, OnnxOptions local) {
        GenerationOptions options = request.options();
        ModelInfo info = model.info();
        if (!options.tools().isEmpty() && !info.can(Capability.TOOLS)) {
            throw unsupported("tools", "Its chat template has no place for them: take another model.");
        }
        boolean forced = options.toolChoice().mode() == ToolChoice.Mode.REQUIRED
                || options.toolChoice().mode() == ToolChoice.Mode.NAMED;
        if (forced && !options.tools().isEmpty() && !grammar.holdsCalls(request)) {
            throw unsupported(
                    "a tool call that is forced",
                    "Its family writes calls in a form that cannot be forced: let it choose.");
        }
        Require.that(
                local.form().isEmpty() || options.responseFormat() instanceof ResponseFormat.Text,
                "form",
                "an answer can have a response format or a form of OnnxOptions, not both");
        for (Modality modality : options.outputModalities()) {
            if (modality != Modality.TEXT) {
                throw unsupported("answer in " + modality, "Ask for text.");
            }
        }
        for (Message message : request.messages()) {
            for (Content content : message.contents()) {
                checkContent(content);
            }
        }
    }

    private void checkContent(Content content) {
        if (content instanceof Content.Attachment) {
            throw unsupported("attachments", "Turn them into text, or ask a model that takes them.");
        }
        if (content instanceof Content.ToolResult result) {
            result.parts().forEach(this::checkContent);
        }
    }

    private UnsupportedCapabilityException unsupported(String what, String advice) {
        return new UnsupportedCapabilityException(
                OnnxModelClient.PROVIDER + "/" + model.info().model(), what, advice);
    }

    /** {@return how tokens are chosen: as the request says, else its options for local models, else the model} */
    SamplingSettings settings(ModelRequest request, OnnxOptions options) {
        Sampling sampling = request.options().sampling();
        GenerationDefaults makers = model.directory().config().generation();
        boolean samples = makers.samples();
        SamplingSettings.Builder settings = SamplingSettings.builder();
        settings.temperature(sampling.temperature()
                .orElseGet(() -> samples ? makers.temperature().orElse(1) : 0));
        if (sampling.topK().isPresent() || (samples && makers.topK().isPresent())) {
            settings.topK(sampling.topK().orElseGet(() -> makers.topK().orElse(0)));
        }
        if (sampling.topP().isPresent() || (samples && makers.topP().isPresent())) {
            settings.topP(sampling.topP().orElseGet(() -> makers.topP().orElse(1)));
        }
        if (options.minP().isPresent() || (samples && makers.minP().isPresent())) {
            settings.minP(options.minP().orElseGet(() -> makers.minP().orElse(0)));
        }
        options.typicalP().ifPresent(settings::typicalP);
        if (options.repetitionPenalty().isPresent()
                || makers.repetitionPenalty().isPresent()) {
            settings.repetitionPenalty(options.repetitionPenalty()
                    .orElseGet(() -> makers.repetitionPenalty().orElse(1)));
        }
        sampling.presencePenalty().ifPresent(settings::presencePenalty);
        sampling.frequencyPenalty().ifPresent(settings::frequencyPenalty);
        options.noRepeatNgram().ifPresent(settings::noRepeatNgram);
        options.minNewTokens().ifPresent(settings::minNewTokens);
        if (!options.logitBias().isEmpty()) {
            settings.logitBias(options.logitBias());
        }
        sampling.seed().ifPresent(settings::seed);
        if (request.options().logprobs() >= 0) {
            settings.logprobs(request.options().logprobs());
        } else if (options.bestOf() > 1) {
            settings.logprobs(0);
        }
        return settings.build();
    }
}
