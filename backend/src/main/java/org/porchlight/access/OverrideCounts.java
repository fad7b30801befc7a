package org.porchlight.access;

/// Exigent overrides since the beginning, for everyone to read.
///
/// @param asked how many were granted
/// @param unreviewed how many nobody reviewed within a day, also those that were reviewed later
/// @param unjustified how many a supervisor found not to be justified
public record OverrideCounts(long asked, long unreviewed, long unjustified) {}
