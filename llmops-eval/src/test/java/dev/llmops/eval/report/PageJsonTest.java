package dev.llmops.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "</script><script>alert(1)</script>",
                "<!-- <script>",
                "a & b",
                "line\u2028separator\u2029\n\r\t\b\f\u0000\u001f\u007f\u0085",
                "\"quoted\" \\ back/slash",
                "lone \ud800 high and \udc00 low",
                "\udc00\ud800",
                "pair \ud83d\ude00 and end \ud83d",
                "\ufeff\ufffe\uffff"
            })
    void writesTextThatReadsAsItWas(String text) throws IOException {
        StringWriter out = new StringWriter();

        new PageJson(out).beginArray().value(text).endArray();

        assertThat(JSON.readTree(out.toString()).get(0).asText()).isEqualTo(text);
    }

    @Test
    void writesNothingThatEndsOrOpensMarkup() throws IOException {
        StringWriter out = new StringWriter();

        new PageJson(out).value("</script> <!-- ]]> &lt; \u2028 \u2029 \ud800");

        assertThat(out.toString()).doesNotContain("<", ">", "&", "\u2028", "\u2029", "\ud800");
    }

    @Test
    void writesNumbersShort() throws IOException {
        StringWriter out = new StringWriter();

        new PageJson(out)
                .beginArray()
                .value(1.0)
                .value(0.1)
                .value(-3.0)
                .value(1e300)
                .value(Double.NaN)
                .value(Double.POSITIVE_INFINITY)
                .value(7L)
                .value(true)
                .value(new BigDecimal("0.000000123"))
                .endArray();

        assertThat(out).hasToString("[1,0.1,-3,1.0E300,null,\"Infinity\",7,true,\"0.000000123\"]");
    }

    @Test
    void separatesMembersAndElements() throws IOException {
        StringWriter out = new StringWriter();

        new PageJson(out)
                .beginObject()
                .member("a", 1)
                .name("b")
                .beginArray()
                .beginObject()
                .endObject()
                .value("c")
                .endArray()
                .member("d", false)
                .endObject();

        assertThat(out).hasToString("{\"a\":1,\"b\":[{},\"c\"],\"d\":false}");
    }
}
