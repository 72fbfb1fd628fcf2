package lightrag.webui.brand;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * An object of the manifest and where it is, for messages.
 *
 * @param at for instance {@code locales.de}
 */
record Manifest(JsonNode node, String at) {

    /**
     * @throws BrandException it is no object
     */
    static Manifest of(JsonNode node, String at) throws BrandException {
        if (!node.isObject()) {
            throw new BrandException(at + " has to be an object");
        }
        return new Manifest(node, at);
    }

    /** Refuses misspelt names, which would be silently without effect. */
    Manifest only(Set<String> required, Set<String> optional) throws BrandException {
        Set<String> unknown = new TreeSet<>(node.propertyNames());
        unknown.removeAll(required);
        unknown.removeAll(optional);
        Set<String> missing = new TreeSet<>(required);
        missing.removeAll(node.propertyNames());
        if (!unknown.isEmpty() || !missing.isEmpty()) {
            throw new BrandException(at + ": unknown " + unknown + ", missing " + missing);
        }
        return this;
    }

    boolean has(String name) {
        return node.has(name);
    }

    Manifest object(String name) throws BrandException {
        return of(node.path(name), path(name));
    }

    JsonNode value(String name) {
        return node.path(name);
    }

    /** A text; empty for null or nothing. */
    Optional<String> text(String name) throws BrandException {
        JsonNode value = node.path(name);
        if (value.isNull() || value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw new BrandException(path(name) + " has to be a text");
        }
        return Optional.of(value.stringValue());
    }

    /** As {@link #text}, but not blank where given. */
    Optional<String> wording(String name) throws BrandException {
        Optional<String> text = text(name);
        if (text.isPresent() && text.get().isBlank()) {
            throw new BrandException(path(name) + " is blank");
        }
        return text;
    }

    String required(String name) throws BrandException {
        return wording(name)
                .orElseThrow(() -> new BrandException(path(name) + " has to be a text"));
    }

    String path(String name) {
        return at + "." + name;
    }
}
