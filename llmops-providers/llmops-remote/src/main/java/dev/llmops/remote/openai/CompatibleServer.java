package dev.llmops.remote.openai;

import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.remote.chat.ChatDialect;
import dev.llmops.remote.wire.ModelTable;
import java.util.List;

/**
 * A server that speaks OpenAI's chat completions: where it is, where its key is, and how it differs. Immutable.
 *
 * <p>The constants are servers whose differences are known; {@link #of} is any other. A server of
 * one's own is reached with {@link #at}:
 *
 * <pre>{@code
 * CompatibleServer server = CompatibleServer.VLLM.at("https://models.example.org/v1");
 * }</pre>
 */
public final class CompatibleServer {
    /** Groq; options in {@link GroqOptions}. */
    public static final CompatibleServer GROQ =
            new CompatibleServer(CompatibleDialects.groq(), "https://api.groq.com/openai/v1", "GROQ_API_KEY");

    /** OpenRouter; options in {@link OpenRouterOptions}. */
    public static final CompatibleServer OPENROUTER =
            new CompatibleServer(CompatibleDialects.openRouter(), "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY");

    /** DeepSeek. */
    public static final CompatibleServer DEEPSEEK =
            new CompatibleServer(CompatibleDialects.deepSeek(), "https://api.deepseek.com", "DEEPSEEK_API_KEY");

    /** Together. */
    public static final CompatibleServer TOGETHER =
            new CompatibleServer(CompatibleDialects.together(), "https://api.together.xyz/v1", "TOGETHER_API_KEY");

    /** Fireworks. */
    public static final CompatibleServer FIREWORKS = new CompatibleServer(
            CompatibleDialects.fireworks(), "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY");

    /** Cerebras. */
    public static final CompatibleServer CEREBRAS =
            new CompatibleServer(CompatibleDialects.cerebras(), "https://api.cerebras.ai/v1", "CEREBRAS_API_KEY");

    /** xAI. */
    public static final CompatibleServer XAI =
            new CompatibleServer(CompatibleDialects.xai(), "https://api.x.ai/v1", "XAI_API_KEY");

    /** Z.ai. */
    public static final CompatibleServer ZAI =
            new CompatibleServer(CompatibleDialects.zai(), "https://api.z.ai/api/paas/v4", "ZAI_API_KEY");

    /** Gemini by way of its compatible endpoint; {@code GeminiClient} offers more. */
    public static final CompatibleServer GEMINI = new CompatibleServer(
            CompatibleDialects.gemini(), "https://generativelanguage.googleapis.com/v1beta/openai", "GEMINI_API_KEY");

    /** vLLM on this machine; options in {@link VllmOptions}. */
    public static final CompatibleServer VLLM =
            new CompatibleServer(CompatibleDialects.vllm(), "http://localhost:8000/v1", "");

    /** The server of llama.cpp on this machine; options in {@link LlamaCppOptions}. */
    public static final CompatibleServer LLAMA_CPP =
            new CompatibleServer(CompatibleDialects.llamaCpp(), "http://localhost:8080/v1", "");

    /** Text Generation Inference on this machine, by way of its messages endpoint. */
    public static final CompatibleServer TGI =
            new CompatibleServer(CompatibleDialects.tgi(), "http://localhost:8080/v1", "");

    /** SGLang on this machine. */
    public static final CompatibleServer SGLANG =
            new CompatibleServer(CompatibleDialects.sglang(), "http://localhost:30000/v1", "");

    /** The server of the transformers library on this machine. */
    public static final CompatibleServer TRANSFORMERS_SERVE =
            new CompatibleServer(CompatibleDialects.transformersServe(), "http://localhost:8000/v1", "");

    /** LM Studio on this machine. */
    public static final CompatibleServer LM_STUDIO =
            new CompatibleServer(CompatibleDialects.lmStudio(), "http://localhost:1234/v1", "");

    private final ChatDialect dialect;
    private final String baseUri;
    private final String keyVariable;

    private CompatibleServer(ChatDialect dialect, String baseUri, String keyVariable) {
        this.dialect = dialect;
        this.baseUri = baseUri;
        this.keyVariable = keyVariable;
    }

    /**
     * {@return a server of which nothing else is known}
     *
     * @param name what to call it in results and failures
     * @param baseUri the address up to where {@code /chat/completions} begins, such as {@code https://host/v1}
     */
    public static CompatibleServer of(String name, String baseUri) {
        String own = Require.nonBlank(name, "name");
        return new CompatibleServer(CompatibleDialects.unknown(own), Require.nonBlank(baseUri, "baseUri"), "");
    }

    /** {@return the servers that are known by name, without those that need an account in their address} */
    public static List<CompatibleServer> all() {
        return List.of(
                GROQ,
                OPENROUTER,
                DEEPSEEK,
                TOGETHER,
                FIREWORKS,
                CEREBRAS,
                XAI,
                ZAI,
                GEMINI,
                VLLM,
                LLAMA_CPP,
                TGI,
                SGLANG,
                TRANSFORMERS_SERVE,
                LM_STUDIO);
    }

    /** {@return Snowflake Cortex of an account, such as {@code "myorg-myaccount"}} */
    public static CompatibleServer snowflake(String account) {
        return new CompatibleServer(
                CompatibleDialects.snowflake(),
                "https://" + Require.nonBlank(account, "account") + ".snowflakecomputing.com/api/v2/cortex/v1",
                "SNOWFLAKE_TOKEN");
    }

    /** {@return the name in results and failures} */
    public String name() {
        return dialect.provider();
    }

    /** {@return the address up to where {@code /chat/completions} begins} */
    public String baseUri() {
        return baseUri;
    }

    /** {@return the environment variable of the key; empty for servers that need none} */
    public String keyVariable() {
        return keyVariable;
    }

    /** {@return the same kind of server at another address} */
    public CompatibleServer at(String newBaseUri) {
        return new CompatibleServer(dialect, Require.nonBlank(newBaseUri, "newBaseUri"), keyVariable);
    }

    /** {@return this server with its key in an environment variable} */
    public CompatibleServer keyIn(String variable) {
        return new CompatibleServer(dialect, baseUri, Require.nonBlank(variable, "variable"));
    }

    ChatDialect dialect() {
        return dialect;
    }

    ModelTable models() {
        return CompatibleDialects.hasTable(name()) ? ModelTable.of(name()) : ModelTable.empty(name(), Locality.REMOTE);
    }

    /** Shows name and address. */
    @Override
    public String toString() {
        return "CompatibleServer[" + name() + " at " + baseUri + "]";
    }
}
