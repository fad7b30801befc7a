package org.porchlight.evidence;

/// How far a clip has come; see docs/design/clip-lifecycle.md. Stored by name.
public enum ClipState {
  /// Being cut out of the ring. A row that is still in this state after a restart failed.
  CUTTING,
  /// Safe on the disk of this machine, and on its way to the store.
  SPOOLED,
  /// In the store; its checksum was read back from there.
  STORED,
  /// There is nothing: the program or the disk failed while it was cut.
  FAILED
}
