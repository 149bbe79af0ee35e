package io.cairn.layer.nstore;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.ReadBody;
import io.cairn.api.ReadView;
import io.cairn.api.TransactionBody;
import io.cairn.api.TransactionScope;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Counts what is read through it. Used by one thread. */
final class CountingScope implements TransactionScope {

    private final Database db;
    int lookups;
    int rows;

    CountingScope(Database db) {
        this.db = db;
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R transact(TransactionBody<R, X> body)
            throws X {
        return db.transact(body);
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R read(ReadBody<R, X> body) throws X {
        return db.read(view -> body.run(counted(ReadView.class, view)));
    }

    private <T> T counted(Class<T> type, Object target) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> count(method, call(target, method, arguments))));
    }

    private static @Nullable Object call(Object target, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private @Nullable Object count(Method method, @Nullable Object result) {
        switch (method.getName()) {
            case "scan", "exists" -> lookups++;
            case "next" -> rows += Boolean.TRUE.equals(result) ? 1 : 0;
            default -> {}
        }
        return switch (result) {
            case ReadView view -> counted(ReadView.class, view);
            case Cursor cursor -> counted(Cursor.class, cursor);
            case null, default -> result;
        };
    }
}
