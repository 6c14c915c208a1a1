package io.beanpod.cli.logs;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What of a log is printed, and how.
 *
 * @param tail only so many lines from the end
 * @param since only lines from this time on, {@code 2026-01-01T00:00:00.123} in UTC without a zone,
 *     so that it compares byte by byte
 * @param timestamps begin every line with its time
 */
public record LogOptions(OptionalLong tail, Optional<String> since, boolean timestamps) {}
