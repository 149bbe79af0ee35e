package io.cairn.layer.versioned;

import io.cairn.api.ReadBody;
import io.cairn.api.ReadView;
import io.cairn.api.TransactionBody;
import io.cairn.api.TransactionScope;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down every call of a view, but for those that change to another keyspace. */
final class CountedReads implements TransactionScope {

    private final TransactionScope scope;
    private final List<String> calls = new ArrayList<>();

    CountedReads(TransactionScope scope) {
        this.scope = scope;
    }

    List<String> calls() {
        return calls;
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R transact(TransactionBody<R, X> body)
            throws X {
        throw new UnsupportedOperationException("only reads are counted");
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R read(ReadBody<R, X> body) throws X {
        return scope.read(view -> body.run(counted(view)));
    }

    private ReadView counted(ReadView view) {
        return (ReadView)
                Proxy.newProxyInstance(
                        ReadView.class.getClassLoader(),
                        new Class<?>[] {ReadView.class},
                        (_, method, arguments) -> called(view, method, arguments));
    }

    private @Nullable Object called(
            ReadView view, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            Object result = method.invoke(view, arguments);
            if (method.getName().equals("in") && result instanceof ReadView other) {
                return counted(other);
            }
            calls.add(method.getName());
            return result;
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
