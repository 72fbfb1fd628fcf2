package lightrag.maintenance;

import java.util.Map;
import java.util.Optional;
import lightrag.api.InvalidInputException;
import lightrag.api.WorkspaceId;

/** Arguments of a command by name, as the launcher hands them over. */
record Arguments(Map<String, String> values) {
    Arguments {
        values = Map.copyOf(values);
    }

    WorkspaceId workspace() {
        return new WorkspaceId(required("workspace"));
    }

    String required(String name) {
        return text(name)
                .orElseThrow(
                        () ->
                                new InvalidInputException(
                                        name, "The argument " + name + " is missing."));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    boolean flag(String name) {
        return text(name).filter("true"::equals).isPresent();
    }
}
