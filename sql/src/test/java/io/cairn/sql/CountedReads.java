package io.cairn.sql;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.ReadBody;
import io.cairn.api.ReadView;
import io.cairn.api.TransactionBody;
import io.cairn.api.TransactionScope;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/** A database that counts the entries that queries read. Used by one thread. */
final class CountedReads implements TransactionScope {

    private final Database db;
    private long entries;

    CountedReads(Database db) {
        this.db = db;
    }

    /** Returns how many entries were read since the last call. */
    long taken() {
        long taken = entries;
        entries = 0;
        return taken;
    }

    @Override
    public <R, X extends Exception> R transact(TransactionBody<R, X> body) throws X {
        return db.transact(body);
    }

    @Override
    public <R, X extends Exception> R read(ReadBody<R, X> body) throws X {
        return db.read(view -> body.run(counted(view)));
    }

    private ReadView counted(ReadView view) {
        return proxy(
                ReadView.class,
                view,
                (name, result, arguments) ->
                        switch (name) {
                            case "in" -> counted((ReadView) result);
                            case "scan" -> counted((Cursor) result);
                            case "getAll" -> {
                                entries += ((List<?>) result).size();
                                yield result;
                            }
                            default -> result;
                        });
    }

    private Cursor counted(Cursor cursor) {
        return proxy(
                Cursor.class,
                cursor,
                (name, result, arguments) -> {
                    if (name.equals("next") && (Boolean) result) {
                        entries++;
                    }
                    return result;
                });
    }

    private interface After {
        Object see(String name, Object result, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, T behind, After after) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            try {
                                return after.see(
                                        method.getName(),
                                        method.invoke(behind, arguments),
                                        arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));
    }
}
