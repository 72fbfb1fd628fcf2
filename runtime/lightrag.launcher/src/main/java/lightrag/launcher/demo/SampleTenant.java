package lightrag.launcher.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lightrag.launcher.json.JsonText;

/**
 * A tenant of the demonstration.
 *
 * @param workspace also the name of its folder of samples
 * @param files to upload, by name
 */
public record SampleTenant(String workspace, String apiKey, List<Path> files) {

    /**
     * The users of a file that have a folder of samples.
     *
     * @throws IOException a file can't be read
     */
    public static List<SampleTenant> read(Path usersFile, Path samples) throws IOException {
        List<SampleTenant> tenants = new ArrayList<>();
        for (Object entry :
                JsonText.list(JsonText.readObject(usersFile).getOrDefault("users", List.of()))) {
            var user = JsonText.object(entry);
            Path folder = samples.resolve(String.valueOf(user.get("workspace")));
            if (Files.isDirectory(folder)) {
                tenants.add(
                        new SampleTenant(
                                String.valueOf(user.get("workspace")),
                                String.valueOf(user.get("api_key")),
                                files(folder)));
            }
        }
        return tenants;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
