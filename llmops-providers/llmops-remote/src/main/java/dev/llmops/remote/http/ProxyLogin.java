package dev.llmops.remote.http;

import dev.llmops.remote.Credentials;
import okhttp3.Authenticator;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** Answers a proxy that asks for a name and a password, once. */
record ProxyLogin(String user, Credentials password) implements Authenticator {
    private static final String HEADER = "Proxy-Authorization";

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) {
        if (response.request().header(HEADER) != null) {
            return null;
        }
        String secret = password.secret(HttpTransport.proxyScope());
        return response.request()
                .newBuilder()
                .header(HEADER, okhttp3.Credentials.basic(user, secret))
                .build();
    }

    @Override
    public String toString() {
        return "ProxyLogin";
    }
}
