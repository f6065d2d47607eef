/** Clients over TLS, with certificates that the tests make for themselves. */
@NullMarked
package dev.llmops.remote.tls;

import org.jspecify.annotations.NullMarked;
