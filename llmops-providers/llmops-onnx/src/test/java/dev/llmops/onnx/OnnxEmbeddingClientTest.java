package dev.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.LlmException;
import dev.llmops.api.Locality;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.api.embedding.TokenEmbeddings;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.onnx.models.EncoderModel;
import dev.llmops.onnx.models.EncoderShape;
import dev.llmops.onnx.models.SentenceLayout;
import dev.llmops.testing.TestContext;
import dev.llmops.testing.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEmbeddingClientTest {
    private static final String TEXT = "The pump at the north station is serviced once a year, in March.";
    private static final int HIDDEN = EncoderShape.tiny().hidden();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cls_token",
                "mean_tokens",
                "max_tokens",
                "mean_sqrt_len_tokens",
                "weightedmean_tokens",
                "lasttoken"
            })
    void poolsAsItsFilesSay(String pooling) throws IOException {
        EncoderModel model = model(SentenceLayout.of(pooling, 128));

        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            assertThat(client.embed(TEXT, Purpose.DOCUMENT))
                    .containsExactly(pooled(vectors(model, TEXT, 128), pooling), within(1e-4f));
        }
    }

    @Test
    void joinsSeveralWaysOfPooling() throws IOException {
        EncoderModel model = model(new SentenceLayout(List.of("mean_tokens", "cls_token"), 128, 0, false, Map.of()));
        float[][] vectors = vectors(model, TEXT, 128);

        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            float[] vector = client.embed(TEXT, Purpose.DOCUMENT);
            assertThat(client.info().dimensions()).isEqualTo(2 * HIDDEN);
            assertThat(Arrays.copyOf(vector, HIDDEN)).containsExactly(pooled(vectors, "cls_token"), within(1e-4f));
            assertThat(Arrays.copyOfRange(vector, HIDDEN, 2 * HIDDEN))
                    .containsExactly(pooled(vectors, "mean_tokens"), within(1e-4f));
        }
    }

    @Test
    void addsAFurtherLayerAndLengthOne() throws IOException {
        EncoderModel model = model(new SentenceLayout(List.of("mean_tokens"), 128, 8, true, Map.of()));
        float[] expected = normalized(model.reference().dense(pooled(vectors(model, TEXT, 128), "mean_tokens")));

        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            assertThat(client.info().dimensions()).isEqualTo(8);
            assertThat(client.embed(TEXT, Purpose.DOCUMENT)).containsExactly(expected, within(1e-4f));
        }
    }

    @Test
    void readsMoreThanTheTokenizerFileTruncatesTo() throws IOException {
        EncoderModel model = model(SentenceLayout.of("mean_tokens", 100));
        String text = TEXT.repeat(2);
        assertThat(TestTokens.ids(directory, text, 100).length)
                .isGreaterThan(16)
                .isLessThan(100);

        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            assertThat(client.info().maxInputTokens()).isEqualTo(100);
            assertThat(client.embed(text, Purpose.DOCUMENT))
                    .containsExactly(pooled(vectors(model, text, 100), "mean_tokens"), within(1e-4f));
        }
    }

    @Test
    void cutsTextsAtTheLengthOfTheModelOrLess() throws IOException {
        EncoderModel model = model(SentenceLayout.of("mean_tokens", 40));
        String text = TEXT.repeat(10);

        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            assertThat(client.embed(text, Purpose.DOCUMENT))
                    .containsExactly(pooled(vectors(model, text, 40), "mean_tokens"), within(1e-4f));
        }
        EncoderOptions shorter = EncoderOptions.builder().maxLength(12).build();
        try (OnnxEmbeddingClient client =
                OnnxEmbeddingClient.builder(directory).options(shorter).build()) {
            assertThat(client.embed(text, Purpose.DOCUMENT))
                    .containsExactly(pooled(vectors(model, text, 12), "mean_tokens"), within(1e-4f));
        }
    }

    @Test
    void putsThePromptOfThePurposeBeforeTheText() throws IOException {
        model(new SentenceLayout(List.of("mean_tokens"), 128, 0, true, Map.of("query", "Find: ", "passage", "Text: ")));

        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            float[] plain = client.embed("Find: the pump", Purpose.SIMILARITY);
            assertThat(client.embed("the pump", Purpose.QUERY)).containsExactly(plain, within(1e-6f));
            assertThat(client.embed("the pump", Purpose.DOCUMENT))
                    .containsExactly(client.embed("Text: the pump", Purpose.SIMILARITY), within(1e-6f));
        }
        try (OnnxEmbeddingClient client =
                OnnxEmbeddingClient.builder(directory).prompt(Purpose.QUERY, "").build()) {
            assertThat(client.embed("the pump", Purpose.QUERY))
                    .containsExactly(client.embed("the pump", Purpose.SIMILARITY), within(1e-6f));
        }
    }

    @Test
    void leavesThePromptOutOfPoolingIfItsFilesSaySo() throws IOException {
        EncoderModel model = model(new SentenceLayout(
                List.of("mean_tokens", "weightedmean_tokens"), 128, 0, false, Map.of("query", "find : ")));
        Path pooling = directory.resolve("1_Pooling/config.json");
        Files.writeString(
                pooling, Files.readString(pooling).replace("\"include_prompt\": true", "\"include_prompt\": false"));
        float[][] vectors = vectors(model, "find : the pump", 128);
        int prompt = TestTokens.ids(directory, "find : ", 128).length - 1;

        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            float[] vector = client.embed("the pump", Purpose.QUERY);
            for (int i = 0; i < HIDDEN; i++) {
                double sum = 0;
                double weighted = 0;
                double weights = 0;
                for (int token = prompt; token < vectors.length; token++) {
                    sum += vectors[token][i];
                    weighted += (token + 1) * (double) vectors[token][i];
                    weights += token + 1;
                }
                assertThat(vector[i]).isCloseTo((float) (sum / (vectors.length - prompt)), within(1e-4f));
                assertThat(vector[HIDDEN + i]).isCloseTo((float) (weighted / weights), within(1e-4f));
            }
        }
    }

    @Test
    void readsFloatsOfHalfTheSize() throws IOException {
        EncoderModel model = EncoderModel.builder(EncoderShape.tiny())
                .halfOutput()
                .sentence(SentenceLayout.of("mean_tokens", 128))
                .build();
        model.write(directory);

        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            assertThat(client.embed(TEXT, Purpose.DOCUMENT))
                    .containsExactly(pooled(vectors(model, TEXT, 128), "mean_tokens"), within(2e-3f));
        }
    }

    @Test
    void countsPositionsFromThePaddingTokenOnWhereTheModelDoes() throws IOException {
        EncoderModel.builder(EncoderShape.tiny()).build().write(directory);
        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            assertThat(client.info().maxInputTokens()).isEqualTo(128);
        }
        Path config = directory.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("\"bert\"", "\"roberta\"")
                        .replace("\"pad_token_id\": 0", "\"pad_token_id\": 1"));

        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            assertThat(client.info().maxInputTokens()).isEqualTo(126);
        }
    }

    @Test
    void shortensVectorsWhenAskedTo() throws IOException {
        model(SentenceLayout.mean(128));

        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            float[] whole = client.embed(TEXT, Purpose.DOCUMENT);
            EmbeddingResponse shortened =
                    client.embed(new EmbeddingRequest(List.of(TEXT), Purpose.DOCUMENT, 8), CallControl.detached());

            assertThat(shortened.vectors().get(0)).containsExactly(normalized(Arrays.copyOf(whole, 8)), within(1e-6f));
            EmbeddingRequest tooLong = new EmbeddingRequest(List.of(TEXT), Purpose.DOCUMENT, HIDDEN + 1);
            assertThatThrownBy(() -> client.embed(tooLong, CallControl.detached()))
                    .isInstanceOf(UnsupportedCapabilityException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1000000", "2, 0", "2, 1000000", "5, 1000000"})
    void givesATextTheSameVectorInAnyCompanyAndAnyOrder(int threads, long copyUpTo) throws IOException {
        model(SentenceLayout.mean(128));
        List<String> texts = IntStream.range(0, 300)
                .mapToObj(i -> TEXT.substring(i % 40) + " " + TEXT.repeat(i % 4))
                .toList();
        EncoderOptions options = EncoderOptions.builder()
                .batchTokens(700)
                .copyUpTo(copyUpTo)
                .compute(ComputeOptions.builder().threads(threads).build())
                .build();

        try (OnnxEmbeddingClient client =
                OnnxEmbeddingClient.builder(directory).options(options).build()) {
            List<float[]> vectors = client.embed(EmbeddingRequest.of(texts, Purpose.DOCUMENT), CallControl.detached())
                    .vectors();
            for (int i = 0; i < texts.size(); i++) {
                assertThat(vectors.get(i)).containsExactly(client.embed(texts.get(i), Purpose.DOCUMENT), within(1e-6f));
            }
        }
    }

    @Test
    void countsTheTokensThatWentIn() throws IOException {
        model(SentenceLayout.mean(128));
        int expected = TestTokens.ids(directory, TEXT, 128).length + TestTokens.ids(directory, "x", 128).length;

        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            EmbeddingResponse response =
                    client.embed(EmbeddingRequest.of(List.of(TEXT, "x"), Purpose.QUERY), CallControl.detached());

            assertThat(response.usage().inputTokens()).hasValue(expected);
            assertThat(response.usage().outputTokens()).isEmpty();
            assertThat(client.info().locality()).isEqualTo(Locality.LOCAL);
        }
    }

    @Test
    void feedsOnlyTheInputsThatTheGraphHas() throws IOException {
        EncoderModel model = EncoderModel.builder(EncoderShape.tiny())
                .withoutTokenTypes()
                .sentence(SentenceLayout.of("mean_tokens", 128))
                .build();
        model.write(directory);

        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            assertThat(client.embed(TEXT, Purpose.DOCUMENT))
                    .containsExactly(pooled(vectors(model, TEXT, 128), "mean_tokens"), within(1e-4f));
        }
    }

    @Test
    void takesTheVectorsThatTheGraphPoolsItself() throws IOException {
        EncoderModel model = EncoderModel.builder(EncoderShape.tiny()).pooled().build();
        model.write(directory);

        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            float[] expected = normalized(pooled(vectors(model, TEXT, 128), "mean_tokens"));
            assertThat(client.embed(TEXT, Purpose.DOCUMENT)).containsExactly(expected, within(1e-4f));
            assertThatThrownBy(() -> client.tokenVectors(List.of(TEXT), CallControl.detached()))
                    .isInstanceOf(UnsupportedCapabilityException.class);
        }
    }

    @Test
    void givesTheVectorsOfTokensWithTheirPlaces() throws IOException {
        EncoderModel model = model(SentenceLayout.mean(128));
        String text = "\ud83d\ude00 The pump";

        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            TokenVectors tokens = client.tokenVectors(List.of("x", text), CallControl.detached())
                    .get(1);

            float[][] expected = vectors(model, text, 128);
            assertThat(tokens.tokens()).containsExactly("[UNK]", "the", "pump");
            for (int i = 0; i < tokens.size(); i++) {
                assertThat(tokens.vector(i)).containsExactly(expected[i + 1], within(1e-4f));
            }
            assertThat(text.substring(tokens.start(2), tokens.end(2))).isEqualTo("pump");
        }
    }

    @Test
    void givesTheVectorsOfAllTokensAndTellsSpecialOnes() throws IOException {
        EncoderModel model = model(SentenceLayout.mean(128));
        String text = "The pump";

        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            TokenEmbeddings tokens = client.embedTokens(List.of("x", text), CallControl.detached())
                    .get(1);

            float[][] expected = vectors(model, text, 128);
            assertThat(tokens.tokens()).containsExactly("[CLS]", "the", "pump", "[SEP]");
            for (int i = 0; i < tokens.size(); i++) {
                assertThat(tokens.vector(i)).containsExactly(expected[i], within(1e-4f));
                assertThat(tokens.isSpecial(i)).isEqualTo(i == 0 || i == 3);
            }
        }
    }

    @Test
    void stopsWhenNobodyWantsTheVectors() throws IOException {
        model(SentenceLayout.mean(128));
        TestContext cancelled = TestContext.create();
        TestContext context = TestContext.create();
        EmbeddingRequest many = EmbeddingRequest.of(Collections.nCopies(20_000, TEXT.repeat(4)), Purpose.DOCUMENT);
        CompletableFuture<Void> canceller = CompletableFuture.runAsync(() -> {
            context.cancellation().awaitActions(1);
            context.cancel();
        });

        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            cancelled.cancel();
            assertThatThrownBy(() -> client.embed(many, cancelled)).isInstanceOf(CallCancelledException.class);
            assertThatThrownBy(() -> client.embed(many, context)).isInstanceOf(CallCancelledException.class);
            assertThat(client.embed(TEXT, Purpose.QUERY)).hasSize(HIDDEN);
        }
        canceller.join();
        assertThat(context.cancellation().pendingActions()).isZero();
    }

    @Test
    void stopsWhenTimeIsOver() throws IOException {
        model(SentenceLayout.mean(128));
        VirtualTime time = new VirtualTime();
        TestContext context =
                TestContext.builder().time(time).within(Duration.ofSeconds(1)).build();
        time.advance(Duration.ofSeconds(2));

        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory)) {
            EmbeddingRequest request = EmbeddingRequest.of(TEXT, Purpose.QUERY);
            assertThatThrownBy(() -> client.embed(request, context)).isInstanceOf(DeadlineExceededException.class);
        }
    }

    @Test
    void closingWaitsForWhatIsUnderWay() throws IOException {
        model(SentenceLayout.mean(128));
        OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory);
        TestContext context = TestContext.create();
        EmbeddingRequest many = EmbeddingRequest.of(Collections.nCopies(3000, TEXT), Purpose.DOCUMENT);

        CompletableFuture<EmbeddingResponse> response =
                CompletableFuture.supplyAsync(() -> client.embed(many, context));
        context.cancellation().awaitActions(1);
        client.close();

        assertThat(response.join().vectors()).hasSize(3000);
    }

    @Test
    void servesManyCallersAtOnce() throws IOException {
        model(SentenceLayout.mean(128));
        List<String> texts = IntStream.range(0, 300)
                .mapToObj(i -> TEXT.substring(i % 60) + TEXT.repeat(i % 3))
                .toList();
        EncoderOptions options = EncoderOptions.builder()
                .compute(ComputeOptions.builder().threads(3).build())
                .build();

        try (OnnxEmbeddingClient client =
                OnnxEmbeddingClient.builder(directory).options(options).build()) {
            EmbeddingRequest request = EmbeddingRequest.of(texts, Purpose.DOCUMENT);
            List<CompletableFuture<EmbeddingResponse>> calls = IntStream.range(0, 6)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> client.embed(request, CallControl.detached())))
                    .toList();
            List<float[]> expected = calls.get(0).join().vectors();
            for (CompletableFuture<EmbeddingResponse> call : calls) {
                for (int i = 0; i < texts.size(); i++) {
                    assertThat(call.join().vectors().get(i)).containsExactly(expected.get(i), within(1e-6f));
                }
            }
        }
    }

    @Test
    void refusesWorkOnceItIsClosed() throws IOException {
        model(SentenceLayout.mean(128));
        OnnxEmbeddingClient client = OnnxEmbeddingClient.open(directory);

        client.close();
        client.close();

        assertThatThrownBy(() -> client.embed(TEXT, Purpose.QUERY))
                .isInstanceOf(LlmException.class)
                .hasMessageContaining("is closed. Open it again");
    }

    private EncoderModel model(SentenceLayout layout) throws IOException {
        EncoderModel model =
                EncoderModel.builder(EncoderShape.tiny()).sentence(layout).build();
        model.write(directory);
        return model;
    }

    private float[][] vectors(EncoderModel model, String text, int most) throws IOException {
        int[] ids = TestTokens.ids(directory, text, most);
        return model.reference().vectors(ids, new int[ids.length]);
    }

    private static float[] pooled(float[][] vectors, String pooling) {
        int count = vectors.length;
        float[] result = new float[HIDDEN];
        for (int i = 0; i < HIDDEN; i++) {
            double sum = 0;
            double weighted = 0;
            double largest = Double.NEGATIVE_INFINITY;
            for (int token = 0; token < count; token++) {
                sum += vectors[token][i];
                weighted += (token + 1) * (double) vectors[token][i];
                largest = Math.max(largest, vectors[token][i]);
            }
            result[i] = (float)
                    switch (pooling) {
                        case "cls_token" -> vectors[0][i];
                        case "mean_tokens" -> sum / count;
                        case "max_tokens" -> largest;
                        case "mean_sqrt_len_tokens" -> sum / Math.sqrt(count);
                        case "weightedmean_tokens" -> weighted / (count * (count + 1) / 2.0);
                        case "lasttoken" -> vectors[count - 1][i];
                        default -> throw new IllegalArgumentException(pooling);
                    };
        }
        return result;
    }

    private static float[] normalized(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float[] result = vector.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (vector[i] / Math.sqrt(squares));
        }
        return result;
    }
}
