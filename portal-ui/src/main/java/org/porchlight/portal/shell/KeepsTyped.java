package org.porchlight.portal.shell;

/// A form that has to follow when its fields are filled again after the language was changed.
public interface KeepsTyped {

  /// All fields of the page hold what was typed before.
  void typedIsBack();
}
