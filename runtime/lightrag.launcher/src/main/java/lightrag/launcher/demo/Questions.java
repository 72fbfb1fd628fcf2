package lightrag.launcher.demo;

import java.util.List;
import java.util.Map;

/** What the sample tenants ask, by workspace. */
final class Questions {

    private static final Map<String, List<String>> BY_WORKSPACE =
            Map.of(
                    "whaling",
                    List.of(
                            "Why does Captain Ahab hunt the white whale Moby Dick?",
                            "How do the heads of the Sperm Whale and the Right Whale differ?"),
                    "congress",
                    List.of(
                            "What does President Lincoln propose about slavery and compensated emancipation?",
                            "What does President Grant report about the Alabama claims and the tribunal at Geneva?"));

    private Questions() {}

    static List<String> of(SampleTenant tenant) {
        return BY_WORKSPACE.getOrDefault(
                tenant.workspace(), List.of("What are these documents about?"));
    }
}
