package lightrag.spi.model;

import java.util.Optional;

/**
 * What identifies a model, in caches and in a workspace's metadata. @param host base URL, absent
 * for local ones
 */
public record ModelInfo(String binding, Optional<String> host, String model) {}
