package org.porchlight.portal.shell;

import com.vaadin.flow.component.Component;
import org.porchlight.kernel.FieldError;

/// Puts what a use case found wrong into the reader's language.
public final class ErrorText {

  private ErrorText() {}

  public static String of(Component reader, FieldError error) {
    var text = reader.getTranslation(error.messageKey());
    for (var param : error.params().entrySet()) {
      text = text.replace("{" + param.getKey() + "}", param.getValue());
    }
    return text;
  }
}
