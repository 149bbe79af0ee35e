package io.cairn.filter.lua;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** A table that scripts can look into and nobody can change. Thread-safe once it is sealed. */
final class ReadOnlyTable extends LuaTable {

    private boolean sealed;

    /** Allows no changes from now on. */
    ReadOnlyTable seal() {
        sealed = true;
        return this;
    }

    @Override
    public void rawset(int key, LuaValue value) {
        check();
        super.rawset(key, value);
    }

    @Override
    public void rawset(LuaValue key, LuaValue value) {
        check();
        super.rawset(key, value);
    }

    @Override
    public void hashset(LuaValue key, LuaValue value) {
        check();
        super.hashset(key, value);
    }

    @Override
    public LuaValue setmetatable(@Nullable LuaValue metatable) {
        check();
        return super.setmetatable(metatable);
    }

    private void check() {
        if (sealed) {
            throw new LuaError("the libraries cannot be changed");
        }
    }
}
