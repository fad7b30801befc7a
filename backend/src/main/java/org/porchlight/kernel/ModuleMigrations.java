package org.porchlight.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedSet;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/// Runs the migrations of each module, `db/migration/<module>`, with a history of its own, so that
/// version numbers count per module. The order does not matter, because no schema refers to
/// another.
///
/// Spring Modulith does the same, but reads all classes at every start to find the modules, which
/// costs several seconds.
@Component
class ModuleMigrations implements FlywayMigrationStrategy {

  private static final String ROOT = "db/migration/";

  @Override
  public void migrate(Flyway flyway) {
    for (var module : modules()) {
      Flyway.configure()
          .configuration(flyway.getConfiguration())
          .locations("classpath:" + ROOT + module)
          .table(
              module.equals("__root") ? "flyway_schema_history" : "flyway_schema_history_" + module)
          // The database is not empty when the second module comes, but the module is.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
    }
  }

  private static SortedSet<String> modules() {
    var modules = new TreeSet<String>();
    try {
      for (var file :
          new PathMatchingResourcePatternResolver().getResources("classpath*:" + ROOT + "*/V*")) {
        var path = file.getURL().getPath();
        var below = path.substring(path.lastIndexOf(ROOT) + ROOT.length());
        modules.add(below.substring(0, below.indexOf('/')));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("The migrations cannot be read", failed);
    }
    return modules;
  }
}
