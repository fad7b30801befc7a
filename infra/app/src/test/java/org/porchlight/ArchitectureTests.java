package org.porchlight;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.vaadin.flow.component.DomEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionalEventListener;

/// The rules of the house. A red test here means the house is changing shape: change the rule and
/// its decision record in the same commit, or change the code.
class ArchitectureTests {

  static final ApplicationModules MODULES = ApplicationModules.of(PorchlightApplication.class);
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.porchlight");

  @Test
  void modulesUseEachOtherOnlyAsDeclared() {
    MODULES.verify();
  }

  @Test
  void onlyJdbcClassesTalkToTheDatabase() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("Jdbc")
        .and()
        .resideOutsideOfPackage("org.porchlight.demo..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(JdbcClient.class)
        .check(CLASSES);
  }

  @Test
  void timeComesFromTheClock() {
    noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("ClockSetup")
        .and()
        .resideOutsideOfPackage("org.porchlight.camerasim..")
        .should()
        .callMethod(Clock.class, "systemUTC")
        .check(CLASSES);
  }

  /// See docs/decisions/0024-quick-reactions.md.
  @Test
  void nobodyWaitsForTheDatabaseWhileHoldingAConnection() {
    methods()
        .that()
        .areAnnotatedWith(TransactionalEventListener.class)
        .should()
        .beAnnotatedWith(Async.class)
        .check(CLASSES);
  }

  /// A stream of rows keeps its connection until somebody closes it, and nobody remembers to.
  @Test
  void rowsAreReadIntoLists() {
    noClasses()
        .should()
        .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
        .orShould()
        .callMethodWhere(target(name("queryForStream")))
        .check(CLASSES);
  }

  @Test
  void nothingIsInjectedIntoFields() {
    noFields().should().beAnnotatedWith(Autowired.class).check(CLASSES);
  }

  @Test
  void vaadinCanMakeEveryEventThatTheBrowserSends() {
    // Reflection reaches only public classes, and a test without a browser would not notice.
    classes().that().areAnnotatedWith(DomEvent.class).should().bePublic().check(CLASSES);
  }

  @Test
  void useCasesAreNamedForWhatTheyDo() {
    classes()
        .that()
        .areAnnotatedWith(Service.class)
        .should()
        .haveNameNotMatching(".*(Service|Manager|Helper|Util|Processor|Handler|Impl|Data|Info)")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void sqlNamesOnlyTheSchemaOfItsOwnModule() throws IOException {
    var backend = Path.of("../../backend/src/main/java/org/porchlight");
    var schemas = new ArrayList<String>();
    try (var list = Files.list(backend)) {
      list.filter(Files::isDirectory).forEach(module -> schemas.add(module.getFileName() + ""));
    }
    var statement =
        Pattern.compile(
            "(?i)\\b(?:FROM|JOIN|INTO|UPDATE|TABLE|ONLY)\\s+("
                + String.join("|", schemas)
                + ")\\.[a-z_]+");
    var strangers = new ArrayList<String>();
    for (var module : schemas) {
      for (var file : filesBelow(backend.resolve(module), ".java")) {
        addStrangers(statement, module, file, strangers);
      }
      var migrations = Path.of("../../backend/src/main/resources/db/migration").resolve(module);
      for (var file : filesBelow(migrations, ".sql")) {
        addStrangers(statement, module, file, strangers);
      }
    }

    assertThat(strangers).isEmpty();
  }

  @Test
  void moduleMapInTheDocsIsCurrent() throws IOException {
    var page = Path.of("../../docs/modules.md");
    var current = ModuleMap.of(MODULES, CLASSES);
    if (Boolean.getBoolean("porchlight.docs.write")) {
      Files.writeString(page, current);
    }

    assertThat(page).content().isEqualTo(current);
  }

  private static void addStrangers(
      Pattern statement, String module, Path file, List<String> strangers) throws IOException {
    var found = statement.matcher(Files.readString(file));
    while (found.find()) {
      if (!found.group(1).equals(module)) {
        strangers.add(file.getFileName() + ": " + found.group());
      }
    }
  }

  private static List<Path> filesBelow(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var walk = Files.walk(folder)) {
      return walk.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
