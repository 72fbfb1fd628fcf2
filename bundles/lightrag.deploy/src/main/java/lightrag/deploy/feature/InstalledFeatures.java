package lightrag.deploy.feature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lightrag.api.ConflictException;
import lightrag.api.NotFoundException;
import lightrag.api.WorkspaceId;
import lightrag.spi.storage.StorageProvider;
import lightrag.tenant.control.BindingControl;
import lightrag.tenant.control.FeatureState;
import lightrag.tenant.control.Features;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs and removes features where they are. Nothing that another feature uses is stopped,
 * refreshed or uninstalled. One change at a time.
 */
@Component(service = Features.class)
public final class InstalledFeatures implements Features {

    private static final Logger LOG = LoggerFactory.getLogger(InstalledFeatures.class);

    /** Without these nobody is served, and nobody could bring them back. */
    private static final Set<String> ALWAYS = Set.of("core", "http");

    private static final String OWN = "lightrag:";

    /** A native library can be loaded once in the life of a process. */
    private static final String NATIVE = OWN + "lightrag.lib.";

    private final BundleContext context;
    private final Optional<Path> home;
    private volatile Optional<BindingControl> bindings = Optional.empty();

    @Activate
    public InstalledFeatures(BundleContext context) {
        this.context = context;
        this.home = Optional.ofNullable(context.getProperty("lightrag.home")).map(Path::of);
    }

    @Override
    public synchronized List<FeatureState> features() {
        return files().stream().map(this::state).toList();
    }

    private FeatureState state(FeatureFile file) {
        return new FeatureState(file.name(), file.description(), installed(file), file.bundles());
    }

    private boolean installed(FeatureFile file) {
        return file.bundles().stream().allMatch(bundle -> find(bundle).isPresent());
    }

    private Optional<Bundle> find(String bundle) {
        return Optional.ofNullable(context.getBundle(location(bundle))).or(() -> updated(bundle));
    }

    /** Another version that took the place of the one in the feature. */
    private Optional<Bundle> updated(String bundle) {
        String name = bundle.split(":", -1)[1];
        return Arrays.stream(context.getBundles())
                .filter(one -> bundle.startsWith(OWN) && name.equals(one.getSymbolicName()))
                .findFirst();
    }

    /** As the launcher writes it, so that what it installed is recognised. */
    private String location(String bundle) {
        return "reference:" + FeatureFile.jar(folder("repository"), bundle).toUri();
    }

    private Path folder(String name) {
        return home.orElseThrow(
                        () -> new NotFoundException("This server does not know its folder."))
                .resolve(name);
    }

    private List<FeatureFile> files() {
        try (Stream<Path> files = Files.list(folder("features"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(FeatureFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The features can't be read", e);
        }
    }

    private FeatureFile file(String name) {
        List<FeatureFile> files = files();
        return files.stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new NotFoundException(
                                        "There is no feature "
                                                + name
                                                + "; there are "
                                                + files.stream()
                                                        .map(FeatureFile::name)
                                                        .collect(Collectors.joining(", "))
                                                + "."));
    }

    // ------------------------------------------------------------------ in

    @Override
    public synchronized FeatureState install(String name) {
        FeatureFile file = file(name);
        if (file.configured()) {
            throw new ConflictException(
                    "Feature " + name + " brings configurations: start the server with it.");
        }
        List<Bundle> added = new ArrayList<>();
        try {
            for (String bundle : file.bundles()) {
                if (find(bundle).isEmpty()) {
                    added.add(context.installBundle(location(bundle)));
                }
            }
            for (Bundle bundle : added) {
                if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                    bundle.start();
                }
            }
        } catch (BundleException e) {
            uninstall(added);
            throw new ConflictException("Feature " + name + " does not start: " + e.getMessage());
        }
        LOG.info("Feature {} is installed", name);
        return state(file);
    }

    // ------------------------------------------------------------------ out

    @Override
    public synchronized FeatureState remove(String name, boolean force) {
        FeatureFile file = file(name);
        requireRemovable(file);
        Set<String> shared = new TreeSet<>();
        files().stream()
                .filter(other -> !other.name().equals(name) && installed(other))
                .forEach(other -> shared.addAll(other.bundles()));
        List<Bundle> own =
                file.bundles().stream()
                        .filter(it -> !shared.contains(it) && !it.startsWith(NATIVE))
                        .map(this::find)
                        .flatMap(Optional::stream)
                        .toList();
        if (!force) {
            requireUnused(name, own);
        }
        uninstall(own.reversed());
        forget(own);
        LOG.info("Feature {} is removed", name);
        return state(file);
    }

    private void requireRemovable(FeatureFile file) {
        if (!installed(file)) {
            throw new ConflictException("Feature " + file.name() + " is not installed.");
        }
        if (ALWAYS.contains(file.name())) {
            throw new ConflictException(
                    "Feature " + file.name() + " is what the server itself consists of.");
        }
    }

    private void requireUnused(String name, List<Bundle> bundles) {
        Map<String, List<WorkspaceId>> storages =
                bindings.map(BindingControl::storages).orElse(Map.of());
        for (String type : storageTypes(bundles)) {
            List<WorkspaceId> on = storages.getOrDefault(type, List.of());
            if (!on.isEmpty()) {
                throw new ConflictException(
                        "Feature "
                                + name
                                + " is in use: workspaces "
                                + on
                                + " are on storage binding "
                                + type
                                + ". Move them first, or remove it with force=true; then they"
                                + " answer 503 until it is installed again.");
            }
        }
    }

    private List<String> storageTypes(List<Bundle> bundles) {
        try {
            return context.getServiceReferences(StorageProvider.class, null).stream()
                    .filter(reference -> bundles.contains(reference.getBundle()))
                    .map(this::type)
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private String type(ServiceReference<StorageProvider> reference) {
        StorageProvider provider = context.getService(reference);
        try {
            return provider == null ? "" : provider.type();
        } finally {
            context.ungetService(reference);
        }
    }

    private static void uninstall(List<Bundle> bundles) {
        for (Bundle bundle : bundles) {
            try {
                bundle.uninstall();
            } catch (BundleException e) {
                LOG.error("Bundle {} stays behind", bundle, e);
            }
        }
    }

    /** Their classes go at once when nobody else holds on to them, else when those go. */
    private void forget(Collection<Bundle> gone) {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        if (gone.containsAll(wiring.getDependencyClosure(gone))) {
            wiring.refreshBundles(gone);
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setBindings(BindingControl found) {
        bindings = Optional.of(found);
    }

    void unsetBindings(BindingControl gone) {
        bindings = bindings.filter(now -> now != gone);
    }
}
