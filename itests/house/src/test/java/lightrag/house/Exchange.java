package lightrag.house;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One exchange recorded from the reference: what was sent, and what came back. */
record Exchange(String name, JsonNode request, JsonNode response, Set<String> volatilePointers) {

    private static final Path FOLDER =
            Path.of("../../../shared/contract/golden").toAbsolutePath().normalize();

    /** Headers that clients act on. */
    private static final List<String> HEADERS =
            List.of(
                    "content-type",
                    "location",
                    "cache-control",
                    "vary",
                    "x-accel-buffering",
                    "access-control-allow-origin",
                    "access-control-max-age");

    static List<String> names() {
        assumeTrue(Files.isDirectory(FOLDER), "recorded exchanges are not at hand");
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param prefix the number in front of its name, enough to be the only one
     */
    static Exchange read(String prefix) {
        String name =
                names().stream().filter(each -> each.startsWith(prefix)).findFirst().orElseThrow();
        JsonNode tree = Api.JSON.readTree(FOLDER.resolve(name + ".json").toFile());
        Set<String> pointers = new HashSet<>();
        for (JsonNode mark : tree.path("volatile")) {
            mark.optional("pointer").ifPresent(pointer -> pointers.add(pointer.asString()));
            mark.optional("header")
                    .ifPresent(header -> pointers.add("header " + header.asString()));
        }
        return new Exchange(name, tree.get("request"), tree.get("response"), pointers);
    }

    /**
     * The request for another server.
     *
     * @param replaced texts of the path that belong to the recorded run only
     */
    HttpRequest to(String base, Map<String, String> replaced, Map<String, String> headers) {
        String path = request.get("path").asString();
        for (Map.Entry<String, String> text : replaced.entrySet()) {
            path = path.replace(text.getKey(), text.getValue());
        }
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + path));
        request.path("headers")
                .properties()
                .forEach(
                        header -> builder.setHeader(header.getKey(), header.getValue().asString()));
        BodyPublisher body = body(builder);
        headers.forEach(builder::setHeader);
        return builder.method(request.get("method").asString(), body).build();
    }

    private BodyPublisher body(HttpRequest.Builder builder) {
        if (request.has("json")) {
            builder.setHeader("Content-Type", "application/json");
            return BodyPublishers.ofString(Api.JSON.writeValueAsString(request.get("json")));
        } else if (request.has("form")) {
            builder.setHeader("Content-Type", "application/x-www-form-urlencoded");
            return BodyPublishers.ofString(
                    request.get("form").properties().stream()
                            .map(field -> field.getKey() + "=" + field.getValue().asString())
                            .collect(Collectors.joining("&")));
        } else if (request.has("multipart")) {
            JsonNode file = request.at("/multipart/file");
            builder.setHeader("Content-Type", "multipart/form-data; boundary=exchange");
            return BodyPublishers.ofString(
                    "--exchange\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                            + file.get("filename").asString()
                            + "\"\r\n\r\n"
                            + file.get("content").asString()
                            + "\r\n--exchange--\r\n");
        }
        return BodyPublishers.noBody();
    }

    /** Where an answer differs from the recorded one in anything that clients read. */
    Set<String> differences(HttpResponse<String> actual) {
        Set<String> found = new TreeSet<>();
        int status = response.get("status").asInt();
        if (actual.statusCode() != status) {
            found.add(
                    "%s: status %d instead of %d: %s"
                            .formatted(name, actual.statusCode(), status, actual.body()));
            return found;
        }
        for (String header : HEADERS) {
            response.path("headers")
                    .optional(header)
                    .filter(value -> !volatilePointers.contains("header " + header))
                    .map(value -> compact(value.asString()))
                    .filter(value -> !agrees(header, value, header(actual, header)))
                    .ifPresent(
                            value ->
                                    found.add(
                                            "%s: header %s is %s instead of %s"
                                                    .formatted(
                                                            name,
                                                            header,
                                                            header(actual, header),
                                                            value)));
        }
        new BodyComparison(name, volatilePointers, found)
                .compare(response.path("body"), actual.body());
        return found;
    }

    /** An answer may vary by more, for instance by its compression. */
    private static boolean agrees(String header, String expected, String actual) {
        return header.equals("vary")
                ? Set.of(actual.split(",")).containsAll(Set.of(expected.split(",")))
                : expected.equals(actual);
    }

    private static String header(HttpResponse<String> actual, String name) {
        List<String> values = actual.headers().allValues(name);
        return values.isEmpty() ? "(absent)" : compact(String.join(",", values));
    }

    /** Blanks after separators are the container's taste. */
    private static String compact(String header) {
        return header.replace("; ", ";").replace(", ", ",");
    }
}
