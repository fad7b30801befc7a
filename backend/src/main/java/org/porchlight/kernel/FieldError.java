package org.porchlight.kernel;

import java.io.Serializable;
import java.util.Map;

/// One thing that is wrong with what somebody sent: which field, and a text that says what is wrong
/// and what to do.
///
/// @param field name of the field as the caller knows it, for example `overwriteDays`
/// @param messageKey key of the text in the translations, for example `registration.place.missing`
/// @param params values for the text's placeholders, by name; never what the person typed into a
///   secret field
public record FieldError(String field, String messageKey, Map<String, String> params)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  public FieldError {
    params = Map.copyOf(params);
  }

  public static FieldError of(String field, String messageKey) {
    return new FieldError(field, messageKey, Map.of());
  }
}
