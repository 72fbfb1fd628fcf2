package lightrag.rest.validation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where in a request a value stands: {@code body} or {@code query}, then names and indexes. */
public final class Location {
    public static final Location BODY = new Location(null, "body");
    public static final Location QUERY = new Location(null, "query");

    private final @Nullable Location parent;
    private final Object step;

    private Location(@Nullable Location parent, Object step) {
        this.parent = parent;
        this.step = step;
    }

    /**
     * One step further in.
     *
     * @param step name (String) or index (Integer)
     */
    public Location at(Object step) {
        return new Location(this, step);
    }

    /** The steps from the root; names are String, indexes Integer. */
    public List<Object> steps() {
        List<Object> steps = new ArrayList<>(4);
        for (Location location = this; location != null; location = location.parent) {
            steps.add(location.step);
        }
        Collections.reverse(steps);
        return List.copyOf(steps);
    }

    boolean inBody() {
        Location location = this;
        while (location.parent != null) {
            location = location.parent;
        }
        return location.step.equals("body");
    }
}
