package io.cairn.ipc.client;

import io.cairn.testing.contract.ContractSuite;
import io.cairn.testing.contract.DatabaseFixture;
import org.junit.platform.suite.api.ConfigurationParameter;

/** Runs the contract suite on the fixture {@code remote-direct}. */
@ContractSuite
@ConfigurationParameter(key = DatabaseFixture.PARAMETER, value = "remote-direct")
class DirectSuiteTest {}
