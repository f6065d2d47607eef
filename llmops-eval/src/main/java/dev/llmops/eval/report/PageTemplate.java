package dev.llmops.eval.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The page around the data: style, script and the policy that forbids everything else.
 *
 * <p>The content security policy names the one style and the one script of the page by their hashes. The browser then
 * runs nothing else, loads nothing and sends nothing, even if text of an item were taken for markup.
 */
final class PageTemplate {
    private static final List<String> SCRIPTS = List.of(
            "data.js",
            "view.js",
            "charts.js",
            "diff.js",
            "overview.js",
            "comparison.js",
            "panels.js",
            "items.js",
            "detail.js",
            "page.js");

    private final String style;
    private final String script;

    private PageTemplate(String style, String script) {
        this.style = style;
        this.script = script;
    }

    static PageTemplate load() throws IOException {
        StringBuilder script = new StringBuilder("\n(function () {\n'use strict';\n");
        for (String name : SCRIPTS) {
            script.append(resource(name));
        }
        return new PageTemplate(
                '\n' + resource("report.css"), script.append("})();\n").toString());
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("the resource " + name + " of the report is missing");
            }
            // Hashes of the policy are those of line feeds.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }

    /** {@return everything in front of the data} */
    String head(String title) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'; \
                script-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="referrer" content="no-referrer">
                <meta name="color-scheme" content="light dark">
                <link rel="icon" href="data:,">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <a class="skip" href="#items">Skip to the items</a>
                <div id="app"><p class="loading">Reading the data …</p></div>
                <noscript><p class="loading">This report is shown by a script inside this file. It asks for nothing \
                over the network. Allow scripts for this file to see it.</p></noscript>
                """.formatted(hash(style), hash(script), escaped(title), style);
    }

    /** {@return everything behind the data} */
    String foot() {
        return "<script>" + script + "</script>\n</body>\n</html>\n";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> escaped.appendCodePoint(c < ' ' || c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c);
            }
        });
        return escaped.toString();
    }
}
