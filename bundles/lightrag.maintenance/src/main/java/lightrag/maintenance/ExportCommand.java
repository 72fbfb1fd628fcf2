package lightrag.maintenance;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import lightrag.api.ExportFormat;
import lightrag.api.InvalidInputException;
import lightrag.api.LightRag;
import lightrag.tenant.control.RagManager;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code export}: writes a workspace's knowledge graph to a file. */
@Component(service = ToIntFunction.class, property = WorkspaceCommand.NAME + "export")
public final class ExportCommand extends WorkspaceCommand {

    @Activate
    public ExportCommand(@Reference RagManager manager) {
        super(manager);
    }

    @Override
    int run(LightRag rag, Arguments arguments, PrintStream out) {
        Path file = Path.of(arguments.required("file"));
        String name = arguments.text("format").orElseGet(() -> suffix(file));
        ExportFormat format =
                ExportFormat.of(name)
                        .orElseThrow(
                                () ->
                                        new InvalidInputException(
                                                "format",
                                                "There is no format '"
                                                        + name
                                                        + "'; use one of "
                                                        + ExportFormat.names()
                                                        + "."));
        try (OutputStream target = new BufferedOutputStream(Files.newOutputStream(file))) {
            rag.export(format, target);
        } catch (IOException e) {
            throw new InvalidInputException("file", file + " can't be written: " + e.getMessage());
        }
        out.println("Written to " + file + ".");
        return 0;
    }

    private static String suffix(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
