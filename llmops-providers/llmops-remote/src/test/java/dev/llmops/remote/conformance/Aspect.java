package dev.llmops.remote.conformance;

/** What is checked of recorded traffic; a column of the table. */
enum Aspect {
    /** A stream gives the same events and the same result however it is cut. */
    STREAMS,
    /** A stream that is cut anywhere is a failure, unless nothing is missing. */
    CUTS,
    /** A stream adds up to what others derived from it. */
    AGGREGATES,
    /** An answer that came whole decodes. */
    ANSWERS,
    /** An error has the class and retryability of its status and text. */
    ERRORS,
    /** The request, read into the library's terms and written again, is the one that was sent. */
    REQUESTS,
    /** An answer that is sent back as history has lost nothing. */
    ROUND_TRIPS
}
