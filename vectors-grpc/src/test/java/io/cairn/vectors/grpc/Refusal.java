package io.cairn.vectors.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Checks how a call is refused. Stateless. */
public final class Refusal {

    private Refusal() {}

    public static void expect(Status.Code code, String part, ThrowingCallable call) {
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(refused).as("a refusal").isNotNull();
        assertThat(refused.getStatus().getCode()).as(refused.toString()).isEqualTo(code);
        assertThat(refused.getStatus().getDescription()).contains(part);
    }
}
