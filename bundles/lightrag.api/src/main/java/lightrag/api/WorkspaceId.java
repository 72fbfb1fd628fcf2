package lightrag.api;

import java.util.regex.Pattern;

/**
 * Name of a workspace: 1 to 64 characters of {@code [A-Za-z0-9_.-]}, no leading dot or dash.
 * Anything else is refused, never rewritten, since two names must never become one. The name is
 * also the folder's name.
 */
public record WorkspaceId(String value) implements Comparable<WorkspaceId> {

    /**
     * What is accepted; {@code ..} can not occur at the start and is no path element within one
     * segment.
     */
    public static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");

    public WorkspaceId {
        if (!SYNTAX.matcher(value).matches()) {
            throw new InvalidInputException(
                    "workspace",
                    "Workspace names have 1 to 64 characters of A-Z a-z 0-9 _ . - and start with a letter, digit or _.");
        }
    }

    @Override
    public int compareTo(WorkspaceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
