package dev.llmops.remote.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.remote.openai.OpenAiResponsesOptions.Include;
import dev.llmops.remote.responses.ResponsesProtocol;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiResponsesOptionsTest {
    @Test
    void writesNothingThatIsNotSet() {
        assertThat(added(OpenAiResponsesOptions.builder().build())).isEqualTo(json("{}"));
        assertThat(added(OpenAiOptions.builder().build())).isEqualTo(json("{}"));
    }

    @Test
    void writesEveryOption() {
        OpenAiResponsesOptions options = OpenAiResponsesOptions.builder()
                .previousResponse("resp_1")
                .conversation("conv_1")
                .background()
                .truncation(OpenAiResponsesOptions.Truncation.AUTO)
                .include(Include.SEALED_REASONING)
                .include(Include.FILE_SEARCH_RESULTS)
                .maxToolCalls(4)
                .prompt("pmpt_1", "2", Map.of("city", "Paris"))
                .reasoningSummary(OpenAiResponsesOptions.Summary.DETAILED)
                .earlierThoughts(OpenAiResponsesOptions.Thoughts.ALL_TURNS)
                .build();

        assertThat(added(options))
                .isEqualTo(json("{'previous_response_id':'resp_1','conversation':'conv_1','background':true,"
                        + "'stream':true,'truncation':'auto',"
                        + "'include':['reasoning.encrypted_content','file_search_call.results'],'max_tool_calls':4,"
                        + "'prompt':{'id':'pmpt_1','version':'2','variables':{'city':'Paris'}},"
                        + "'reasoning':{'summary':'detailed','context':'all_turns'}}"));
    }

    @Test
    void writesTheNewestVersionOfAPromptWithoutVariables() {
        OpenAiResponsesOptions options =
                OpenAiResponsesOptions.builder().prompt("pmpt_1", "", Map.of()).build();

        assertThat(added(options)).isEqualTo(json("{'prompt':{'id':'pmpt_1'}}"));
    }

    @Test
    void joinsReasoningWithThePortableOption() {
        GenerationOptions.Builder options = GenerationOptions.builder()
                .reasoning(new ReasoningOptions(ReasoningOptions.Effort.HIGH, 0, true))
                .providerOptions(OpenAiResponsesOptions.builder()
                        .reasoningSummary(OpenAiResponsesOptions.Summary.CONCISE)
                        .build());

        assertThat(added(options).path("reasoning")).isEqualTo(json("{'effort':'high','summary':'concise'}"));
    }

    @Test
    void writesToolsOfOpenAiBeforeThoseOfTheApplication() {
        GenerationOptions.Builder options = GenerationOptions.builder()
                .tools(List.of(ToolSpec.of("late", "", "{}"), ToolSpec.of("early", "", "{}")))
                .providerOptions(OpenAiResponsesOptions.builder()
                        .tool(OpenAiTool.toolSearch())
                        .tool(OpenAiTool.webSearch())
                        .deferred("late")
                        .build());

        assertThat(added(options).path("tools"))
                .isEqualTo(json("[{'type':'tool_search'},{'type':'web_search'},{'type':'function','name':'late',"
                        + "'parameters':{},'strict':false,'defer_loading':true},{'type':'function','name':'early',"
                        + "'parameters':{},'strict':false}]"));
    }

    @Test
    void writesOptionsThatBothApisHave() {
        OpenAiOptions options = OpenAiOptions.builder()
                .serviceTier(OpenAiOptions.ServiceTier.FLEX)
                .store(true)
                .verbosity(OpenAiOptions.Verbosity.LOW)
                .safetyIdentifier("user-7")
                .member("context_management", "[{\"type\":\"compaction\"}]")
                .build();

        assertThat(added(options))
                .isEqualTo(json("{'service_tier':'flex','store':true,'text':{'verbosity':'low'},"
                        + "'safety_identifier':'user-7','context_management':[{'type':'compaction'}]}"));
    }

    @Test
    void writesEveryTool() {
        assertTool(OpenAiTool.webSearch(), "{'type':'web_search'}");
        assertTool(
                OpenAiTool.webSearch(OpenAiTool.ContextSize.LOW, "example.org"),
                "{'type':'web_search','search_context_size':'low','filters':{'allowed_domains':['example.org']}}");
        assertTool(
                OpenAiTool.fileSearch("vs_1", "vs_2").with("max_num_results", "5"),
                "{'type':'file_search','vector_store_ids':['vs_1','vs_2'],'max_num_results':5}");
        assertTool(OpenAiTool.codeInterpreter(), "{'type':'code_interpreter','container':{'type':'auto'}}");
        assertTool(OpenAiTool.codeInterpreter("cntr_1"), "{'type':'code_interpreter','container':'cntr_1'}");
        assertTool(OpenAiTool.imageGeneration(), "{'type':'image_generation'}");
        assertTool(
                OpenAiTool.mcp("docs", "https://example.org/mcp", OpenAiTool.Approval.NEVER),
                "{'type':'mcp','server_label':'docs','server_url':'https://example.org/mcp',"
                        + "'require_approval':'never'}");
        assertTool(OpenAiTool.custom("sql", "Runs SQL."), "{'type':'custom','name':'sql','description':'Runs SQL.'}");
        assertTool(OpenAiTool.toolSearch(), "{'type':'tool_search'}");
        assertTool(OpenAiTool.raw("{\"type\":\"local_shell\"}"), "{'type':'local_shell'}");
    }

    @Test
    void refusesToolsThatAreNone() {
        assertThatThrownBy(() -> OpenAiTool.raw("[]")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> OpenAiTool.raw("{}")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> OpenAiTool.webSearch().with("filters", "{")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void showsNoLoginOfATool() {
        OpenAiTool tool = OpenAiTool.mcp("docs", "https://example.org/mcp", OpenAiTool.Approval.NEVER)
                .with("authorization", "\"secret-token\"");

        assertThat(tool).hasToString("OpenAiTool[mcp]");
        assertThat(OpenAiResponsesOptions.builder().tool(tool).build().toString())
                .doesNotContain("secret-token");
    }

    private static void assertTool(OpenAiTool tool, String expected) {
        assertThat(added(OpenAiResponsesOptions.builder().tool(tool).build()).path("tools"))
                .isEqualTo(json("[" + expected + "]"));
    }

    private static ObjectNode added(ProviderOptions options) {
        return added(GenerationOptions.builder().providerOptions(options));
    }

    private static ObjectNode added(GenerationOptions.Builder options) {
        Encoding encoding = new Encoding(ModelInfo.builder("openai", "gpt-5.2").build(), false, false);
        ObjectNode body = new ResponsesProtocol(OpenAiDialects.responses("openai"))
                .encode(ModelRequest.of("Hello").withOptions(options.build()), encoding)
                .body();
        body.remove(List.of("model", "input"));
        return body;
    }

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"'));
    }
}
