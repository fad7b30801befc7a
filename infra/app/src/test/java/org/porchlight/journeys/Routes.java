package org.porchlight.journeys;

import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// Every page of the application, read from the annotations of its classes, so that a new one is
/// looked at without anybody adding it to a list.
final class Routes {

  /// Who may open a page.
  sealed interface Audience {
    record Anyone() implements Audience {}

    record WhoeverIsSignedIn() implements Audience {}

    record Roles(List<String> names) implements Audience {}
  }

  /// One page.
  ///
  /// @param path with the names of its parameters, such as `console/:incident?` or
  ///   `/password/{token}`
  record Page(String path, Audience audience) {

    boolean isFor(String role) {
      return switch (audience) {
        case Audience.Anyone() -> false;
        case Audience.WhoeverIsSignedIn() -> true;
        case Audience.Roles(var names) -> names.contains(role);
      };
    }
  }

  private static final List<Page> ALL = read();

  private Routes() {}

  /// The views and the pages of the door and of the demo.
  static List<Page> all() {
    return ALL;
  }

  private static List<Page> read() {
    var pages = new ArrayList<Page>();
    for (var folder : new String[] {"org/porchlight/portal", "org/porchlight/demo"}) {
      classesBelow(folder)
          .forEach(type -> {
            view(type).ifPresent(pages::add);
            plainPages(type).forEach(pages::add);
          });
    }
    return pages;
  }

  /// Whether a view answers at this address.
  static boolean isView(String address) {
    return all().stream()
        .filter(page -> !page.path().startsWith("/"))
        .map(page -> "/" + page.path().replaceAll("/:[a-z]+\\?", "(/[^/]+)?"))
        .map(pattern -> pattern.replaceAll(":[a-z]+", "[^/]+"))
        .anyMatch(address::matches);
  }

  private static Optional<Page> view(AnnotationMetadata type) {
    var route = type.getAnnotationAttributes(Route.class.getName());
    if (route == null) {
      return Optional.empty();
    }
    return Optional.of(new Page((String) route.get("value"), audience(type)));
  }

  private static Audience audience(AnnotationMetadata type) {
    var roles = type.getAnnotationAttributes(RolesAllowed.class.getName());
    if (roles != null) {
      return new Audience.Roles(List.of((String[]) roles.get("value")));
    }
    if (type.hasAnnotation(AnonymousAllowed.class.getName())) {
      return new Audience.Anyone();
    }
    if (type.hasAnnotation(PermitAll.class.getName())) {
      return new Audience.WhoeverIsSignedIn();
    }
    throw new IllegalStateException("Nobody may open " + type.getClassName());
  }

  private static Stream<Page> plainPages(AnnotationMetadata type) {
    if (!type.hasAnnotation(Controller.class.getName())) {
      return Stream.empty();
    }
    return type.getAnnotatedMethods(GetMapping.class.getName()).stream()
        .map(method -> method.getAnnotationAttributes(GetMapping.class.getName()))
        .flatMap(mapping -> Arrays.stream((String[]) mapping.get("value")))
        .map(path -> new Page(path, new Audience.Anyone()));
  }

  private static List<AnnotationMetadata> classesBelow(String folder) {
    var readers = new SimpleMetadataReaderFactory();
    var found = new ArrayList<AnnotationMetadata>();
    try {
      for (var file :
          new PathMatchingResourcePatternResolver()
              .getResources("classpath*:" + folder + "/**/*.class")) {
        found.add(readers.getMetadataReader(file).getAnnotationMetadata());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return found;
  }
}
