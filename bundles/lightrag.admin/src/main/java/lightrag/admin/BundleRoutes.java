package lightrag.admin;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lightrag.api.InvalidInputException;
import lightrag.tenant.control.Deployment;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Installed bundles, and the way in for new ones. */
@Path("/bundles")
public final class BundleRoutes {

    private static final int UNPROCESSABLE = 422;

    private final BundleContext context;
    private final ControlPlane control;

    BundleRoutes(BundleContext context, ControlPlane control) {
        this.context = context;
        this.control = control;
    }

    record InstalledBundle(long id, String symbolicName, String version, String state) {

        static InstalledBundle of(Bundle bundle) {
            return new InstalledBundle(
                    bundle.getBundleId(),
                    String.valueOf(bundle.getSymbolicName()),
                    bundle.getVersion().toString(),
                    state(bundle.getState()));
        }

        static String state(int state) {
            return switch (state) {
                case Bundle.ACTIVE -> "active";
                case Bundle.INSTALLED -> "installed";
                case Bundle.RESOLVED -> "resolved";
                case Bundle.STARTING -> "starting";
                case Bundle.STOPPING -> "stopping";
                default -> "uninstalled";
            };
        }
    }

    record Bundles(List<InstalledBundle> bundles) {}

    record History(List<Deployment> deployments) {}

    @GET
    @Described(summary = "Installed bundles", answer = Bundles.class)
    public Response bundles() {
        return AdminJson.ok(
                new Bundles(Arrays.stream(context.getBundles()).map(InstalledBundle::of).toList()));
    }

    @GET
    @Path("/deployments")
    @Described(summary = "The last deployments, newest first", answer = History.class)
    public Response deployments() {
        return AdminJson.ok(new History(control.deployments().history()));
    }

    /**
     * The first file of a multipart form, or a body that is the jar itself (then {@code ?name=}
     * names it). With {@code ?activate=false} it only stands by. Answers 200 when it was taken in
     * and 422 when it was refused, with the reason.
     */
    @POST
    @Described(
            summary = "Brings an engine version in; 422 when it is refused",
            answer = Deployment.class,
            body = "application/java-archive")
    public Response deploy(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @QueryParam("name") @Nullable String name,
            @QueryParam("activate") @DefaultValue("true") boolean activate,
            InputStream body)
            throws IOException {
        String given = type == null ? "" : type;
        Deployment outcome =
                given.startsWith("multipart/")
                        ? deployForm(given, body, activate)
                        : control.deployments()
                                .deploy(
                                        Optional.ofNullable(name).orElse("upload.jar"),
                                        body,
                                        activate);
        return AdminJson.response(
                outcome.outcome() == Deployment.Outcome.REFUSED ? UNPROCESSABLE : 200, outcome);
    }

    private Deployment deployForm(String type, InputStream body, boolean activate)
            throws IOException {
        try {
            FileItemIterator parts = new FileUpload().getItemIterator(new Form(type, body));
            while (parts.hasNext()) {
                FileItemStream part = parts.next();
                if (!part.isFormField()) {
                    try (InputStream jar = part.openStream()) {
                        return control.deployments()
                                .deploy(
                                        Optional.ofNullable(part.getName()).orElse(""),
                                        jar,
                                        activate);
                    }
                }
            }
        } catch (FileUploadException e) {
            throw new InvalidInputException("body", "The form can't be read: " + e.getMessage());
        }
        throw new InvalidInputException("file", "The form has no file.");
    }

    /** What the library wants to know of a request. */
    private record Form(String type, InputStream body) implements UploadContext {

        @Override
        public String getCharacterEncoding() {
            return "UTF-8";
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        @Deprecated
        public int getContentLength() {
            return -1;
        }

        @Override
        public long contentLength() {
            return -1;
        }

        @Override
        public InputStream getInputStream() {
            return body;
        }
    }
}
