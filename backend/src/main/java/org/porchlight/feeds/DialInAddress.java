package org.porchlight.feeds;

/// What is typed into a camera that dials in.
///
/// @param url without name and password
/// @param secure whether pictures and password are encrypted on the way
public record DialInAddress(String url, boolean secure) {}
