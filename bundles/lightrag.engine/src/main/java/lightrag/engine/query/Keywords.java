package lightrag.engine.query;

import java.util.List;

/** What to search for: themes for relations, names for entities. */
record Keywords(List<String> high, List<String> low) {

    static final Keywords NONE = new Keywords(List.of(), List.of());

    Keywords {
        high = List.copyOf(high);
        low = List.copyOf(low);
    }

    boolean isEmpty() {
        return high.isEmpty() && low.isEmpty();
    }

    String highText() {
        return String.join(", ", high);
    }

    String lowText() {
        return String.join(", ", low);
    }

    /**
     * As reported: split again at commas, so a keyword with a comma comes back as several (rule
     * QY-14).
     */
    static List<String> reported(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(", ", -1));
    }
}
