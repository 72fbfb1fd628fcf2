package lightrag.gateway;

import java.util.Optional;

/** What a provider counts calls by: an address and the key that pays. */
record ProviderKey(String binding, Optional<String> host, Optional<String> apiKey) {

    /** Without the key. */
    @Override
    public String toString() {
        return binding + host.map(address -> " at " + address).orElse("");
    }
}
