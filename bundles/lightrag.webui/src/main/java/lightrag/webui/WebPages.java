package lightrag.webui;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts both entries under their paths, as far as their pages exist, and the operator's texts. */
@Component(
        service = WebPages.class,
        immediate = true,
        configurationPid = "lightrag.webui",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class WebPages {
    private static final Logger LOG = LoggerFactory.getLogger(WebPages.class);

    /** Service property that tells the routers which entries there are. */
    private static final String PAGE = "lightrag.page";

    private final List<ServiceRegistration<Servlet>> servlets = new ArrayList<>();

    @Activate
    public WebPages(BundleContext context, WebUiConfig config) {
        PageFiles files = files(context, config);
        PageSettings settings = PageSettings.of(config);
        for (Entry entry : List.of(Entry.WEBUI, Entry.WORKSPACE)) {
            if (files.find(entry.page()).isPresent()) {
                register(
                        context,
                        settings.prefix(),
                        "/" + entry.name() + "/*",
                        Map.of(PAGE, entry.name()),
                        new PageServlet(entry, files, settings));
            } else {
                LOG.warn("there is no {}, so that /{}/ shows nothing", entry.page(), entry.name());
            }
        }
        register(
                context,
                settings.prefix(),
                BrandServlet.PATH + "/*",
                Map.of(),
                new BrandServlet(BrandSource.of(config), config));
    }

    /**
     * A folder that is not there leaves the server without pages, not with others than asked for.
     */
    private static PageFiles files(BundleContext context, WebUiConfig config) {
        if (config.webui_dir().isBlank()) {
            Instant installed = Instant.ofEpochMilli(context.getBundle().getLastModified());
            return new BundledFiles(installed.truncatedTo(ChronoUnit.SECONDS));
        }
        try {
            PageFiles files = new FolderFiles(Path.of(config.webui_dir()));
            LOG.info("pages come from {}", config.webui_dir());
            return files;
        } catch (IOException e) {
            LOG.error("LIGHTRAG_WEBUI_DIR can't be read: {}", e.getMessage());
            return path -> Optional.empty();
        }
    }

    private void register(
            BundleContext context,
            String prefix,
            String pattern,
            Map<String, Object> more,
            Servlet servlet) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put(
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN,
                prefix.isEmpty()
                        ? new String[] {pattern}
                        : new String[] {pattern, prefix + pattern});
        servlets.add(
                context.registerService(
                        Servlet.class, servlet, FrameworkUtil.asDictionary(properties)));
    }

    /** Pages are not taken away from under those who read them. */
    @Modified
    void modified() {
        LOG.warn("titles and folders of lightrag.webui change at the next start");
    }

    @Deactivate
    void deactivate() {
        servlets.forEach(ServiceRegistration::unregister);
    }
}
