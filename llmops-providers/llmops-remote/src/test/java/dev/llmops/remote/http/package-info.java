/** Tests of sending and receiving, and a transport that answers from memory. */
@NullMarked
package dev.llmops.remote.http;

import org.jspecify.annotations.NullMarked;
