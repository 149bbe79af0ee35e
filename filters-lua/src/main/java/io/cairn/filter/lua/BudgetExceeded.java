package io.cairn.filter.lua;

import java.io.Serial;

/** A script wants more than it may have. An error, which a script cannot catch with pcall. */
final class BudgetExceeded extends Error {

    @Serial private static final long serialVersionUID = 1L;

    /** Names the budget; without a stack, which nobody looks at. */
    BudgetExceeded(String message) {
        super(message, null, false, false);
    }
}
