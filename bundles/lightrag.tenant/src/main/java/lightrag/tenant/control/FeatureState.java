package lightrag.tenant.control;

import java.util.List;

/**
 * @param installed whether all of its bundles are there
 * @param bundles coordinates, in the order of its file
 */
public record FeatureState(
        String name, String description, boolean installed, List<String> bundles) {

    public FeatureState {
        bundles = List.copyOf(bundles);
    }
}
