package lightrag.http.edge;

import jakarta.servlet.Filter;
import java.util.List;
import lightrag.http.HttpConfig;

/** The edge filters in the order in which the whiteboard runs them. */
public final class EdgeFilters {
    private EdgeFilters() {}

    public static List<Filter> all(HttpConfig config) {
        return List.of(
                new RequestIdFilter(),
                new AccessLogFilter(config),
                new FailureFilter(),
                new CorsFilter(config),
                new BodyLimitFilter(config));
    }
}
