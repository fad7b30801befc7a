package org.porchlight.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import java.util.ArrayList;
import java.util.List;

/// What somebody typed into a page, kept while the page is built anew in another language.
final class Typed {

  private final Class<?> page;
  private final List<Object> values = new ArrayList<>();

  private Typed(Class<?> page) {
    this.page = page;
  }

  static Typed into(Component page) {
    var typed = new Typed(page.getClass());
    fields(page).forEach(field -> typed.values.add(field.isEmpty() ? field : field.getValue()));
    return typed;
  }

  /// Types it again, into a page of the same kind; another page is left alone.
  void again(Component fresh) {
    var fields = fields(fresh);
    if (!fresh.getClass().equals(page) || fields.size() != values.size()) {
      return;
    }
    for (int i = 0; i < fields.size(); i++) {
      if (!(values.get(i) instanceof HasValue<?, ?>)) {
        type(fields.get(i), values.get(i));
      }
    }
    tell(fresh);
  }

  @SuppressWarnings("unchecked")
  private static void type(HasValue<?, ?> field, Object value) {
    ((HasValue<?, Object>) field).setValue(value);
  }

  private static List<HasValue<?, ?>> fields(Component below) {
    var fields = new ArrayList<HasValue<?, ?>>();
    below
        .getChildren()
        .forEach(child -> {
          if (child instanceof HasValue<?, ?> field) {
            fields.add(field);
          } else {
            fields.addAll(fields(child));
          }
        });
    return fields;
  }

  private static void tell(Component below) {
    if (below instanceof KeepsTyped form) {
      form.typedIsBack();
    }
    below.getChildren().forEach(Typed::tell);
  }
}
