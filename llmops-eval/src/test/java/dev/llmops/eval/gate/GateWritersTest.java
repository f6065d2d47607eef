package dev.llmops.eval.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class GateWritersTest {
    private static final String HOSTILE = "a\u0007<b>|`]]>&\"\u0000\uD800[x](http://x)\n# y";

    /** What build servers agree on, as a schema: elements, their order, and the attributes that they need. */
    private static final String SCHEMA = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:element name="testsuites"><xs:complexType>
            <xs:sequence><xs:element ref="testsuite" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
            <xs:attribute name="tests" type="xs:integer"/><xs:attribute name="failures" type="xs:integer"/>
            <xs:attribute name="errors" type="xs:integer"/></xs:complexType></xs:element>
          <xs:element name="testsuite"><xs:complexType>
            <xs:sequence>
              <xs:element name="properties" minOccurs="0"><xs:complexType><xs:sequence>
                <xs:element name="property" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
                  <xs:attribute name="name" use="required"/><xs:attribute name="value" use="required"/>
                </xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>
              <xs:element ref="testcase" minOccurs="0" maxOccurs="unbounded"/>
            </xs:sequence>
            <xs:attribute name="name" use="required"/><xs:attribute name="tests" type="xs:integer" use="required"/>
            <xs:attribute name="failures" type="xs:integer" use="required"/>
            <xs:attribute name="errors" type="xs:integer" use="required"/>
            <xs:attribute name="skipped" type="xs:integer"/><xs:attribute name="time" type="xs:decimal"/>
          </xs:complexType></xs:element>
          <xs:element name="testcase"><xs:complexType>
            <xs:choice minOccurs="0">
              <xs:element name="failure" type="problem"/><xs:element name="error" type="problem"/>
              <xs:element name="system-out" type="xs:string"/>
            </xs:choice>
            <xs:attribute name="name" use="required"/><xs:attribute name="classname" use="required"/>
            <xs:attribute name="time" type="xs:decimal"/></xs:complexType></xs:element>
          <xs:complexType name="problem"><xs:simpleContent><xs:extension base="xs:string">
            <xs:attribute name="type" use="required"/><xs:attribute name="message"/>
          </xs:extension></xs:simpleContent></xs:complexType>
        </xs:schema>
        """;

    @Test
    void writesXmlThatBuildServersRead() throws Exception {
        String xml = JUnitXml.of(report(), "release " + HOSTILE);

        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new StreamSource(new StringReader(SCHEMA)))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        Element suite = (Element) document.getElementsByTagName("testsuite").item(0);

        assertThat(suite.getAttribute("tests")).isEqualTo("6");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(6);
        assertThat(document.getElementsByTagName("system-out").getLength()).isEqualTo(1);
        Element failure = (Element) document.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message"))
                .isEqualTo("1 items are worse: "
                        + HOSTILE.replace("\u0007", "\\u0007")
                                .replace("\u0000", "\\u0000")
                                .replace("\uD800", "\\uD800"));
    }

    @Test
    void writesMarkdownInWhichDataStaysData() {
        String text = Markdown.of(report());

        assertThat(text).startsWith("## Gate: FAIL\n\nRun `v1` of `handbook`");
        assertThat(text).contains("| **FAIL** | f1 | every item at least 0.5 |");
        assertThat(text).contains("| **incomparable** | f1 | against the baseline |");
        assertThat(text).doesNotContain("<b>").doesNotContain("[x](").doesNotContain("\n# y");
        assertThat(text.lines().filter(line -> line.startsWith("| ")))
                .hasSize(1 + 6)
                .allSatisfy(
                        line -> assertThat(line.chars().filter(c -> c == '|')).hasSize(5));
    }

    @Test
    void tellsWhichFingerprintsChanged() {
        Results v1 = Runs.of(4, item -> Score.of(1));
        Results v2 = Runs.of("v2", "hash", Runs.F1, 4, 1, (item, repeat) -> Score.of(1));

        String text = Markdown.of(
                Gate.builder().rule(MetricRule.of("f1").notWorse()).build().check(v2, v1));

        assertThat(text).contains("* prompt: `v1` to `v2`").doesNotContain("* model");
    }

    private static GateReport report() {
        Results run = Results.of(
                Runs.info("v1", "h", Runs.F1, 1, 1),
                List.of(new Result(Item.of(HOSTILE, "x"), 0, Output.of("y"), Map.of("f1", Score.of(0)))));
        return Gate.builder()
                .rule(MetricRule.of("f1").everyItem(0.5).notWorse())
                .rule(MetricRule.of("f1").minimum(1).severity(Severity.WARN))
                .build()
                .check(run);
    }
}
