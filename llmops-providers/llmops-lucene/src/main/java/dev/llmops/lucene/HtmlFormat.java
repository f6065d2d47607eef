package dev.llmops.lucene;

import dev.llmops.api.grounding.Document;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** Reads HTML as Markdown that knows where it came from. Needs jsoup. */
final class HtmlFormat {
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?\\s*([\\w.:-]+)");

    /** Where browsers, too, look for the character set. */
    private static final int HEAD_BYTES = 1024;

    private HtmlFormat() {}

    static Document.Builder parse(String id, byte[] content) {
        DecodedText decoded = DecodedText.of(id, content, charset(content));
        org.jsoup.nodes.Document html =
                Parser.htmlParser().setTrackPosition(true).parseInput(decoded.text(), "");
        HtmlText text = new HtmlText(decoded.text(), decoded.byteOrderMark() ? 1 : 0);
        html.body().filter(text);
        return Document.builder(id, text.text())
                .mediaType(FileFormat.HTML.mediaType())
                .title(title(id, html))
                .sourceMap(text.sourceMap());
    }

    private static String charset(byte[] content) {
        int length = Math.min(content.length, HEAD_BYTES);
        Matcher matcher = CHARSET.matcher(new String(content, 0, length, StandardCharsets.ISO_8859_1));
        if (!matcher.find()) {
            return "UTF-8";
        }
        String name = matcher.group(1);
        // Whoever could read this in ASCII was not reading UTF-16.
        return name.toLowerCase(Locale.ROOT).startsWith("utf-16") ? "UTF-8" : name;
    }

    private static String title(String id, org.jsoup.nodes.Document html) {
        if (!html.title().isBlank()) {
            return html.title();
        }
        Element heading = html.selectFirst("h1");
        return heading == null || heading.text().isBlank() ? TextFormat.nameOf(id) : heading.text();
    }
}
