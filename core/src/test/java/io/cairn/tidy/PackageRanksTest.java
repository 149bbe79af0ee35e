package io.cairn.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Core's packages keep their order, and a breach is seen. */
class PackageRanksTest {
    @Test
    void coreKeepsTheOrder() {
        Path classes = SourceTree.root().resolve("core/target/classes");
        JavaClasses core = new ClassFileImporter().importPath(classes);
        assertThat(core).as("classes in %s", classes).isNotEmpty();
        assertThat(new PackageRanks("io.cairn").breaches(core)).isEmpty();
    }

    @Test
    void plantedBreachesAreSeen() {
        String base = "io.cairn.tidy.planted";
        JavaClasses planted = new ClassFileImporter().importPackages(base);
        assertThat(new PackageRanks(base).breaches(planted))
                .hasSize(7)
                .anyMatch(b -> b.contains("bytes.KnowsApi") && b.contains("api.Innocent"))
                .anyMatch(b -> b.contains("api.KnowsEngine") && b.contains("engine.Innocent"))
                .anyMatch(b -> b.contains("txn.KnowsOcc") && b.contains("occ.Innocent"))
                .anyMatch(b -> b.contains("occ.KnowsApi") && b.contains("api.Innocent"))
                .anyMatch(b -> b.contains("local.KnowsDoor") && b.contains("planted.Door"))
                .anyMatch(b -> b.contains("stray has no rank"));
    }
}
