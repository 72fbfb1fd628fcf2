package lightrag.tenant.control;

import java.time.Instant;

/**
 * What could not be taken out of memory of an engine version that was refused or replaced, since a
 * thread in its code does not end. Once that ends it goes by itself; else with the process.
 *
 * @param call what the thread was to do: {@code start}, {@code stop}, …
 * @param since when the thread was told to end
 */
public record LeftBehind(String version, String call, Instant since) {}
