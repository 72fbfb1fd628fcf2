package lightrag.http.error;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import lightrag.api.ConflictException;
import lightrag.api.DeniedException;
import lightrag.api.InvalidInputException;
import lightrag.api.LightRagException;
import lightrag.api.ModelFailureException;
import lightrag.api.NotFoundException;
import lightrag.api.OverloadedException;
import lightrag.api.StorageFailureException;
import lightrag.api.TooLargeException;
import lightrag.api.UnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each kind of failure and its status; the compiler knows that none is missing. */
@Provider
public final class LightRagErrorMapper implements ExceptionMapper<LightRagException> {
    private static final Logger LOG = LoggerFactory.getLogger(LightRagErrorMapper.class);

    /** A chunking choice that can't work is a malformed request to clients, not a wrong value. */
    private static final String CHUNKING = "chunking";

    @Override
    public Response toResponse(LightRagException failure) {
        return switch (failure) {
            case InvalidInputException e ->
                    ErrorBody.response(e.field().startsWith(CHUNKING) ? 422 : 400, text(e));
            case NotFoundException e -> ErrorBody.response(404, text(e));
            case ConflictException e -> ErrorBody.response(409, text(e));
            case TooLargeException e -> ErrorBody.response(413, text(e));
            case DeniedException e -> ErrorBody.response(403, text(e));
            case OverloadedException e -> ErrorBody.retriable(429, text(e), e.retryAfter());
            case UnavailableException e -> ErrorBody.retriable(503, text(e), e.retryAfter());
            case ModelFailureException e -> internal(e);
            case StorageFailureException e -> internal(e);
        };
    }

    private static String text(LightRagException failure) {
        return String.valueOf(failure.getMessage());
    }

    /** Providers' and stores' messages are for operators, not for clients. */
    private static Response internal(LightRagException failure) {
        String id = ErrorBody.newErrorId();
        LOG.error("request failed (error_id: {})", id, failure);
        return ErrorBody.internal(id);
    }
}
