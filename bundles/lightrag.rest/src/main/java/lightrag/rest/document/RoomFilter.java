package lightrag.rest.document;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import lightrag.api.LightRag;

/** Refuses documents for which there is no room before their bodies are read. */
@NeedsRoom
public final class RoomFilter implements ContainerRequestFilter {
    private final LightRag rag;

    public RoomFilter(LightRag rag) {
        this.rag = rag;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        rag.requireRoom(1);
    }
}
