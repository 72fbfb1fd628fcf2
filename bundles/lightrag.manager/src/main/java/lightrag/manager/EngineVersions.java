package lightrag.manager;

import java.util.Comparator;
import org.osgi.framework.Version;

/** Order of engine versions; what is no version comes before all others. */
final class EngineVersions {

    static final Comparator<String> ASCENDING = Comparator.comparing(EngineVersions::parse);

    private EngineVersions() {}

    private static Version parse(String text) {
        try {
            // Maven writes 1.2.3-RC1 where OSGi writes 1.2.3.RC1.
            return Version.parseVersion(text.replace('-', '.'));
        } catch (IllegalArgumentException e) {
            return Version.emptyVersion;
        }
    }
}
