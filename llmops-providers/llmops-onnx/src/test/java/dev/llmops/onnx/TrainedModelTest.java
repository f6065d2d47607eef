package dev.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.testing.TestCall;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The trained model answers what it has never been asked, from documents it has never seen. */
class TrainedModelTest {
    private static final int AT_ONCE = 8;

    @Test
    void answersUnseenQuestionsAtFullPrecision() throws Exception {
        assertThat(exactAnswers(Variant.FP32)).isGreaterThanOrEqualTo(475);
    }

    @Test
    void answersAboutAsWellAtFourBits() throws Exception {
        assertThat(exactAnswers(Variant.Q4)).isGreaterThanOrEqualTo(465);
    }

    @Test
    void answersAlikeAloneAndBesideOthers() throws Exception {
        List<TrainedModel.Question> questions = TrainedModel.questions().subList(0, 24);
        try (OnnxModel model = TrainedModel.open(Variant.FP32)) {
            List<String> alone = questions.stream()
                    .map(question -> model.client()
                            .generate(question.request(), ModelCall.detached())
                            .text())
                    .toList();

            assertThat(together(model.client(), questions)).isEqualTo(alone);
        }
    }

    @Test
    void streamsWhatItAnswers() {
        TrainedModel.Question question = TrainedModel.questions().get(0);
        TestCall call = TestCall.create();

        try (OnnxModel model = TrainedModel.open(Variant.FP32)) {
            ModelResponse response = model.client().generate(question.request(), call);

            assertThat(call.text()).isEqualTo(response.text());
            assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(call.events().size()).isGreaterThan(3);
        }
    }

    private static long exactAnswers(Variant variant) throws Exception {
        List<TrainedModel.Question> questions = TrainedModel.questions();
        assertThat(questions).hasSize(500);
        try (OnnxModel model = TrainedModel.open(variant)) {
            List<String> answers = together(model.client(), questions);
            long exact = 0;
            for (int i = 0; i < questions.size(); i++) {
                exact += answers.get(i).equals(questions.get(i).answer()) ? 1 : 0;
            }
            return exact;
        }
    }

    private static List<String> together(ModelClient client, List<TrainedModel.Question> questions) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<String>> running = questions.stream()
                    .map(question -> threads.submit(() -> client.generate(question.request(), ModelCall.detached())
                            .text()))
                    .toList();
            List<String> answers = new java.util.ArrayList<>();
            for (Future<String> answer : running) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdown();
        }
    }
}
