package io.cairn.suite;

import io.cairn.testing.contract.ContractSuite;
import io.cairn.testing.contract.DatabaseFixture;
import org.junit.platform.suite.api.ConfigurationParameter;

/** Runs the contract suite on the fixture {@code model-trashing}. */
@ContractSuite
@ConfigurationParameter(key = DatabaseFixture.PARAMETER, value = "model-trashing")
class TrashingSuiteTest {}
