package io.cairn.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BatonTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void aTurnIsPassedOnWithALineAndAwaitedAgain() throws Exception {
        ByteArrayInputStream given = given("\n\n");
        Baton baton = new Baton(given, new PrintStream(said, true, StandardCharsets.UTF_8));

        baton.await();
        assertEquals("", said());
        assertEquals(1, given.available(), "one turn is taken at a time");
        baton.pass();

        assertEquals(Baton.PASS + System.lineSeparator(), said());
        assertEquals(0, given.available());
    }

    @Test
    void whoeverGivesNoTurnsAnyMoreIsNotAwaitedForEver() {
        Baton baton = new Baton(given(""), new PrintStream(said, true, StandardCharsets.UTF_8));

        IOException failure = assertThrows(IOException.class, baton::pass);

        assertTrue(failure.getMessage().contains("has ended"), failure::getMessage);
    }

    private static ByteArrayInputStream given(String turns) {
        return new ByteArrayInputStream(turns.getBytes(StandardCharsets.US_ASCII));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
