package io.cairn.sql;

import io.cairn.error.CairnException;
import io.cairn.layer.sql.SqlException;
import io.cairn.layer.sql.SqlException.Kind;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/**
 * Has Calcite check a query and turn it into relational algebra: no rule of Calcite is applied, no
 * expression simplified, no subquery rewritten. Used by one thread.
 */
final class Planner {

    private static final SqlOperatorTable OPERATORS =
            SqlOperatorTables.chain(
                    SqlStdOperatorTable.instance(),
                    SqlOperatorTables.of(SqlLibraryOperators.LENGTH));

    private static final SqlToRelConverter.Config CONVERSION =
            SqlToRelConverter.config()
                    .withExpand(false)
                    .withDecorrelationEnabled(false)
                    .withTrimUnusedFields(false)
                    .withInSubQueryThreshold(Integer.MAX_VALUE)
                    .withRelBuilderConfigTransform(config ->
                            config.withSimplify(false)
                                    .withSimplifyLimit(false)
                                    .withSimplifyValues(false)
                                    .withPushJoinCondition(false)
                                    .withPruneInputOfAggregate(false)
                                    .withAggregateUnique(true)
                                    .withBloat(-1));

    private static final SqlValidator.Config VALIDATION =
            SqlValidator.Config.DEFAULT
                    .withConformance(Parsed.DIALECT)
                    .withDefaultNullCollation(NullCollation.LOW)
                    .withTypeCoercionFactory(NoCoercion::new);

    private static final Pattern MISSING_TABLE =
            Pattern.compile("(?:Object|Table) '(.*?)' not found.*");
    private static final Pattern MISSING_COLUMN = Pattern.compile("Column '(.*?)' not found.*");

    private final Catalog catalog;

    Planner(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Plans a query. */
    RelRoot plan(SqlNode query) {
        try {
            return converted(query);
        } catch (CalciteContextException e) {
            throw translated(e);
        } catch (CalciteException | UnsupportedOperationException e) {
            throw new SqlException(Kind.INVALID, String.valueOf(e.getMessage()), 0, 0, e);
        } catch (SqlException | CairnException e) {
            throw e;
        } catch (RuntimeException | AssertionError e) {
            // Calcite stumbles over some statements that it has found to be right.
            throw new SqlException(
                    Kind.UNSUPPORTED, "a statement of this form is not supported", 0, 0, e);
        }
    }

    private RelRoot converted(SqlNode query) {
        RelDataTypeFactory types = PlannedTypes.factory();
        Properties properties = new Properties();
        properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
        CalciteCatalogReader reader =
                new CalciteCatalogReader(
                        CalciteSchema.createRootSchema(
                                false, false, "", new PlannedSchema(catalog)),
                        List.of(),
                        types,
                        new CalciteConnectionConfigImpl(properties));
        SqlValidator validator =
                SqlValidatorUtil.newValidator(OPERATORS, reader, types, VALIDATION);
        SqlNode valid = validator.validate(query);
        RelOptCluster cluster =
                RelOptCluster.create(
                        new HepPlanner(HepProgram.builder().build()), new RexBuilder(types));
        SqlToRelConverter converter =
                new SqlToRelConverter(
                        (rowType, text, schemaPath, viewPath) -> {
                            throw Errors.unsupported("a view");
                        },
                        validator,
                        reader,
                        cluster,
                        StandardConvertletTable.INSTANCE,
                        CONVERSION);
        return converter.convertQuery(valid, false, true);
    }

    private static SqlException translated(CalciteContextException e) {
        Throwable cause = e.getCause();
        String message = String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
        Kind kind = Kind.INVALID;
        Matcher table = MISSING_TABLE.matcher(message);
        Matcher column = MISSING_COLUMN.matcher(message);
        if (table.matches()) {
            kind = Kind.UNKNOWN_NAME;
            message = "there is no table " + table.group(1);
        } else if (column.matches()) {
            kind = Kind.UNKNOWN_NAME;
            message = "there is no column " + column.group(1);
        } else if (message.startsWith("No match found for function")) {
            kind = Kind.UNKNOWN_NAME;
        }
        return new SqlException(kind, message, e.getPosLine(), e.getPosColumn(), e);
    }
}
