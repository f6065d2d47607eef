package dev.llmops.eval.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A page in a headless Chromium, driven over the DevTools protocol.
 *
 * <p>The protocol goes through the pipes of the process, so no port is opened. The browser is killed after five minutes,
 * which ends whatever waits for it. For one thread.
 */
final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Integer> KEYS = Map.of(
            "Tab",
            9,
            "Enter",
            13,
            "Escape",
            27,
            "PageDown",
            34,
            "End",
            35,
            "Home",
            36,
            "ArrowLeft",
            37,
            "ArrowUp",
            38,
            "ArrowRight",
            39,
            "ArrowDown",
            40);

    private final Process process;
    private final InputStream in;
    private final OutputStream out;
    private final List<String> requests = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private String session = "";
    private int messages;
    private boolean loaded;

    private Chromium(Process process) {
        this.process = process;
        this.in = new BufferedInputStream(process.getInputStream());
        this.out = process.getOutputStream();
    }

    /** {@return where a Chromium is: named by CHROMIUM, or on the PATH} */
    static Optional<Path> executable() {
        String named = System.getenv("CHROMIUM");
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        String path = System.getenv("PATH");
        return Stream.of((path == null ? "" : path).split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** {@return a browser with an empty page of this size, whose profile is kept under {@code folder}} */
    static Chromium open(Path executable, Path folder, int width, int height) throws IOException {
        // The browser reads messages from its third file and writes them to its fourth.
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null",
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--remote-debugging-pipe",
                        "--user-data-dir=" + Files.createTempDirectory(folder, "profile"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        CompletableFuture.delayedExecutor(5, TimeUnit.MINUTES).execute(process::destroyForcibly);
        Chromium chromium = new Chromium(process);
        String target = chromium.send("Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asText();
        chromium.session = chromium.send("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
            chromium.send(domain + ".enable", Map.of());
        }
        chromium.resize(width, height);
        return chromium;
    }

    void resize(int width, int height) throws IOException {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void preferDark(boolean dark) throws IOException {
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Shows {@code file} and waits until the page says that it is ready. */
    void show(Path file) throws IOException {
        loaded = false;
        requests.clear();
        complaints.clear();
        send("Page.navigate", Map.of("url", file.toUri().toString()));
        while (!loaded) {
            read();
        }
        evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
    }

    /** {@return what {@code script} evaluates to; promises are waited for} */
    JsonNode evaluate(String script) throws IOException {
        JsonNode result =
                send("Runtime.evaluate", Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IOException("script failed: " + result.get("exceptionDetails"));
        }
        return result.get("result").path("value");
    }

    /** Presses and releases a key by its name, or types a character. */
    void press(String key) throws IOException {
        boolean named = KEYS.containsKey(key);
        int code = KEYS.getOrDefault(key, (int) Character.toUpperCase(key.charAt(0)));
        ObjectNode down =
                JSON.createObjectNode().put("type", "keyDown").put("key", key).put("windowsVirtualKeyCode", code);
        if (named) {
            down.put("code", key);
        }
        String text = key.equals("Enter") ? "\r" : named ? "" : key;
        if (!text.isEmpty()) {
            down.put("text", text);
        }
        send("Input.dispatchKeyEvent", down);
        down.put("type", "keyUp").remove("text");
        send("Input.dispatchKeyEvent", down);
    }

    void type(String text) throws IOException {
        send("Input.insertText", Map.of("text", text));
    }

    byte[] screenshot() throws IOException {
        return Base64.getDecoder()
                .decode(send("Page.captureScreenshot", Map.of("format", "png"))
                        .get("data")
                        .asText());
    }

    byte[] pdf() throws IOException {
        return Base64.getDecoder()
                .decode(send("Page.printToPDF", Map.of("printBackground", true))
                        .get("data")
                        .asText());
    }

    /** {@return addresses that were asked for since the page was shown, its own included} */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** {@return errors and warnings since the page was shown} */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    JsonNode send(String method, Object parameters) throws IOException {
        int id = ++messages;
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        out.write(JSON.writeValueAsBytes(message));
        out.write(0);
        out.flush();
        while (true) {
            JsonNode answer = read();
            if (answer.path("id").asInt() == id) {
                if (answer.has("error")) {
                    throw new IOException(method + " failed: " + answer.get("error"));
                }
                return answer.get("result");
            }
        }
    }

    private JsonNode read() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b != 0; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the browser is gone");
            }
            bytes.write(b);
        }
        JsonNode message = JSON.readTree(bytes.toString(StandardCharsets.UTF_8));
        note(message.path("method").asText(), message.path("params"));
        return message;
    }

    private void note(String event, JsonNode parameters) {
        switch (event) {
            case "Page.loadEventFired" -> loaded = true;
            case "Network.requestWillBeSent" ->
                requests.add(parameters.get("request").get("url").asText());
            case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
            case "Log.entryAdded" -> complaints.add(parameters.get("entry").toString());
            case "Runtime.consoleAPICalled" -> complaints.add(parameters.toString());
            default -> {}
        }
    }

    @Override
    public void close() {
        // Its children outlive it for a moment and write into the profile, which is deleted next.
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(late -> null)
                .join();
    }
}
