package org.porchlight.portal.map;

/// What a sign on the map means, in the reader's language.
public record LegendEntry(MapMarker.Kind kind, MapMarker.State state, String label) {}
