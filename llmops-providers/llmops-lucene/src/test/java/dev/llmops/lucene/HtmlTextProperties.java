package dev.llmops.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.grounding.Document;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for the text of any HTML. */
class HtmlTextProperties {
    private static final String[] PARTS = {
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<h2>",
        "</h2>",
        "<ul>",
        "<li>",
        "</li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "<th>",
        "</table>",
        "<pre>",
        "</pre>",
        "<b>",
        "</b>",
        "<br>",
        "<!-- no -->",
        "<script>if (a<b)</script>",
        "&amp;",
        "&lt",
        "&nbsp;",
        "&#65;",
        "&#x1F600;",
        "&copyright",
        "&unknown;",
        "&",
        "<",
        ">",
        " ",
        "\n",
        "\r\n",
        "\t",
        "word",
        "P-101",
        "😀",
        "é",
        "\0",
        "</nav>",
        "<nav>",
        "<a href='x'>",
        "</a>",
        "<td><p>",
        "<option>",
        "]]>",
        "<svg><text>"
    };

    @Test
    void aKeptCharacterIsTheSameInTheFile() {
        for (long seed = 0; seed < 600; seed++) {
            // Browsers move text out of tables that it does not belong in, and then it has no place in order.
            String html = html(seed).replace("<table>", "<p>");
            Document document = DocumentReader.standard().read("a.html", html.getBytes(StandardCharsets.UTF_8));
            int last = 0;
            for (int i = 0; i < document.text().length(); i++) {
                int start = document.sourceMap().toSourceStart(i);
                int end = document.sourceMap().toSourceEnd(i + 1);
                assertThat(start).as("seed %d at %d", seed, i).isBetween(last, html.length());
                assertThat(end).as("seed %d at %d", seed, i).isBetween(start, html.length());
                last = start;
                if (end == start + 1
                        && Character.isLetterOrDigit(document.text().charAt(i))
                        && html.charAt(start) != '&') {
                    assertThat(html.charAt(start))
                            .as("seed %d at %d", seed, i)
                            .isEqualTo(document.text().charAt(i));
                }
            }
        }
    }

    @Test
    void everyVisibleWordIsKept() {
        for (long seed = 0; seed < 200; seed++) {
            StringBuilder html = new StringBuilder();
            Random random = new Random(seed);
            for (int i = 0; i < 30; i++) {
                String part = PARTS[random.nextInt(16)];
                html.append(part).append("word").append(i).append(' ');
            }
            String text = DocumentReader.standard()
                    .read("a.html", html.toString().getBytes(StandardCharsets.UTF_8))
                    .text();
            for (int i = 0; i < 30; i++) {
                assertThat(text).as("seed %d", seed).contains("word" + i);
            }
        }
    }

    private static String html(long seed) {
        Random random = new Random(seed);
        StringBuilder html = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            html.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return html.toString();
    }
}
