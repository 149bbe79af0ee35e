package io.cairn.testing.contract;

import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives each contract test its database and, after a test that passed, checks what the test left
 * behind.
 */
final class FixtureExtension implements BeforeEachCallback, AfterEachCallback {

    @Override
    public void beforeEach(ExtensionContext context) {
        String name = context.getConfigurationParameter(DatabaseFixture.PARAMETER).orElse("model");
        SharedDatabase shared =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.create(FixtureExtension.class))
                        .getOrComputeIfAbsent(
                                name,
                                given -> new SharedDatabase(() -> find(given)),
                                SharedDatabase.class);
        contract(context).setUp(new Bench(shared));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        contract(context).bench.tearDown(context.getExecutionException().isEmpty());
    }

    static DatabaseFixture find(String name) {
        ServiceLoader<DatabaseFixture> loader = ServiceLoader.load(DatabaseFixture.class);
        return loader.stream()
                .map(ServiceLoader.Provider::get)
                .filter(fixture -> fixture.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "no fixture is called "
                                        + name
                                        + "; there are "
                                        + loader.stream()
                                                .map(provider -> provider.get().name())
                                                .collect(Collectors.joining(", "))));
    }

    private static DatabaseContract contract(ExtensionContext context) {
        return (DatabaseContract) context.getRequiredTestInstance();
    }
}
