package org.porchlight.evidence;

/// A copy of a recorded file for viewing.
///
/// @param maskVersion of the camera's masks that are blanked in it
/// @param sound whether it has the sound of the file
/// @param key in the store
/// @param sha256 of the file, in hexadecimal
record SegmentCopy(int maskVersion, boolean sound, String key, String sha256, long bytes) {}
