package dev.llmops.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    private static TemplateException refusal(String source) {
        return refusal(source, Map.of());
    }

    private static TemplateException refusal(String source, Map<String, Object> data) {
        return catchThrowableOfType(
                TemplateException.class, () -> Template.parse(source).render(data));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "x + 1 § 'x' is undefined",
                "{}.a.b § 'dict object' has no attribute 'a'",
                "[1][5] + 1 § list object has no element 5",
                "none.x.y § 'None' has no attribute 'x'",
                "'a' + 1 § can only concatenate str (not \"int\") to str",
                "'a' + {} § can only concatenate str (not \"dict\") to str",
                "1 + 'a' § unsupported operand type(s) for +: 'int' and 'str'",
                "1 < 'a' § '<' not supported between instances of 'int' and 'str'",
                "1 / 0 § division by zero",
                "1 in 'a' § 'in <string>' requires string as left operand, not int",
                "none | list § 'NoneType' object is not iterable",
                "5 | length § object of type 'int' has no len()",
                "[1] | map('upper') | length § object of type 'generator' has no len()",
                "'a'() § 'str' object is not callable",
                "[1].append(2) § access to attribute 'append' of 'list' object is unsafe.",
                "{}.update({}) § access to attribute 'update' of 'dict' object is unsafe.",
                "''.__class__.__mro__ § access to attribute '__class__' of 'str' object is unsafe.",
                "x | tojson § Object of type Undefined is not JSON serializable",
                "'a' | nothing § No filter named 'nothing'.",
                "'a' is nothing § No test named 'nothing'.",
                "1 + § unexpected 'end of print statement'",
                "(1 § unexpected '}': another bracket is open",
            })
    void saysWhatPythonSays(String expression, String problem) {
        TemplateException refusal = refusal("{{ " + expression + " }}");

        assertThat(refusal.problem()).isEqualTo(problem);
        assertThat(refusal.line()).isEqualTo(1);
        assertThat(refusal.isRaised()).isFalse();
        assertThat(refusal).hasMessage("Line 1: " + problem);
    }

    @Test
    void whatATemplateRaisesIsToldInItsOwnWords() {
        TemplateException refusal = refusal("a\n{{ raise_exception('Roles must alternate') }}");

        assertThat(refusal).hasMessage("Roles must alternate");
        assertThat(refusal.isRaised()).isTrue();
        assertThat(refusal.line()).isEqualTo(2);
    }

    @Test
    void namesTheLineOfTheTagThatFails() {
        assertThat(refusal("a\n\n{{ x.y }}\n").line()).isEqualTo(3);
        assertThat(refusal("a\n{% for x in [1] %}\n{{ x }}\n{{ x.a.b }}\n{% endfor %}")
                        .line())
                .isEqualTo(4);
        assertThat(refusal("{# a\nb #}\n{% nope %}").line()).isEqualTo(3);
        assertThat(refusal("{% macro m() %}\n{{ 1 }}\n{% endmacro %}\n{{ m() + 1 }}")
                        .line())
                .isEqualTo(4);
        assertThat(refusal("\n{{ 'a' !! }}").line()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% if x %}",
                "{% endif %}",
                "{{ x",
                "{% for x in %}{% endfor %}",
                "{# x",
                "{% raw %}",
                "{% set 1 = 2 %}",
                "{% include 'x' %}",
                "{% import 'x' as y %}",
                "{% extends 'x' %}",
                "{% from 'x' import y %}",
                "{{ 'x }}",
                "{% break %}",
                "{{ f(a=1, 2) }}",
                "{{ f(*a, *b) }}",
                "{% macro m(a=1, b) %}{% endmacro %}",
                "{{ 1 is is }}",
                "{{ a b }}",
                "{{ ] }}",
                "{{ '\\xg1' }}",
                "{% call x %}{% endcall %}",
                "{%",
                "{{ }}",
                "{{ x. }}",
                "{{ ! }}"
            })
    void refusesWhatIsNotInTheLanguage(String source) {
        assertThatThrownBy(() -> Template.parse(source)).isInstanceOf(TemplateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ 'a' * 1000000000 }}",
                "{{ [0] * 1000000000 }}",
                "{{ range(1000000000) }}",
                "{{ 10 ** (10 ** 10) }}",
                "{{ 'a' | center(1000000000) }}",
                "{{ 'a\nb' | indent(1000000000) }}",
                "{{ 'a'.ljust(1000000000) }}",
                "{{ '%1000000000d' % 1 }}",
                "{{ '{:1000000000}'.format(1) }}",
                "{{ 2 ** 99999 }}",
                "{{ 'a'.zfill(1000000000) }}",
                "{{ [1] | batch(1000000000, 0) | list }}",
                "{{ [] | slice(1000000000) | list }}",
                "{{ [1] | tojson(indent=1000000000) }}",
                "{{ 2 ** (99 ** 99) }}",
                "{{ '\t'.expandtabs(1000000000) }}",
                "{% set ns = namespace(x='ab') %}{% for i in range(100) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
                "{% set ns = namespace(x='ab') %}{% for i in range(100) %}{% set ns.x = ns.x.replace('', 'abc') %}{% endfor %}",
                "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}",
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
                "{% set ns = namespace(x=[]) %}{% for i in range(9999) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}",
                "{% set ns = namespace(x=[]) %}{% for i in range(9999) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x | tojson }}",
                "{% for x in [[]] recursive %}{{ loop([x]) }}{% endfor %}",
            })
    void refusesToGrowWithoutBound(String source) {
        TemplateException refusal = refusal(source);

        assertThat(refusal).isNotNull();
        assertThat(refusal.problem()).isNotBlank();
    }

    @Test
    void refusesDeepNestingWithoutOverflow() {
        for (String each : List.of("(", "[", "{'a':", "-", "not ", "f(", "a[", "1 if 1 else ", "+")) {
            assertThat(refusal("{{ " + each.repeat(20_000) + " }}")).as(each).isNotNull();
        }
        assertThat(refusal("{% if 1 %}".repeat(20_000))).isNotNull();
        assertThat(refusal("{{ 1" + " + 1".repeat(20_000) + " }}")).isNotNull();
        assertThat(refusal("{{ x" + ".a".repeat(20_000) + " }}")).isNotNull();
        assertThat(refusal("{{ x" + "|list".repeat(20_000) + " }}")).isNotNull();
    }

    @Test
    void refusesDataThatContainsItself() {
        List<Object> list = new ArrayList<>();
        list.add(list);

        assertThat(refusal("{{ x }}", Map.of("x", list)).problem()).contains("contains itself");
    }

    @Test
    void refusesObjectsOfOtherClasses() {
        assertThat(refusal("{{ x }}", Map.of("x", new Object())).problem()).contains("java.lang.Object");
    }

    @Test
    void boundsComeFromTheOptions() {
        TemplateOptions few = TemplateOptions.builder().steps(100).build();
        TemplateOptions options =
                TemplateOptions.builder().outputCharacters(10).depth(5).build();

        assertThatThrownBy(() -> Template.parse("{% for x in range(200) %}{% endfor %}", few)
                        .render(Map.of()))
                .hasMessageContaining("more than 100 steps");
        assertThatThrownBy(() ->
                        Template.parse("{{ 'aaaaaa' }}{{ 'bbbbbb' }}", options).render(Map.of()))
                .hasMessageContaining("12 long; 10 is allowed");
        assertThatThrownBy(() -> Template.parse("{{ ((((((1)))))) }}", options))
                .hasMessageContaining("more than 5 deep");
    }

    @Test
    void strictTemplatesRefuseWhatIsUndefined() {
        TemplateOptions options = TemplateOptions.builder().strictUndefined().build();

        assertThatThrownBy(() -> Template.parse("{{ x }}", options).render(Map.of()))
                .hasMessage("Line 1: 'x' is undefined");
        assertThatThrownBy(() ->
                        Template.parse("{% for a in x %}{% endfor %}", options).render(Map.of()))
                .isInstanceOf(TemplateException.class);
        assertThat(Template.parse("{{ x is defined }}{{ x | default(1) }}", options)
                        .render(Map.of()))
                .isEqualTo("False1");
    }

    @Test
    void messagesDoNotRepeatWhatUsersWrote() {
        String secret = "my very private question, with a name in it";

        assertThat(refusal("{{ {}[m] + 1 }}", Map.of("m", secret)).getMessage()).doesNotContain("private");
        assertThat(refusal("{{ m + 1 }}", Map.of("m", secret)).getMessage()).doesNotContain("private");
        assertThat(refusal("{{ [1].index(m) }}", Map.of("m", secret)).getMessage())
                .doesNotContain("private");
        assertThat(refusal("{{ m | format }}", Map.of("m", "%d " + secret)).getMessage())
                .doesNotContain("private");
    }

    @Test
    void functionsThatFailEndTheRenderingWithTheirCause() {
        TemplateFunction broken = (arguments, named) -> {
            throw new IllegalStateException("no");
        };

        TemplateException refusal = refusal("{{ f() }}", Map.of("f", broken));

        assertThat(refusal).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(refusal.problem()).contains("IllegalStateException");
    }

    @Test
    void randomNeedsAGenerator() {
        assertThat(refusal("{{ [1] | random }}").problem()).contains("random generator");
        TemplateOptions options =
                TemplateOptions.builder().random(new Random(1)).build();
        assertThat(Template.parse("{{ [7] | random }}", options).render(Map.of()))
                .isEqualTo("7");
    }
}
