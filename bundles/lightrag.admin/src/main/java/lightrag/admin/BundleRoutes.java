package lightrag.admin;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import lightrag.api.NotFoundException;
import lightrag.tenant.control.Deployment;
import lightrag.tenant.control.Deployments;
import lightrag.tenant.control.LeftBehind;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/** Installed bundles, and the way in for new ones. */
@Path("/bundles")
public final class BundleRoutes {

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

    /**
     * One bundle: when two of these are equal nothing has happened to it in between.
     *
     * @param wiring changes whenever the bundle is resolved anew
     * @param digest SHA-256 of its file, hexadecimal; empty where the framework has it inside
     */
    record BundleDetails(
            long id,
            String symbolicName,
            String version,
            String state,
            String location,
            Instant lastModified,
            String wiring,
            Optional<String> digest) {

        static BundleDetails of(Bundle bundle) {
            InstalledBundle known = InstalledBundle.of(bundle);
            return new BundleDetails(
                    known.id(),
                    known.symbolicName(),
                    known.version(),
                    known.state(),
                    bundle.getLocation(),
                    Instant.ofEpochMilli(bundle.getLastModified()),
                    Integer.toHexString(System.identityHashCode(bundle.adapt(BundleWiring.class))),
                    file(bundle.getLocation()).map(BundleRoutes::digest));
        }

        private static Optional<java.nio.file.Path> file(String location) {
            return Optional.of(location)
                    .filter(text -> text.startsWith("reference:file:"))
                    .map(text -> URI.create(text.substring("reference:".length())))
                    .map(java.nio.file.Path::of)
                    .filter(Files::isRegularFile);
        }
    }

    private static String digest(java.nio.file.Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param leftBehind what of former versions hangs and can't be taken out of memory
     */
    record History(List<Deployment> deployments, List<LeftBehind> leftBehind) {}

    @GET
    @Described(summary = "Installed bundles", answer = Bundles.class)
    public Response bundles() {
        return AdminJson.ok(
                new Bundles(Arrays.stream(context.getBundles()).map(InstalledBundle::of).toList()));
    }

    @GET
    @Path("/{id: [0-9]+}")
    @Described(summary = "One bundle with its digest and wiring", answer = BundleDetails.class)
    public Response bundle(@PathParam("id") long id) {
        return Optional.ofNullable(context.getBundle(id))
                .map(bundle -> AdminJson.ok(BundleDetails.of(bundle)))
                .orElseThrow(() -> new NotFoundException("There is no bundle " + id + "."));
    }

    @GET
    @Path("/deployments")
    @Described(summary = "The last deployments, newest first", answer = History.class)
    public Response deployments() {
        Deployments deployments = control.deployments();
        return AdminJson.ok(new History(deployments.history(), deployments.leftBehind()));
    }

    /**
     * The first file of a multipart form, or a body that is the jar itself (then {@code ?name=}
     * names it). With {@code ?activate=false} it only stands by; with {@code ?migrate=true} it may
     * bring the workspaces into a newer storage format. Answers 200 when it was taken in and 422
     * when it was refused, with the reason.
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
            @QueryParam("migrate") @DefaultValue("false") boolean migrate,
            InputStream body)
            throws IOException {
        return DeployBody.answer(
                type,
                name,
                body,
                (fileName, jar) -> control.deployments().deploy(fileName, jar, activate, migrate));
    }
}
