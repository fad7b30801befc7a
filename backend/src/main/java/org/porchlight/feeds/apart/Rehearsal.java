package org.porchlight.feeds.apart;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

/// A small grey picture to practise on.
final class Rehearsal {

  private static final int SIZE = 64;

  private Rehearsal() {}

  static byte[] jpeg() throws Undecodable {
    var frame = av_frame_alloc();
    try (var encoder = Encoder.jpeg(SIZE, SIZE)) {
      frame.width(SIZE).height(SIZE).format(AV_PIX_FMT_YUV420P).color_range(AVCOL_RANGE_JPEG);
      Undecodable.check(av_frame_get_buffer(frame, 0), "get memory for a picture");
      for (var row = 0; row < SIZE; row++) {
        for (var plane = 0; plane < 3; plane++) {
          Blanking.fill(frame, plane, row, 0, SIZE, 0x80);
        }
      }
      encoder.put(frame, 0);
      encoder.put(null, 0);
      var piece = encoder.take();
      if (piece == null) {
        throw new Undecodable("no JPEG came of it");
      }
      return piece.bytes();
    } finally {
      av_frame_free(frame);
    }
  }
}
