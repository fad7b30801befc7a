package org.porchlight.portal.imports;

/// The way to the page that reads in a table of cameras.
public final class ImportNavigation {

  /// Address of the page.
  public static final String IMPORT = "cameras/import";

  private ImportNavigation() {}
}
