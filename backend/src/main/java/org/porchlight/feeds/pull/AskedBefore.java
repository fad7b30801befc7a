package org.porchlight.feeds.pull;

/// Whether a camera has asked for the password by Digest before, on any connection. One that did
/// does not get it in plain text later: whoever stands between us and the camera could ask for it.
///
/// Neither method waits for anything.
public interface AskedBefore {

  /// For a camera of which nothing is kept.
  AskedBefore NOTHING_KNOWN =
      new AskedBefore() {

        @Override
        public boolean byDigest() {
          return false;
        }

        @Override
        public void askedByDigest() {}
      };

  boolean byDigest();

  void askedByDigest();
}
