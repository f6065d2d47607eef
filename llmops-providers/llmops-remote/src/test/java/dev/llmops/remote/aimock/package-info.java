/**
 * All clients against aimock, a server of another maker that plays many providers on loopback. Not part of the default
 * build: the Maven profile {@code integration} runs what is here.
 */
@NullMarked
package dev.llmops.remote.aimock;

import org.jspecify.annotations.NullMarked;
