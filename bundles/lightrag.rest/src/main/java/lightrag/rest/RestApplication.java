package lightrag.rest;

import jakarta.servlet.Servlet;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import lightrag.api.LightRag;
import lightrag.rest.document.DocumentRoutes;
import lightrag.rest.document.PipelineRoutes;
import lightrag.rest.document.RepairRoutes;
import lightrag.rest.document.RoomFilter;
import lightrag.rest.document.UploadRoutes;
import lightrag.rest.graph.CustomGraphRoutes;
import lightrag.rest.graph.ExportRoutes;
import lightrag.rest.graph.GraphEditRoutes;
import lightrag.rest.graph.GraphRoutes;
import lightrag.rest.graph.SubgraphRoutes;
import lightrag.rest.json.JsonRequestReader;
import lightrag.rest.ollama.OllamaRoutes;
import lightrag.rest.query.QueryRoutes;
import lightrag.rest.query.QueryStreamRoutes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** All routes of the contract, for whoever runs JAX-RS applications. */
@Component(
        service = Application.class,
        configurationPid = "lightrag.rest",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class RestApplication extends Application {

    private final PageEntries pages = new PageEntries();
    private final Set<Object> singletons;
    private volatile RestConfig config;

    @Activate
    public RestApplication(@Reference LightRag rag, RestConfig config) {
        this.config = config;
        singletons =
                Set.of(
                        new JsonRequestReader(),
                        new InvalidRequestMapper(),
                        new RootRoutes(this::config, pages),
                        new HealthRoutes(rag, this::config, pages),
                        new DocumentRoutes(rag),
                        new UploadRoutes(
                                rag,
                                () -> config().max_upload_size(),
                                () -> config().max_texts_per_request()),
                        new RoomFilter(rag),
                        new PipelineRoutes(rag),
                        new RepairRoutes(rag),
                        new QueryRoutes(rag),
                        new QueryStreamRoutes(rag),
                        new GraphRoutes(rag),
                        new SubgraphRoutes(rag),
                        new GraphEditRoutes(rag),
                        new ExportRoutes(rag),
                        new CustomGraphRoutes(rag),
                        new OllamaRoutes(
                                rag,
                                () -> config().ollama_emulating_model_name(),
                                () -> config().ollama_emulating_model_tag()));
    }

    /**
     * Takes new limits and titles over without replacing a route: whoever runs the routes need not
     * restart.
     */
    @Modified
    void modified(RestConfig changed) {
        config = changed;
    }

    @Reference(
            service = Servlet.class,
            target = "(" + PageEntries.PROPERTY + "=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    public void addPage(Map<String, Object> properties) {
        pages.add(properties);
    }

    void removePage(Map<String, Object> properties) {
        pages.remove(properties);
    }

    private RestConfig config() {
        return config;
    }

    /** Instances, since each has what it needs already; JAX-RS has no other way to pass them. */
    @Override
    @SuppressWarnings("deprecation")
    public Set<Object> getSingletons() {
        return singletons;
    }
}
