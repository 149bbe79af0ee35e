package io.cairn;

import io.cairn.api.Database;
import io.cairn.api.DatabaseProvider;
import io.cairn.config.CairnConfig;
import io.cairn.config.Components;
import io.cairn.engine.EngineProvider;
import io.cairn.error.InvalidArgumentException;
import io.cairn.local.LocalDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens databases. Stateless and thread-safe; whoever opens a database closes it.
 *
 * <p>What can be opened depends on what is on the class path or module path: each engine brings its
 * scheme, {@code memory:} with {@code cairn-storage-memory}, {@code rocksdb:/path} with {@code
 * cairn-storage-rocksdb}. The client of a server brings one too, {@code ipc:/path.sock} with {@code
 * cairn-ipc-client}.
 */
public final class Cairn {

    private static final String MEMORY = "memory";

    /**
     * Schemes of this project and the library each comes with, for the error message when it is not
     * there.
     */
    private static final Map<String, String> LIBRARIES =
            Map.of(
                    MEMORY,
                    "io.cairn:cairn-storage-memory",
                    "rocksdb",
                    "io.cairn:cairn-storage-rocksdb",
                    "ipc",
                    "io.cairn:cairn-ipc-client");

    private static final Map<Class<?>, List<?>> CAME_WITH_THIS = new ConcurrentHashMap<>();

    private Cairn() {}

    /**
     * Opens a database by URL: a scheme, a location, and parameters, such as {@code memory:},
     * {@code rocksdb:/var/lib/app} or {@code
     * rocksdb:data?durability=buffered&blockCacheBytes=67108864&limits.cursorsMax=10}.
     *
     * <p>The location is taken as it stands, up to the first question mark. The parameters {@code
     * durability} and {@code limits.*} are those of {@link CairnConfig}; all others are the
     * engine's own options.
     *
     * <p>A URL such as {@code ipc:/run/app.sock} connects to the server that listens at this Unix
     * socket. All its parameters are the client's own; limits and durability are the server's.
     *
     * @param url what to open
     * @return the open database; the caller closes it
     * @throws InvalidArgumentException when the URL is malformed or its scheme is unknown
     * @throws io.cairn.error.ConfigException when a parameter is unknown or its value is wrong
     * @throws io.cairn.error.UnavailableException when the place is locked, full, missing or
     *     forbidden
     * @throws io.cairn.error.CorruptionException when what is there is damaged or not a database of
     *     a known format
     */
    public static Database open(String url) {
        DatabaseUrl parsed = DatabaseUrl.parse(url);
        Components components = Components.system();
        if (engineProvider(parsed.scheme()) != null) {
            return open(parsed.toConfig(), components);
        }
        DatabaseProvider provider = databaseProvider(parsed.scheme());
        if (provider != null) {
            return provider.open(parsed.location(), parsed.parameters(), components);
        }
        throw unknown("scheme", parsed.scheme());
    }

    /**
     * Opens a database with the system's clock, randomness and threads.
     *
     * @param config everything that can be set
     * @return the open database; the caller closes it
     * @throws InvalidArgumentException when there is no engine of this type; a server is opened by
     *     URL only
     * @throws io.cairn.error.ConfigException when the engine refuses an option
     * @throws io.cairn.error.UnavailableException when the place is locked, full, missing or
     *     forbidden
     * @throws io.cairn.error.CorruptionException when what is there is damaged or not a database of
     *     a known format
     */
    public static Database open(CairnConfig config) {
        return open(config, Components.system());
    }

    /**
     * Opens a database.
     *
     * @param config everything that can be set
     * @param components clock, randomness and threads
     * @return the open database; the caller closes it
     * @throws InvalidArgumentException when there is no engine of this type
     * @throws io.cairn.error.ConfigException when the engine refuses an option
     * @throws io.cairn.error.UnavailableException when the place is locked, full, missing or
     *     forbidden
     * @throws io.cairn.error.CorruptionException when what is there is damaged or not a database of
     *     a known format
     */
    public static Database open(CairnConfig config, Components components) {
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(components, "components");
        EngineProvider provider = engineProvider(config.engine());
        if (provider == null) {
            if (databaseProvider(config.engine()) != null) {
                throw new InvalidArgumentException(
                        "this is no engine that a configuration can name; open it by a URL that begins with its scheme",
                        "engine",
                        config.engine());
            }
            throw unknown("engine", config.engine());
        }
        return LocalDatabase.open(
                provider.open(config.engineOptions(), components),
                config.durability(),
                config.limits(),
                components);
    }

    /**
     * Opens an empty database that lives in this process's memory and is gone when it is closed.
     *
     * @return the open database; the caller closes it
     * @throws InvalidArgumentException when the memory engine is not on the class path or module
     *     path
     */
    public static Database inMemory() {
        return open(CairnConfig.of(MEMORY, Map.of()));
    }

    /**
     * Returns the version of this library.
     *
     * @return a version such as {@code 0.1.0}; {@code development} when run from classes that are
     *     not packaged
     */
    public static String version() {
        String version = Cairn.class.getPackage().getImplementationVersion();
        if (version == null && Cairn.class.getModule().getDescriptor() != null) {
            version = Cairn.class.getModule().getDescriptor().rawVersion().orElse(null);
        }
        return version == null ? "development" : version;
    }

    private static @Nullable EngineProvider engineProvider(String type) {
        for (EngineProvider provider : found(EngineProvider.class)) {
            if (provider.type().equals(type)) {
                return provider;
            }
        }
        return null;
    }

    private static @Nullable DatabaseProvider databaseProvider(String scheme) {
        for (DatabaseProvider provider : found(DatabaseProvider.class)) {
            if (provider.scheme().equals(scheme)) {
                return provider;
            }
        }
        return null;
    }

    /**
     * Finds providers through the thread's class loader and through the one this library came with.
     */
    private static <P> List<P> found(Class<P> service) {
        ClassLoader own = Cairn.class.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        List<P> came = cameWithThis(service);
        if (context == own) {
            return came;
        }
        Map<Class<?>, P> providers = new LinkedHashMap<>();
        load(service, context).forEach(p -> providers.putIfAbsent(p.getClass(), p));
        came.forEach(p -> providers.putIfAbsent(p.getClass(), p));
        return List.copyOf(providers.values());
    }

    /** Looking through every library takes milliseconds, and this class loader's stay the same. */
    @SuppressWarnings("unchecked")
    private static <P> List<P> cameWithThis(Class<P> service) {
        ClassLoader own = Cairn.class.getClassLoader();
        return (List<P>) CAME_WITH_THIS.computeIfAbsent(service, type -> load(type, own));
    }

    private static <P> List<P> load(Class<P> service, @Nullable ClassLoader loader) {
        try {
            List<P> providers = new ArrayList<>();
            ServiceLoader.load(service, loader).forEach(providers::add);
            return List.copyOf(providers);
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException(
                    "a provider of " + service.getName() + " cannot be loaded: " + e.getMessage(),
                    e);
        }
    }

    private static InvalidArgumentException unknown(String what, String name) {
        TreeSet<String> schemes = new TreeSet<>();
        found(EngineProvider.class).forEach(provider -> schemes.add(provider.type()));
        found(DatabaseProvider.class).forEach(provider -> schemes.add(provider.scheme()));
        String library = LIBRARIES.get(name);
        String text =
                library == null
                        ? "there is nothing that opens this; found are those listed, others need their library on the class path or module path"
                        : "the library for this is not on the class path or module path; add "
                                + library;
        return new InvalidArgumentException(text, what, name, "found", schemes);
    }
}
