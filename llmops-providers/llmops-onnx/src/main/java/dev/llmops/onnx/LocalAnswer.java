package dev.llmops.onnx;

import dev.llmops.api.Registration;
import dev.llmops.api.Require;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.TokenLogprob;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.api.model.Usage;
import dev.llmops.onnx.chat.AnswerPipe;
import dev.llmops.onnx.decoding.BestOf;
import dev.llmops.onnx.decoding.Choice;
import dev.llmops.onnx.decoding.SamplingSettings;
import dev.llmops.onnx.decoding.TokenChooser;
import dev.llmops.onnx.decoding.TokenConstraint;
import dev.llmops.onnx.engine.QueueFullException;
import dev.llmops.onnx.engine.SequenceEnd;
import dev.llmops.onnx.engine.SequenceFigures;
import dev.llmops.onnx.engine.SequenceRequest;
import dev.llmops.onnx.engine.Ticket;
import dev.llmops.onnx.grammar.CompiledGrammar;
import dev.llmops.onnx.output.AnswerParser;
import dev.llmops.onnx.tokens.StopTexts;
import dev.llmops.onnx.tokens.TextDecoder;
import dev.llmops.onnx.tokens.TokenTable;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a local model.
 *
 * <p>The engine computes tokens on its own thread; this works on the caller's, which takes the text, finds reasoning
 * and calls in it and emits them. Belongs to one call.
 */
final class LocalAnswer {
    private static final int ID_BYTES = 8;
    private static final double NANOS_PER_MILLI = 1e6;

    private final AnswerSetup setup;
    private final OnnxModel model;
    private final ModelRequest request;
    private final OnnxOptions options;
    private final ModelCall call;
    private final List<String> warnings = new ArrayList<>();
    private boolean limitedByContext;
    private final Set<Ticket> tickets = ConcurrentHashMap.newKeySet();

    LocalAnswer(AnswerSetup setup, ModelRequest request, OnnxOptions options, ModelCall call) {
        this.setup = setup;
        this.model = setup.model();
        this.request = request;
        this.options = options;
        this.call = call;
    }

    ModelResponse generate() {
        AnswerPipe.check(call);
        model.requireOpen();
        setup.check(request, options);
        String prompt = model.prompt().text(request, options, warnings::add);
        int[] tokens = model.prompt().tokens(prompt);
        Require.that(tokens.length > 0, "request", "request must have some text");
        int room = model.contextLength() - tokens.length;
        if (room < 1) {
            throw LocalModelFailures.contextTooLong(model.info(), tokens.length, model.contextLength() - 1);
        }
        int wanted = request.options().sampling().maxOutputTokens().orElse(Integer.MAX_VALUE);
        limitedByContext = wanted > room;
        int maxTokens = Math.min(room, wanted);
        Optional<CompiledGrammar> grammar = setup.grammar(request, options, prompt);
        List<AnswerPipe> pipes = new CopyOnWriteArrayList<>();
        try (Registration ignored = call.cancellation().onCancel(() -> {
            tickets.forEach(Ticket::cancel);
            pipes.forEach(AnswerPipe::wake);
        })) {
            if (options.beams() > 1) {
                return streamed(searched(tokens, maxTokens, grammar.isPresent()), prompt);
            }
            for (int i = 0; i < options.bestOf(); i++) {
                AnswerPipe pipe = pipe();
                pipes.add(pipe);
                submit(tokens, maxTokens, grammar.map(CompiledGrammar::start).orElse(null), pipe, i);
            }
            return pipes.size() == 1 ? streamed(pipes.get(0), prompt) : best(pipes, prompt);
        } finally {
            tickets.forEach(Ticket::cancel);
        }
    }

    /** {@return a pipe that holds the whole answer} */
    private AnswerPipe searched(int[] prompt, int maxTokens, boolean hasForm) {
        if (hasForm || request.options().logprobs() >= 0 || options.bestOf() > 1) {
            throw unsupportedSearch("a form of the answer, log-probabilities or best-of");
        }
        if (changesLogits()) {
            throw unsupportedSearch("penalties, a logit bias, a ban on repeated n-grams or a least length");
        }
        long began = System.nanoTime();
        int[] answer = new BeamAnswer(model, options, call, tickets).search(prompt, maxTokens);
        AnswerPipe pipe = pipe();
        Set<Integer> ends = model.directory().config().endTokens();
        boolean goesOn = true;
        boolean ended = false;
        for (int i = 0; i < answer.length && goesOn; i++) {
            ended = ends.contains(answer[i]);
            goesOn = !ended && pipe.chosen(Choice.of(answer[i]));
        }
        SequenceEnd.Reason reason = ended
                ? SequenceEnd.Reason.END_TOKEN
                : goesOn ? SequenceEnd.Reason.MAX_TOKENS : SequenceEnd.Reason.STOPPED;
        long took = System.nanoTime() - began;
        pipe.ended(new SequenceEnd(
                reason, null, new SequenceFigures(prompt.length, 0, answer.length, 0, 0, 0, took, took)));
        return pipe;
    }

