package io.cairn.sql;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/** The planner's types. Stateless. */
final class PlannedTypes extends RelDataTypeSystemImpl {

    private static final PlannedTypes SYSTEM = new PlannedTypes();

    private PlannedTypes() {}

    static RelDataTypeFactory factory() {
        return new JavaTypeFactoryImpl(SYSTEM) {
            @Override
            public Charset getDefaultCharset() {
                return StandardCharsets.UTF_8;
            }
        };
    }

    /** A sum of integers is a BIGINT. */
    @Override
    public RelDataType deriveSumType(RelDataTypeFactory types, RelDataType argument) {
        return derived(
                types, argument, isInteger(argument) ? SqlTypeName.BIGINT : SqlTypeName.DOUBLE);
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory types, RelDataType argument) {
        return derived(types, argument, SqlTypeName.DOUBLE);
    }

    private static boolean isInteger(RelDataType type) {
        return SqlTypeName.INT_TYPES.contains(type.getSqlTypeName());
    }

    private static RelDataType derived(
            RelDataTypeFactory types, RelDataType argument, SqlTypeName name) {
        return types.createTypeWithNullability(types.createSqlType(name), argument.isNullable());
    }

    /** Texts of several lengths are not padded to the longest. */
    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
        return true;
    }
}
