package dev.llmops.onnx.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.onnx.ModelDirectoryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path directory;

    @Test
    void readsFloatsOfEverySize() throws IOException {
        ByteBuffer values = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        values.putFloat(1.5f).putFloat(-2);
        values.putShort((short) 0x3C00).putShort((short) 0x8001);
        values.putShort((short) 0x3F80).putShort((short) 0xC000);
        Safetensors tensors = Safetensors.read(file("""
                {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
                 "b": {"dtype": "F16", "shape": [2], "data_offsets": [8, 12]},
                 "c": {"dtype": "BF16", "shape": [2], "data_offsets": [12, 16]}}""", values.array()));

        assertThat(tensors.floats("a", 2)).containsExactly(1.5f, -2);
        assertThat(tensors.floats("b", 2)).containsExactly(1, -0x1p-24f);
        assertThat(tensors.floats("c", 2)).containsExactly(1, -2);
        assertThat(tensors.has("d")).isFalse();
    }

    @Test
    void refusesWhatDoesNotFit() throws IOException {
        Path file = file("{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}", new byte[4]);

        assertThatThrownBy(() -> Safetensors.read(file).floats("a", 2)).isInstanceOf(ModelDirectoryException.class);
        assertThatThrownBy(() -> Safetensors.read(file).floats("a", 3)).isInstanceOf(ModelDirectoryException.class);
        assertThatThrownBy(() -> Safetensors.read(file).floats("b", 2)).isInstanceOf(ModelDirectoryException.class);
        Files.write(file, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(ModelDirectoryException.class);
        Files.write(file, new byte[] {-1, -1, -1, -1, -1, -1, -1, 127, 0});
        assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(ModelDirectoryException.class);
    }

    private Path file(String header, byte[] values) throws IOException {
        byte[] head = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + head.length + values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(head.length).put(head).put(values);
        return Files.write(directory.resolve("model.safetensors"), bytes.array());
    }
}
