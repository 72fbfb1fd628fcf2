package lightrag.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import lightrag.rest.json.Json;
import lightrag.rest.validation.InvalidRequestException;

/** 422 with one item a problem. */
@Provider
public final class InvalidRequestMapper implements ExceptionMapper<InvalidRequestException> {

    @Override
    public Response toResponse(InvalidRequestException invalid) {
        return Json.response(
                422,
                json -> {
                    json.writeStartObject();
                    json.writeArrayPropertyStart("detail");
                    invalid.problems().forEach(problem -> problem.writeTo(json));
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }
}
