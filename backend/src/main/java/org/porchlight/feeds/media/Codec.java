package org.porchlight.feeds.media;

/// The formats that are let in.
public enum Codec {
  H264,
  HEVC,
  MJPEG
}
