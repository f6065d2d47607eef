package dev.llmops.core.extractive;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.api.Trust;
import dev.llmops.api.model.Capability;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.api.model.Usage;
import dev.llmops.core.language.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Answers with the sentences of the grounded passages that answer the question, and cites them.
 *
 * <p>This is not a language model: it has no weights, writes no sentence of its own and knows
 * nothing but {@link ModelRequest#passages()}. It compares words, their stems and some synonyms of
 * English, so a question that shares no word with its answer is not answered; when no sentence
 * covers what the question is about, it says so instead of guessing. The same request always gets
 * the same answer. Each sentence carries the number of its passage, such as {@code [2]}, before its
 * full stop.
 *
 * <p>Sampling options have nothing to act on and are ignored, but for the number of tokens and the
 * stop texts. Safe for concurrent use; a call takes time proportional to the length of the passages.
 */
public final class ExtractiveModelClient implements ModelClient {
    private static final String MODEL = "extractive";
    private static final String PROVIDER = "llmops";
    private static final ModelInfo INFO = ModelInfo.builder(PROVIDER, MODEL)
            .locality(Locality.LOCAL)
            .priceClass(ModelInfo.PriceClass.FREE)
            .capabilities(Set.of(Capability.STREAMING))
            .build();
    private static final ExtractiveModelClient STANDARD = builder().build();

    private final int maxSentences;
    private final double minimumScore;
    private final String abstention;

    private ExtractiveModelClient(Builder builder) {
        this.maxSentences = builder.maxSentences;
        this.minimumScore = builder.minimumScore;
        this.abstention = builder.abstention;
    }

    /** {@return a client that gives up to three sentences} */
    public static ExtractiveModelClient standard() {
        return STANDARD;
    }

    /** {@return a builder with the standard settings} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public ModelInfo info() {
        return INFO;
    }

    @Override
    public ModelResponse generate(ModelRequest request, ModelCall call) {
        Require.nonNull(request, "request");
        Require.nonNull(call, "call");
        checkSupported(request);
        checkWanted(call);
        List<String> sentences = answer(request);
        checkWanted(call);
        boolean abstained = sentences.isEmpty();
        String whole = abstained ? abstention : String.join(" ", sentences);
        AnswerLimit limited = AnswerLimit.of(whole, request.options().sampling());
        call.emit(new ModelEvent.Started("", MODEL));
        emit(limited.text(), call);
        return ModelResponse.builder(Message.assistant(limited.text()))
                .answeredBy(PROVIDER, MODEL)
                .finishReason(limited.isCut() ? FinishReason.LENGTH : FinishReason.STOP, "")
                .usage(usage(request, limited.text()))
                .metadata("abstained", String.valueOf(abstained))
                .build();
    }

    private List<String> answer(ModelRequest request) {
        if (request.passages().isEmpty() || request.question().isBlank()) {
            return List.of();
        }
        Words words = new Words();
        Question question = Question.of(request.question(), earlierQuestions(request), words);
        SentenceRanker ranker = new SentenceRanker(minimumScore, maxSentences);
        return AnswerWriter.write(ranker.select(question, request.passages(), words));
    }

    /** What the user wrote before the present question, oldest first. */
    private static List<String> earlierQuestions(ModelRequest request) {
        List<String> questions = new ArrayList<>(request.messages().stream()
                .filter(message -> message.role() == Role.USER)
                .map(ExtractiveModelClient::wordsOfUser)
                .toList());
        if (!questions.isEmpty()) {
            questions.remove(questions.size() - 1);
        }
        questions.removeIf(String::isBlank);
        return questions;
    }

    private static String wordsOfUser(Message message) {
        return message.contents().stream()
                .filter(part -> part instanceof Content.Text text && text.trust() == Trust.USER)
                .map(part -> ((Content.Text) part).text())
                .collect(Collectors.joining("\n"));
    }

    private static void checkSupported(ModelRequest request) {
        GenerationOptions options = request.options();
        if (!options.tools().isEmpty()) {
            throw unsupported("calling tools");
        }
        if (!(options.responseFormat() instanceof ResponseFormat.Text)) {
            throw unsupported("answering with JSON");
        }
        if (options.outputModalities().stream().anyMatch(modality -> modality != Modality.TEXT)) {
            throw unsupported("answering with anything but text");
        }
        boolean attachments = request.messages().stream()
                .flatMap(message -> message.contents().stream())
                .anyMatch(Content.Attachment.class::isInstance);
        if (attachments) {
            throw unsupported("reading attachments");
        }
    }

    private static UnsupportedCapabilityException unsupported(String what) {
        return new UnsupportedCapabilityException(
                PROVIDER + "/" + MODEL,
                what,
                "It only quotes passages of text; use a generating model for this, such as one of llmops-remote or"
                        + " llmops-onnx.");
    }

    private static void checkWanted(ModelCall call) {
        if (call.deadline().isExpired()) {
            throw new DeadlineExceededException("model", call.deadline().limit());
        }
        if (call.cancellation().isCancelled() || Thread.currentThread().isInterrupted()) {
            throw new CallCancelledException("model");
        }
    }

    /** Emits whole words, each with the white space before it. */
    private static void emit(String text, ModelCall call) {
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf(' ', start + 1);
            end = end < 0 ? text.length() : end;
            checkWanted(call);
            call.emit(new ModelEvent.TextDelta(text.substring(start, end)));
            start = end;
        }
    }

    private static Usage usage(ModelRequest request, String answer) {
        TokenCounter counter = TokenCounter.estimating();
        long input = request.messages().stream()
                .mapToLong(message -> counter.count(message.text()).tokens())
                .sum();
        return Usage.builder(Usage.Source.ESTIMATED)
                .count(Usage.Unit.INPUT_UNCACHED, input)
                .count(Usage.Unit.OUTPUT_TEXT, counter.count(answer).tokens())
                .count(Usage.Unit.REQUESTS, 1)
                .build();
    }

    /** Shows the settings. */
    @Override
    public String toString() {
        return "ExtractiveModelClient[maxSentences=" + maxSentences + ", minimumScore=" + minimumScore + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private static final int MOST_SENTENCES = 20;

        private int maxSentences = 3;
        private double minimumScore = 0.34;
        private String abstention = "None of the passages at hand answers this question.";

        private Builder() {}

        /** Sets how many sentences an answer may have, in [1, 20]; the default is 3. */
        public Builder maxSentences(int maxSentences) {
            this.maxSentences = Require.inRange(maxSentences, 1, MOST_SENTENCES, "maxSentences");
            return this;
        }

        /**
         * Sets how much of the question a sentence must cover, in [0, 1]; the default is 0.34.
         *
         * <p>Rare words of the question count more than frequent ones. A higher value leaves more
         * questions unanswered and fewer answered wrongly.
         */
        public Builder minimumScore(double minimumScore) {
            this.minimumScore = Require.inRange(minimumScore, 0, 1, "minimumScore");
            return this;
        }

        /** Sets what is said when no sentence answers the question. */
        public Builder abstention(String abstention) {
            this.abstention = Require.nonBlank(abstention, "abstention");
            return this;
        }

        /** {@return a client with these settings} */
        public ExtractiveModelClient build() {
            return new ExtractiveModelClient(this);
        }
    }
}
