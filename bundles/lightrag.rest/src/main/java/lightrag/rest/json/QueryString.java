package lightrag.rest.json;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import lightrag.rest.validation.Location;
import lightrag.rest.validation.Schema;
import lightrag.rest.validation.Values;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads query parameters by the same schemas as bodies. */
public final class QueryString {
    private QueryString() {}

    /** Of a repeated parameter the last counts. */
    public static Values read(UriInfo uri, Schema schema) {
        MultivaluedMap<String, String> parameters = uri.getQueryParameters();
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        parameters.forEach((name, values) -> object.put(name, values.getLast()));
        return schema.require(object, Location.QUERY);
    }
}
