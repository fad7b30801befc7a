package org.porchlight;

import java.util.stream.Collectors;
import org.springframework.modulith.core.ApplicationModules;

/// Draws the modules as a Mermaid graph, with the purpose sentence of each `package-info` above it
/// left to the prose of the page.
final class ModuleMap {

  private ModuleMap() {}

  static String of(ApplicationModules modules) {
    return modules.stream()
        .flatMap(from ->
            from.getDirectDependencies(modules)
                .uniqueModules()
                .map(to -> "  %s --> %s".formatted(from.getIdentifier(), to.getIdentifier())))
        .sorted()
        .collect(Collectors.joining("\n", "```mermaid\nflowchart BT\n", "\n```\n"));
  }
}
