package lightrag.http.error;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Anything nobody thought of: the log gets all, the client gets a name for it. */
@Provider
public final class UnexpectedErrorMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedErrorMapper.class);

    @Override
    public Response toResponse(Throwable failure) {
        String id = ErrorBody.newErrorId();
        LOG.error("unexpected failure (error_id: {})", id, failure);
        return ErrorBody.internal(id);
    }
}
