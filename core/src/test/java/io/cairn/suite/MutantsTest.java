package io.cairn.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.cairn.testing.contract.DatabaseFixture;
import io.cairn.testing.mutant.Mutant;
import io.cairn.testing.mutant.MutantFixture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Goal: show that the contract suite can fail. Method: run it, inside this test, on engines with
 * one planted fault each, and demand that it notices. (On the same engine without a fault it
 * passes: {@link ModelSuiteTest}.) Contracts that run many threads for long are left out; they are
 * not needed here.
 */
class MutantsTest {

    /**
     * The system property that runs every contract on every mutant, to see how many tests catch
     * each.
     */
    private static final String ALL_PROPERTY = "cairn.mutants.all";

    /** The quickest first. */
    private static final List<String> CONTRACTS =
            List.of(
                    "Get",
                    "Keyspace",
                    "Consume",
                    "List",
                    "Snapshot",
                    "Put",
                    "Scan",
                    "Range",
                    "Durability",
                    "Batch");

    @AfterEach
    void forget() {
        System.clearProperty(MutantFixture.PROPERTY);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("the contract suite fails on an engine that")
    void isCaught(Mutant mutant) {
        System.setProperty(MutantFixture.PROPERTY, mutant.name());
        List<String> failed = failures();
        System.getLogger(MutantsTest.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        mutant + " is caught by " + failed.size() + " tests, such as " + failed);
        assertThat(failed).as("tests that catch %s", mutant).isNotEmpty();
    }

    /** Runs contract after contract until one fails. */
    private static List<String> failures() {
        List<String> failed = new ArrayList<>();
        for (String contract : CONTRACTS) {
            if (failed.isEmpty() || Boolean.getBoolean(ALL_PROPERTY)) {
                run(selectClass("io.cairn.testing.contract." + contract + "Contract"), failed);
            }
        }
        return failed;
    }

    private static void run(DiscoverySelector contract, List<String> failed) {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(contract)
                        .filters(EngineFilter.includeEngines("junit-jupiter"))
                        .configurationParameter(DatabaseFixture.PARAMETER, "mutant")
                        .configurationParameter("junit.jupiter.execution.timeout.default", "20 s")
                        .build();
        LauncherFactory.create()
                .execute(
                        request,
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(
                                    TestIdentifier test, TestExecutionResult result) {
                                if (test.isTest()
                                        && result.getStatus()
                                                == TestExecutionResult.Status.FAILED) {
                                    failed.add(test.getDisplayName());
                                }
                            }
                        });
    }
}
