package lightrag.gateway;

import lightrag.spi.model.ModelSettings;

/** Which model of which binding; equal choices share one open model. */
record ModelChoice(String binding, ModelSettings settings) {

    ProviderKey provider() {
        return new ProviderKey(binding, settings.host(), settings.apiKey());
    }
}
