package org.porchlight;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.stream.Collectors;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/// Writes `docs/modules.md`: the arrows between the modules, and what each one offers.
final class ModuleMap {

  private static final String HEAD =
      """
      # Modules

      Generated from the code by `ArchitectureTests`; do not edit. Run
      `./test --write-docs` after a change. What goes where, and why, is in
      [architecture.md](architecture.md).

      """;

  private ModuleMap() {}

  static String of(ApplicationModules modules, JavaClasses classes) {
    return HEAD + arrows(modules) + table(modules, classes);
  }

  private static String arrows(ApplicationModules modules) {
    return modules.stream()
        .flatMap(from ->
            from.getDirectDependencies(modules)
                .uniqueModules()
                .map(to -> "  %s --> %s".formatted(from.getIdentifier(), to.getIdentifier())))
        .sorted()
        .collect(Collectors.joining("\n", "```mermaid\nflowchart BT\n", "\n```\n"));
  }

  private static String table(ApplicationModules modules, JavaClasses classes) {
    return modules.stream()
        .map(module -> "| %s | %s |\n".formatted(module.getIdentifier(), offers(module, classes)))
        .sorted()
        .collect(Collectors.joining("", "\n| module | its public types |\n| --- | --- |\n", ""));
  }

  private static String offers(ApplicationModule module, JavaClasses classes) {
    return classes.stream()
        .filter(type -> type.getPackageName().equals(module.getBasePackage().getName()))
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(JavaClass::isTopLevelClass)
        .map(JavaClass::getSimpleName)
        .filter(name -> !name.equals("package-info"))
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
