package lightrag.admin;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The description of all routes here, in OpenAPI 3.1: made from their annotations, so that it can't
 * fall behind them.
 */
final class AdminDocument {

    private static final List<Class<? extends Annotation>> METHODS =
            List.of(GET.class, POST.class, PUT.class, DELETE.class);

    private final RecordSchema schemas = new RecordSchema();
    private final Map<String, Map<String, Object>> paths = new TreeMap<>();

    /**
     * @param routes resource classes
     */
    static Map<String, Object> of(List<Class<?>> routes) {
        AdminDocument document = new AdminDocument();
        routes.forEach(document::add);
        return document.document();
    }

    private Map<String, Object> document() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("openapi", "3.1.0");
        all.put("info", Map.of("title", "LightRAG on OSGi: operations", "version", "1"));
        all.put("paths", paths);
        all.put(
                "components",
                Map.of(
                        "schemas",
                        schemas.schemas(),
                        "securitySchemes",
                        Map.of(
                                "key",
                                Map.of("type", "apiKey", "in", "header", "name", "X-API-Key"),
                                "token",
                                Map.of("type", "http", "scheme", "bearer"))));
        all.put("security", List.of(Map.of("key", List.of()), Map.of("token", List.of())));
        return all;
    }

    private void add(Class<?> resource) {
        String base = resource.getAnnotation(Path.class).value();
        for (Method method : resource.getDeclaredMethods()) {
            verb(method).ifPresent(verb -> add(base, verb, method));
        }
    }

    private static Optional<String> verb(Method method) {
        return METHODS.stream()
                .filter(method::isAnnotationPresent)
                .map(type -> type.getSimpleName().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private void add(String base, String verb, Method method) {
        String own =
                Optional.ofNullable(method.getAnnotation(Path.class)).map(Path::value).orElse("");
        String path = AdminApplication.BASE + segment(base) + segment(own);
        paths.computeIfAbsent(path, name -> new TreeMap<>()).put(verb, operation(method));
    }

    private static String segment(String text) {
        String bare = text.replaceAll("^/+|/+$", "").replaceAll("\\{(\\w+):[^}]*}", "{$1}");
        return bare.isEmpty() ? "" : "/" + bare;
    }

    private Map<String, Object> operation(Method method) {
        Optional<Described> described = Optional.ofNullable(method.getAnnotation(Described.class));
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", method.getName());
        operation.put("summary", described.map(Described::summary).orElse(method.getName()));
        operation.put("parameters", parameters(method));
        described
                .map(Described::body)
                .filter(body -> !body.isEmpty())
                .ifPresent(body -> operation.put("requestBody", body(body)));
        operation.put("responses", responses(described.map(Described::answer)));
        return operation;
    }

    private static List<Object> parameters(Method method) {
        List<Object> parameters = new ArrayList<>();
        for (var parameter : method.getParameters()) {
            Optional.ofNullable(parameter.getAnnotation(PathParam.class))
                    .ifPresent(at -> parameters.add(parameter(at.value(), "path", true)));
            Optional.ofNullable(parameter.getAnnotation(QueryParam.class))
                    .ifPresent(at -> parameters.add(parameter(at.value(), "query", false)));
        }
        return parameters;
    }

    private static Map<String, Object> parameter(String name, String in, boolean required) {
        return Map.of(
                "name", name, "in", in, "required", required, "schema", Map.of("type", "string"));
    }

    private static Map<String, Object> body(String body) {
        return body.startsWith("{")
                ? content("application/json", Map.of("type", "object", "description", body))
                : content(body, Map.of("type", "string", "format", "binary"));
    }

    private static Map<String, Object> content(String type, Map<String, Object> schema) {
        return Map.of("content", Map.of(type, Map.of("schema", schema)));
    }

    private Map<String, Object> responses(Optional<Class<?>> answer) {
        Map<String, Object> done = new LinkedHashMap<>();
        done.put("description", "Done");
        answer.ifPresent(
                type ->
                        done.putAll(
                                content(
                                        type == String.class ? "text/plain" : "application/json",
                                        schemas.of(type))));
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put("200", done);
        responses.put("401", Map.of("description", "The caller is not known"));
        responses.put("403", Map.of("description", "The caller is no admin"));
        responses.put(
                "default", Map.of("description", "Refused; the field detail or message says why"));
        return responses;
    }
}
