package io.cairn.ipc.server.region;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions of the C library that make sealed memory. Initialisation fails with a {@link
 * LinkageError} where one is missing or native calls are not allowed. Stateless.
 *
 * <p>Every method throws {@link UnavailableException} (IO) with the function and its error number
 * when the call fails.
 */
final class Libc {

    /** Close the descriptor in programs that this process starts. */
    static final int MFD_CLOEXEC = 1;

    /** Let the memory be sealed. */
    static final int MFD_ALLOW_SEALING = 2;

    /** The memory can never be executed; kernels before 6.3 do not know it. */
    static final int MFD_NOEXEC_SEAL = 8;

    /** Adds seals, for {@link #fcntl}. */
    static final int F_ADD_SEALS = 1033;

    /** Nobody can add or remove seals. */
    static final int F_SEAL_SEAL = 1;

    /** Nobody can make the memory shorter. */
    static final int F_SEAL_SHRINK = 2;

    /** Nobody can make the memory longer. */
    static final int F_SEAL_GROW = 4;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

    private static final MethodHandle MEMFD_CREATE =
            function("memfd_create", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle FTRUNCATE =
            function("ftruncate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle FCHMOD =
            function("fchmod", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle FCNTL =
            function(
                    "fcntl",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle GETPAGESIZE =
            function("getpagesize", FunctionDescriptor.of(JAVA_INT));

    private Libc() {}

    /** Makes memory without a file name and returns its descriptor. */
    static int memfdCreate(String name, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            return call("memfd_create", MEMFD_CREATE, arena.allocateFrom(name), flags);
        }
    }

    /** Sets the size of a file in bytes. */
    static void ftruncate(int descriptor, long bytes) {
        call("ftruncate", FTRUNCATE, descriptor, bytes);
    }

    /** Sets the permissions of a file. */
    static void fchmod(int descriptor, int mode) {
        call("fchmod", FCHMOD, descriptor, mode);
    }

    /** Does to a descriptor what a command says. */
    static void fcntl(int descriptor, int command, int argument) {
        call("fcntl", FCNTL, descriptor, command, argument);
    }

    /** Closes a descriptor. */
    static void close(int descriptor) {
        call("close", CLOSE, descriptor);
    }

    /** Returns the size of a page of memory, in bytes. */
    static int pageBytes() {
        return call("getpagesize", GETPAGESIZE);
    }

    private static int call(String name, MethodHandle function, Object... arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            List<Object> all = new ArrayList<>(List.of(arguments));
            all.addFirst(state);
            int result = (int) function.invokeWithArguments(all);
            if (result < 0) {
                throw new UnavailableException(
                        ErrorCode.IO,
                        "the operating system refused to make shared memory",
                        null,
                        "function",
                        name,
                        "errno",
                        (int) ERRNO.get(state, 0L));
            }
            return result;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static MethodHandle function(
            String name, FunctionDescriptor descriptor, Linker.Option... more) {
        List<Linker.Option> options = new ArrayList<>(List.of(more));
        options.add(Linker.Option.captureCallState("errno"));
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                descriptor,
                options.toArray(Linker.Option[]::new));
    }
}
