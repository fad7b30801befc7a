package org.porchlight.portal.console;

import com.vaadin.flow.component.Component;
import org.porchlight.kernel.FieldError;

/// Says what is wrong with a field, in the reader's language.
final class FieldErrors {

  private FieldErrors() {}

  static String words(Component page, FieldError error) {
    var words = page.getTranslation(error.messageKey());
    for (var param : error.params().entrySet()) {
      words = words.replace("{" + param.getKey() + "}", param.getValue());
    }
    return words;
  }
}
