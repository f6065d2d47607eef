package dev.llmops.onnx;

import dev.llmops.api.text.EntityRecognizer;
import dev.llmops.testing.EntityRecognizerContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class OnnxEntityRecognizerContractTest extends EntityRecognizerContract {
    @TempDir
    static Path directory;

    private static OnnxEntityRecognizer recognizer;

    @BeforeAll
    static void open() throws IOException {
        recognizer = OnnxEntityRecognizer.open(NamesModel.write(directory));
    }

    @AfterAll
    static void close() {
        recognizer.close();
    }

    @Override
    protected EntityRecognizer recognizer() {
        return recognizer;
    }

    @Override
    protected String text() {
        return NamesModel.TEXT;
    }

    @Override
    protected List<String> named() {
        return NamesModel.NAMED;
    }
}