    private UnsupportedCapabilityException unsupportedSearch(String what) {
        return new UnsupportedCapabilityException(
                OnnxModelClient.PROVIDER + "/" + model.info().model(),
                "beam search together with " + what,
                "Leave one of them out.");
    }

    private boolean changesLogits() {
        Sampling sampling = request.options().sampling();
        return options.repetitionPenalty().orElse(1) != 1
                || options.noRepeatNgram().isPresent()
                || options.minNewTokens().orElse(0) > 0
                || !options.logitBias().isEmpty()
                || sampling.presencePenalty().orElse(0) != 0
                || sampling.frequencyPenalty().orElse(0) != 0;
    }

    private AnswerPipe pipe() {
        return new AnswerPipe(
                TextDecoder.of(model.tokenizer().table(), model.renderedTokens(), false),
                StopTexts.of(request.options().sampling().stop()),
                request.options().logprobs() >= 0 || options.bestOf() > 1);
    }

    private void submit(
            int[] tokens, int maxTokens, @Nullable TokenConstraint constraint, AnswerPipe pipe, int number) {
        SamplingSettings settings = setup.settings(request, options);
        long seed = settings.seed().orElseGet(model.seeds()::nextLong) + number;
        TokenChooser chooser =
                TokenChooser.of(settings.toBuilder().seed(seed).build(), model.endTokens(), model.seeds());
        try {
            tickets.add(model.engine()
                    .submit(
                            SequenceRequest.generate(tokens, chooser, constraint, maxTokens, !settings.logprobs()),
                            pipe));
        } catch (QueueFullException e) {
            throw LocalModelFailures.of(model.info(), e);
        }
    }

    private ModelResponse streamed(AnswerPipe pipe, String prompt) {
        String id = newId("onnx-");
        call.emit(new ModelEvent.Started(id, model.info().model()));
        Reading reading = new Reading(prompt);
        AnswerPipe.Piece piece = pipe.take(call);
        while (piece != null) {
            reading.add(piece);
            piece = pipe.take(call);
        }
        return response(id, pipe, List.of(), reading);
    }

    /** Waits for all answers, and gives the one whose tokens are likeliest. */
    private ModelResponse best(List<AnswerPipe> pipes, String prompt) {
        List<List<AnswerPipe.Piece>> texts = new ArrayList<>();
        for (AnswerPipe pipe : pipes) {
            List<AnswerPipe.Piece> pieces = new ArrayList<>();
            AnswerPipe.Piece piece = pipe.take(call);
            while (piece != null) {
                pieces.add(piece);
                piece = pipe.take(call);
            }
            failIfFailed(pipe.end());
            texts.add(pieces);
        }
        int best = BestOf.index(pipes.stream()
                .map(pipe ->
                        pipe.choices().stream().mapToDouble(Choice::logprob).toArray())
                .toList());
        String id = newId("onnx-");
        call.emit(new ModelEvent.Started(id, model.info().model()));
        Reading reading = new Reading(prompt);
        texts.get(best).forEach(reading::add);
        List<AnswerPipe> others = new ArrayList<>(pipes);
        AnswerPipe chosen = others.remove(best);
        return response(id, chosen, others, reading);
    }

    private void failIfFailed(SequenceEnd end) {
        if (end.reason() == SequenceEnd.Reason.FAILED || end.reason() == SequenceEnd.Reason.CANCELLED) {
            AnswerPipe.check(call);
            throw LocalModelFailures.of(model.info(), end.failure());
        }
    }

