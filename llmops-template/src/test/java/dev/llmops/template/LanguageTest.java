package dev.llmops.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
    private static String render(String source) {
        return Template.parse(source).render(Map.of());
    }

    private static String value(String expression) {
        return render("{{ " + expression + " }}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            ignoreLeadingAndTrailingWhitespace = true,
            quoteCharacter = '`',
            value = {
                "true § True",
                "none § None",
                "1.0 § 1.0",
                "1e16 § 1e+16",
                "0.1 + 0.2 § 0.30000000000000004",
                "1 / 2 § 0.5",
                "-7 // 2 § -4",
                "-7 % 3 § 2",
                "7 % -3 § -2",
                "2 ** 100 § 1267650600228229401496703205376",
                "9223372036854775807 + 1 § 9223372036854775808",
                "2 ** -1 § 0.5",
                "true + 1 § 2",
                "1 == 1.0 == true § True",
                "1 < 2 < 3 and not 3 < 2 § True",
                "'a' in 'cat' and 'x' not in ['y'] § True",
                "0 or 'x' § x",
                "'' and 'x' or [] § []",
                "'ab' * 3 ~ 1 § ababab1",
                "[1, 'a', none, {'k': (1,)}] § [1, 'a', None, {'k': (1,)}]",
                "\"it's\" | list | length § 4",
                "[\"it's\", '\\n\\u00a0é'] § [\"it's\", '\\n\\xa0é']",
                "{1: 'a', true: 'b'} § {1: 'b'}",
                "(1, 2) + (3,) § (1, 2, 3)",
                "'x' if false § ``",
                "not x is defined § True",
                "3 is odd and 4 is divisibleby 2 § True",
                "'%s has %05.1f%% of %(x)s' is string § True",
                "'%-5s|%+d|%x' % ('a', 5, 255) § a    |+5|ff",
                "'{0:>5}|{x:.2f}|{1!r}'.format('a', 'b', x=2) § `    a|2.00|'b'`",
                "[3, 1, 2] | sort | first § 1",
                "range(5, 0, -2) | list § [5, 3, 1]",
                "10 | filesizeformat § 10 Bytes",
                "2.675 | round(2) § 2.67",
                "' 42 ' | int + 1 § 43",
                "'0x1f' | int(base=16) § 31",
                "1234567.891 | round(1) § 1234567.9",
            })
    void expressionsHavePythonsValues(String expression, String printed) {
        assertThat(value(expression)).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "'0123456789'[::-2] § 97531",
                "'0123456789'[2:-1:3] § 258",
                "'a😀b'[1] § 😀",
                "'a😀b'|length § 3",
                "[1, 2, 3][-1] § 3",
                "[1, 2, 3][5:] § []",
                "' xxhixx '.strip().strip('x') § hi",
                "'a,b,,c'.split(',', 2) § ['a', 'b', ',c']",
                "'  a b '.split() § ['a', 'b']",
                "'a b c'.rsplit(' ', 1) § ['a b', 'c']",
                "'a\\r\\nb\\n'.splitlines() § ['a', 'b']",
                "'aaa'.replace('a', 'b', 2) § bba",
                "'hello world'.title() § Hello World",
                "'ÉCOLE'.capitalize() § École",
                "'straße'.upper() § STRASSE",
                "'abc'.startswith(('x', 'a')) § True",
                "'abcabc'.find('c', 3) § 5",
                "'a😀c'.find('c') § 2",
                "'7'.zfill(3) ~ '-7'.zfill(4) § 007-007",
                "'k=v=w'.partition('=') § ('k', '=', 'v=w')",
                "'-'.join(['a', 'b']) § a-b",
                "{'a': 1}.get('b', 2) § 2",
                "{'a': 1}.items() § dict_items([('a', 1)])",
                "[1, 2, 1].count(1) § 2",
                "'12'.isdigit() and not '1a'.isdigit() § True",
            })
    void methodsAndSlicesCountCodePoints(String expression, String printed) {
        assertThat(value(expression)).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "[1, 2, 3, 4] | select('even') | list § [2, 4]",
                "['a', 'B'] | map('upper') | join('+') § A+B",
                "[{'n': 2}, {'n': 1}] | sort(attribute='n') | map(attribute='n') | list § [1, 2]",
                "[{'n': 2}, {}] | map(attribute='n', default=0) | sum § 2",
                "[{'r': 'u'}, {'r': 's'}] | rejectattr('r', 'equalto', 's') | list § [{'r': 'u'}]",
                "['b', 'A', 'B'] | unique | list § ['b', 'A']",
                "['b', 'A'] | sort § ['A', 'b']",
                "{'b': 1, 'A': 2} | dictsort § [('A', 2), ('b', 1)]",
                "[1, 2, 3] | batch(2, 0) | list § [[1, 2], [3, 0]]",
                "[1, 2, 3] | slice(2) | list § [[1, 2], [3]]",
                "[{'a': 1, 'b': 2}, {'a': 1, 'b': 3}] | groupby('a') | list § [(1, [{'a': 1, 'b': 2}, {'a': 1, 'b': 3}])]",
                "'a\\nb' | indent(2, first=true) § `  a\n  b`",
                "'one two three' | truncate(9, leeway=0) § one...",
                "'one two three' | wordwrap(7) § `one two\nthree`",
                "'<a href=\"x\">' | escape § &lt;a href=&#34;x&#34;&gt;",
                "{'b': [1, {}], 'a': 'é'} | tojson § {\"b\": [1, {}], \"a\": \"é\"}",
                "{'b': 1, 'a': [2]} | tojson(indent=1, sort_keys=true) § `{\n \"a\": [\n  2\n ],\n \"b\": 1\n}`",
                "'é' | tojson(ensure_ascii=true) § \"\\u00e9\"",
                "missing | default('d') ~ ('' | default('e', true)) § de",
                "'a b&c/d' | urlencode § a%20b%26c/d",
                "[1, 2] | last ~ 'xyz' | first § 2x",
                "'%s-%s' | format(1, 2) § 1-2",
            })
    void filtersDoWhatJinjasDo(String expression, String printed) {
        assertThat(value(expression)).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "a <b>c</b> d § a c d",
                "a<!-- <b> -->c <!-- d § ac <!-- d",
                "1 < 2 and <b § 1 < 2 and <b",
                "a &lt; b &amp;amp; &#x41; § a < b &amp; A",
                "<><i>  x   y</i> § x y",
            })
    void tagsCommentsAndEntitiesAreTakenOut(String text, String left) {
        assertThat(Template.parse("{{ x | striptags }}").render(Map.of("x", text)))
                .isEqualTo(left);
    }

    @Test
    @Timeout(30)
    void tagsThatNeverEndAreLookedAtOnce() {
        String open = "<!-- ".repeat(400_000);

        String left = Template.parse("{{ x | striptags }}").render(Map.of("x", open));

        assertThat(left).hasSize(open.length() - 1);
    }

    @Test
    void whiteSpaceAroundTagsGoesAsInChatTemplates() {
        assertThat(render("a\n  {% if true %}\n  b\n  {% endif %}\nc\n")).isEqualTo("a\n  b\nc");
        assertThat(render("a \n {%- if true -%} \n b {%- endif +%}\nc")).isEqualTo("ab\nc");
        assertThat(render("  {%+ if true %}x{% endif %}")).isEqualTo("  x");
        assertThat(render("  {# note #}\nx {{- 1 -}} y")).isEqualTo("x1y");
        assertThat(render("{% raw %}{{ x }}{% endraw %}{{ '%}' }}")).isEqualTo("{{ x }}%}");
        assertThat(render("{{ {'a': {'b': 1}}['a']}}")).isEqualTo("{'b': 1}");
    }

    @Test
    void optionsTurnTheTrimmingOff() {
        TemplateOptions options =
                TemplateOptions.builder().trimBlocks(false).lstripBlocks(false).build();

        assertThat(Template.parse(" {% if true %}\nx{% endif %}", options).render(Map.of()))
                .isEqualTo(" \nx");
    }

    @Test
    void loopsKnowWhereTheyAre() {
        assertThat(render("{% for x in 'abc' %}{{ loop.index }}{{ x }}{{ loop.revindex0 }}{{ ',' if not loop.last }}"
                        + "{% endfor %}"))
                .isEqualTo("1a2,2b1,3c0");
        assertThat(render("{% for x in [1, 1, 2] %}{{ loop.changed(x) }}{{ loop.cycle('o', 'e') }} {% endfor %}"))
                .isEqualTo("Trueo Falsee Trueo ");
        assertThat(render("{% for x in [1, 2] %}[{{ loop.previtem }}|{{ loop.nextitem }}]{% endfor %}"))
                .isEqualTo("[|2][1|]");
        assertThat(render("{% for k, v in {'a': 1}.items() if v > 5 %}x{% else %}none{% endfor %}"))
                .isEqualTo("none");
        assertThat(render("{% for x in range(9) %}{% if x == 1 %}{% continue %}{% elif x > 3 %}{% break %}{% endif %}"
                        + "{{ x }}{% endfor %}"))
                .isEqualTo("023");
        assertThat(render("{% for x in [1, [2, [3]]] recursive %}{{ loop.depth if x is number else loop(x) }}"
                        + "{% endfor %}"))
                .isEqualTo("123");
    }

    @Test
    void namesSetInLoopsDoNotLeakButNamespacesDo() {
        assertThat(render("{% set x = 1 %}{% for y in [2] %}{% set x = y %}{{ x }}{% endfor %}{{ x }}"))
                .isEqualTo("21");
        assertThat(render("{% set ns = namespace(n=0) %}{% for y in [2, 3] %}{% set ns.n = ns.n + y %}{% endfor %}"
                        + "{{ ns.n }}"))
                .isEqualTo("5");
        assertThat(render("{% if true %}{% set x = 1 %}{% endif %}{{ x }}")).isEqualTo("1");
        assertThat(render("{% with a = 1, b = 2 %}{{ a + b }}{% endwith %}{{ a }}"))
                .isEqualTo("3");
        assertThat(render("{% set a, (b, c) = 1, [2, 3] %}{{ a }}{{ b }}{{ c }}"))
                .isEqualTo("123");
    }

    @Test
    void aNameThatIsSetLaterHidesTheCallersValueFromLoopsBeforeAsInJinja() {
        Map<String, String> data = Map.of("s", "given");

        assertThat(Template.parse("{% for x in [1] %}{{ s }}{% endfor %}{% set s = 1 %}{{ s }}")
                        .render(data))
                .isEqualTo("1");
        assertThat(Template.parse("{{ s }}{% for x in [1] %}{{ s }}{% endfor %}{% set s = 1 %}")
                        .render(data))
                .isEqualTo("givengiven");
        assertThat(Template.parse("{% for x in [1] %}{{ s }}{% endfor %}{% if x %}{% set s = 1 %}{% endif %}")
                        .render(data))
                .isEqualTo("given");
        assertThat(render("{% set s = 0 %}{% for x in [1, 2] %}{% for y in [1] %}{{ s }}{% endfor %}{% set s = x %}"
                        + "{% endfor %}"))
                .isEqualTo("00");
    }

    @Test
    void macrosTakeDefaultsMoreArgumentsAndCallers() {
        assertThat(render("{% macro m(a, b=a ~ '!') %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}{{ m(1, b=2) }}"))
                .isEqualTo("11!12");
        assertThat(render("{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, x=3) }}"))
                .isEqualTo("1(2,){'x': 3}");
        assertThat(render("{% macro m() %}<{{ caller(5) }}>{% endmacro %}{% call(x) m() %}{{ x }}{% endcall %}"))
                .isEqualTo("<5>");
        assertThat(render("{% macro m(a, b) %}{{ a }}{{ b }}{% endmacro %}{{ m(*[1], **{'b': 2}) }}"))
                .isEqualTo("12");
        assertThat(render("{% macro f(n) %}{{ n }}{{ f(n - 1) if n else '' }}{% endmacro %}{{ f(3) }}"))
                .isEqualTo("3210");
    }

    @Test
    void blocksOfTextGoThroughFilters() {
        assertThat(render("{% filter upper | trim %} a {% endfilter %}")).isEqualTo("A");
        assertThat(render("{% set x | upper %}a{{ 1 }}{% endset %}{{ x }}")).isEqualTo("A1");
        assertThat(
                        render(
                                "{% generation %}{{ 'x' }}{% endgeneration %}{% autoescape true %}{{ '<' }}{% endautoescape %}"))
                .isEqualTo("x<");
        assertThat(render("{% block title %}t{% endblock %}")).isEqualTo("t");
    }

    @Test
    void javasValuesBecomePythons() {
        record City(String name, int people) {}
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("v", Arrays.asList(1, 2L, 1.5f, null, true, 'c', Thread.State.NEW, new BigDecimal("2.50")));
        data.put("city", new City("Ulm", 126_000));
        data.put("big", BigInteger.TEN.pow(20));
        data.put("array", new int[] {1, 2});

        assertThat(Template.parse("{{ v }}{{ city }}{{ city.name }}{{ big + 1 }}{{ array[1] }}")
                        .render(data))
                .isEqualTo("[1, 2, 1.5, None, True, 'c', 'NEW', 2.5]{'name': 'Ulm', 'people': 126000}Ulm"
                        + "1000000000000000000012");
    }

    @Test
    void functionsOfTheCallerAreCalled() {
        TemplateOptions options = TemplateOptions.builder()
                .function("twice", (arguments, named) -> List.of(arguments, named))
                .filter("shout", (arguments, named) -> arguments.get(0) + "!")
                .test("tiny", (arguments, named) -> arguments.get(0) instanceof Long n && n < 3)
                .build();
        TemplateFunction variable = (arguments, named) -> arguments.size();

        assertThat(Template.parse(
                                "{{ twice(1, none, k=[2]) }}{{ 'a' | shout }}{{ [1, 9] | select('tiny') | list }}"
                                        + "{{ v(1, 2) }}",
                                options)
                        .render(Map.of("v", variable)))
                .isEqualTo("[[1, None], {'k': [2]}]a![1]2");
    }

    @Test
    void tellsWhichVariablesItReads() {
        Template template = Template.parse(
                "{% set ns = namespace() %}{% if tools is not defined %}{% set tools = none %}"
                        + "{% endif %}{% for m in messages %}{{ m.role ~ loop.index }}{% endfor %}{% macro f(a) %}{{ a ~ bos }}"
                        + "{% endmacro %}{% if x %}{% set y = 1 %}{% else %}{% set y = 2 %}{% endif %}{{ y }}{{ range(2) }}");

        assertThat(template.variables()).containsExactlyInAnyOrder("tools", "messages", "bos", "x");
    }

    @Test
    void javascriptsDialectPrintsJson() {
        TemplateOptions options =
                TemplateOptions.builder().dialect(Dialect.JAVASCRIPT).build();

        assertThat(Template.parse(
                                "{{ true }}{{ [1, none] }}{{ none }}{{ [1, 2] | select('odd') | length }}"
                                        + "{{ 'a' ~ {'k': false} }}",
                                options)
                        .render(Map.of()))
                .isEqualTo("true[1, null]1a{\"k\": false}");
    }

    @Test
    void theSameTemplateRendersFromManyThreads() {
        Template template = Template.parse("{% set ns = namespace(n=0) %}{% for x in range(n) %}"
                + "{% set ns.n = ns.n + x %}{% endfor %}{{ ns.n }}");

        List<String> sums = IntStream.range(0, 200)
                .parallel()
                .mapToObj(n -> template.render(Map.of("n", n)))
                .toList();

        assertThat(sums).hasSize(200);
        for (int n = 0; n < 200; n++) {
            assertThat(sums.get(n)).isEqualTo(String.valueOf(n * (n - 1) / 2));
        }
    }
}
