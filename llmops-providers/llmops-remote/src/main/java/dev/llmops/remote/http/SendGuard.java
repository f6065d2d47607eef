package dev.llmops.remote.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Keeps the HTTP library from repeating a request that was answered.
 *
 * <p>It would repeat a 408, and a 503 whose {@code Retry-After} is zero, by itself. Both depend on
 * that header being a whole number, so it is replaced by one that is not; waits are read as decimals
 * further up, and {@link #NO_WAIT} is dropped.
 */
final class SendGuard implements Interceptor {
    static final String NO_WAIT = "-";

    @Override
    public Response intercept(Chain chain) throws IOException {
        Sending sending = chain.request().tag(Sending.class);
        if (sending != null) {
            sending.beforeSend();
        }
        Response response = chain.proceed(chain.request());
        if (sending != null && response.code() == 407) {
            sending.refusedByProxy();
        }
        if (response.code() != 408 && response.code() != 503) {
            return response;
        }
        String wait = response.header("Retry-After");
        if (wait == null) {
            return response.newBuilder().header("Retry-After", NO_WAIT).build();
        }
        return wait.matches("\\d+")
                ? response.newBuilder().header("Retry-After", wait + ".0").build()
                : response;
    }
}
