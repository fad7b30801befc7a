package org.porchlight.identity;

/// The languages that the house speaks.
final class Languages {

  private Languages() {}

  /// `es` for any kind of Spanish, else `en`.
  static String known(String language) {
    return language.startsWith("es") ? "es" : "en";
  }
}
