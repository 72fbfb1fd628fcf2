package lightrag.manager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import lightrag.api.WorkspaceId;
import lightrag.manager.disk.DurableProperties;
import lightrag.tenant.control.FleetPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plan on disk. It is exchanged as a whole, so that a kill at any moment leaves the plan before
 * or the plan after.
 */
final class PlanFile {

    private static final Logger LOG = LoggerFactory.getLogger(PlanFile.class);
    private static final String ASSIGNED = "assigned.";

    private final Path file;

    PlanFile(Path file) {
        this.file = file;
    }

    /** Empty when there is none; an unreadable one counts as none, since the server must start. */
    FleetPlan read() {
        Properties lines = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            lines.load(in);
            return plan(lines);
        } catch (java.nio.file.NoSuchFileException e) {
            return FleetPlan.EMPTY;
        } catch (IOException | RuntimeException e) {
            LOG.error("{} can't be read: the highest engine version serves", file, e);
            return FleetPlan.EMPTY;
        }
    }

    private static FleetPlan plan(Properties lines) {
        Map<WorkspaceId, String> assigned = new HashMap<>();
        for (String name : lines.stringPropertyNames()) {
            if (name.startsWith(ASSIGNED)) {
                assigned.put(
                        new WorkspaceId(name.substring(ASSIGNED.length())),
                        lines.getProperty(name));
            }
        }
        return new FleetPlan(
                Optional.ofNullable(lines.getProperty("active")),
                Optional.ofNullable(lines.getProperty("previous")),
                assigned,
                Optional.ofNullable(lines.getProperty("share.version"))
                        .map(
                                version ->
                                        new FleetPlan.Share(
                                                version,
                                                Integer.parseInt(
                                                        lines.getProperty("share.percent")))),
                Boolean.parseBoolean(lines.getProperty("unconfirmed")));
    }

    /** On disk when this returns. */
    void write(FleetPlan plan) {
        Properties lines = new Properties();
        plan.active().ifPresent(version -> lines.setProperty("active", version));
        plan.previous().ifPresent(version -> lines.setProperty("previous", version));
        if (plan.unconfirmed()) {
            lines.setProperty("unconfirmed", "true");
        }
        plan.assigned()
                .forEach(
                        (workspace, version) ->
                                lines.setProperty(ASSIGNED + workspace.value(), version));
        plan.share()
                .ifPresent(
                        share -> {
                            lines.setProperty("share.version", share.version());
                            lines.setProperty("share.percent", "" + share.percent());
                        });
        try {
            Files.createDirectories(file.getParent());
            DurableProperties.replace(file, lines, "which engine version serves which workspace");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be written", e);
        }
    }
}
