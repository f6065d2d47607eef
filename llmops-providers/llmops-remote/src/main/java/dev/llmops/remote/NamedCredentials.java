package dev.llmops.remote;

/** Credentials that say in words where they are from, and nothing else. */
record NamedCredentials(String origin, Credentials source) implements Credentials {
    @Override
    public String secret(RequestScope scope) {
        return source.secret(scope);
    }

    @Override
    public String toString() {
        return "Credentials[" + origin + "]";
    }
}