    /** The usage is that of all answers that were written, also of those that are not given. */
    private ModelResponse response(String id, AnswerPipe pipe, List<AnswerPipe> others, Reading reading) {
        SequenceEnd end = pipe.end();
        failIfFailed(end);
        reading.parser.finish();
        Usage usage = usage(end.figures(), reading.reasoningTokens);
        for (AnswerPipe other : others) {
            usage = usage.plus(usage(other.end().figures(), 0));
        }
        call.emit(new ModelEvent.UsageUpdated(usage));
        ModelResponse.Builder response = ModelResponse.builder(Message.of(Role.ASSISTANT, reading.parser.contents()))
                .id(id)
                .answeredBy(OnnxModelClient.PROVIDER, model.info().model())
                .finishReason(
                        reason(end.reason(), reading.parser.callsTools()),
                        end.reason().name().toLowerCase(Locale.ROOT))
                .usage(usage);
        warnings.forEach(response::warning);
        reading.parser.warnings().forEach(response::warning);
        if (request.options().logprobs() >= 0) {
            response.logprobs(logprobs(pipe.choices()));
        }
        addFigures(response, end.figures());
        return response.build();
    }

    private FinishReason reason(SequenceEnd.Reason reason, boolean callsTools) {
        return switch (reason) {
            case END_TOKEN -> callsTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case STOPPED -> FinishReason.STOP;
            case MAX_TOKENS -> limitedByContext ? FinishReason.CONTEXT : FinishReason.LENGTH;
            case CONTEXT_FULL -> FinishReason.CONTEXT;
            case CANCELLED, JUDGED, FAILED -> FinishReason.ERROR;
        };
    }

    private static Usage usage(SequenceFigures figures, int reasoningTokens) {
        return Usage.builder(Usage.Source.PROVIDER)
                .count(Usage.Unit.INPUT_UNCACHED, figures.promptTokens() - (long) figures.reusedTokens())
                .count(Usage.Unit.CACHE_READ, figures.reusedTokens())
                .count(Usage.Unit.OUTPUT_TEXT, figures.answerTokens() - (long) reasoningTokens)
                .count(Usage.Unit.OUTPUT_REASONING, reasoningTokens)
                .build();
    }

    private static void addFigures(ModelResponse.Builder response, SequenceFigures figures) {
        response.metadata("queue_ms", millis(figures.waitedNanos()));
        response.metadata("time_to_first_token_ms", millis(figures.firstTokenNanos()));
        if (figures.answerTokens() > 1) {
            long perToken = (figures.nanos() - figures.firstTokenNanos()) / (figures.answerTokens() - 1);
            response.metadata("time_per_output_token_ms", millis(perToken));
        }
        if (figures.draftedTokens() > 0) {
            response.metadata("drafted_tokens", Integer.toString(figures.draftedTokens()));
            response.metadata("accepted_tokens", Integer.toString(figures.acceptedTokens()));
        }
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / NANOS_PER_MILLI);
    }

    private List<TokenLogprob> logprobs(List<Choice> choices) {
        TokenTable table = model.tokenizer().table();
        List<TokenLogprob> logprobs = new ArrayList<>();
        for (Choice choice : choices) {
            if (Double.isNaN(choice.logprob())) {
                // Written to end in form: the model was not asked.
                continue;
            }
            List<TokenLogprob> alternatives = new ArrayList<>();
            for (int rank = 0; rank < choice.alternatives(); rank++) {
                alternatives.add(new TokenLogprob(
                        table.text(choice.alternative(rank)), choice.alternativeLogprob(rank), List.of()));
            }
            logprobs.add(new TokenLogprob(table.text(choice.token()), choice.logprob(), alternatives));
        }
        return logprobs;
    }

    private String newId(String prefix) {
        byte[] random = new byte[ID_BYTES];
        model.seeds().nextBytes(random);
        return prefix + HexFormat.of().formatHex(random);
    }

    /** Reads the text of the answer. */
    private final class Reading {
        private final AnswerParser parser;
        private boolean thinking;
        private int reasoningTokens;

        Reading(String prompt) {
            this.thinking = !model.format().endOfReasoning(prompt).isEmpty();
            this.parser = AnswerParser.of(
                    model.format(), request.options().tools(), prompt, () -> newId("call_"), this::emit);
        }

        void add(AnswerPipe.Piece piece) {
            parser.append(piece.text());
            if (thinking) {
                reasoningTokens += piece.tokens();
            }
        }

        private void emit(ModelEvent event) {
            thinking = event instanceof ModelEvent.ReasoningDelta;
            call.emit(event);
        }
    }
}
