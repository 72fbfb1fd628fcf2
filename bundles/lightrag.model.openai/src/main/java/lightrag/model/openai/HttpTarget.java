package lightrag.model.openai;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import lightrag.api.InvalidInputException;

/**
 * Where a model is and how to speak to it.
 *
 * @param apiKey sent as a bearer token; never part of a message
 * @param timeout of one try
 * @param keyVariable and {@code hostVariable}: what an operator sets, for messages
 */
record HttpTarget(
        URI uri,
        Optional<String> apiKey,
        Duration timeout,
        String hostVariable,
        String keyVariable) {

    /** Statuses that pass by themselves; 409 is a lock within the provider. */
    private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429);

    /** Reported with status 429, yet lasting until someone pays. */
    private static final Set<String> SPENT = Set.of("insufficient_quota", "budget_exceeded");

    /**
     * @param host base URL, with or without a last slash
     * @throws InvalidInputException the host is no http or https URL
     */
    static HttpTarget of(
            String host,
            String path,
            Optional<String> apiKey,
            Duration timeout,
            String hostVariable,
            String keyVariable) {
        String base = host.strip().replaceAll("/+$", "");
        try {
            URI uri = URI.create(base + path);
            if (Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null) {
                return new HttpTarget(uri, apiKey, timeout, hostVariable, keyVariable);
            }
        } catch (IllegalArgumentException e) {
            throw unusable(hostVariable);
        }
        throw unusable(hostVariable);
    }

    private static InvalidInputException unusable(String variable) {
        return new InvalidInputException("host", "Set " + variable + " to an http or https URL.");
    }

    HttpRequest request(byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .header("User-Agent", "lightrag-osgi")
                        .POST(BodyPublishers.ofByteArray(body));
        apiKey.ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request.build();
    }

    /** For people: without user, query or path. */
    String shown() {
        return uri.getScheme()
                + "://"
                + uri.getHost()
                + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** What a status other than 200 means for the call. */
    AttemptFailure refusal(int status, HttpHeaders headers, byte[] body) {
        String said = withoutKey(ErrorBody.message(body));
        String message =
                shown()
                        + " answered "
                        + status
                        + (said.isEmpty() ? "" : " (" + said + ")")
                        + advice(status);
        if (status == 429 && SPENT.stream().anyMatch(said::contains)) {
            return AttemptFailure.lasting(message);
        }
        // A damaged body is reported as 400 and passes; a wrong one is reported the same way but
        // for other reasons.
        if (status >= 500
                || PASSING.contains(status)
                || (status == 400 && said.contains("could not parse"))) {
            return AttemptFailure.passing(message, retryAfter(headers));
        }
        return AttemptFailure.lasting(message);
    }

    /** A failure told within a reply of status 200. */
    AttemptFailure refusal(String said) {
        return AttemptFailure.passing(shown() + " reported a failure (" + withoutKey(said) + ").");
    }

    private String withoutKey(String said) {
        return apiKey.filter(key -> !key.isEmpty())
                .map(key -> said.replace(key, "***"))
                .orElse(said);
    }

    private String advice(int status) {
        return switch (status) {
            case 401, 403 -> ". Check " + keyVariable + ".";
            case 404 -> ". Check " + hostVariable + " and the model's name.";
            case 301, 302, 307, 308 -> ". Set " + hostVariable + " to the address it moved to.";
            default -> ".";
        };
    }

    private static Optional<Duration> retryAfter(HttpHeaders headers) {
        return headers.firstValue("retry-after-ms")
                .flatMap(HttpTarget::number)
                .map(millis -> Duration.ofNanos((long) (millis * 1e6)))
                .or(() -> headers.firstValue("retry-after").flatMap(HttpTarget::secondsOrDate));
    }

    private static Optional<Duration> secondsOrDate(String value) {
        return number(value)
                .map(seconds -> Duration.ofNanos((long) (seconds * 1e9)))
                .or(() -> date(value));
    }

    private static Optional<Double> number(String value) {
        try {
            double number = Double.parseDouble(value.strip());
            return Double.isFinite(number) && number >= 0 && number < 1e6
                    ? Optional.of(number)
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> date(String value) {
        try {
            Instant at = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip(), Instant::from);
            Duration left = Duration.between(Instant.now(), at);
            return left.isNegative() ? Optional.empty() : Optional.of(left);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "HttpTarget[" + shown() + "]";
    }
}
