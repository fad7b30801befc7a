package org.porchlight.feeds.copies;

import java.util.List;

/// Workers that do not work.
public final class WorkersForTests {

  private WorkersForTests() {}

  /// None of them can be started.
  public static Workers none(CopySettings settings) {
    return new Workers(settings, List.of("/nonexistent/java"));
  }

  /// Ends all that live now, as the kernel does when memory runs out.
  public static void killAll() {
    ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().filter(name -> name.endsWith("java")).isPresent())
        .forEach(ProcessHandle::destroyForcibly);
  }
}
