package org.porchlight.camerasim;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/// Looks at pictures as a viewer would, and reads the bar code in them.
final class H264Decoder implements AutoCloseable {

  private final AVCodecContext context;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();

  H264Decoder() {
    var codec = avcodec_find_decoder(AV_CODEC_ID_H264);
    context = avcodec_alloc_context3(codec);
    context.thread_count(1);
    // The stream has no B-frames, so each picture comes out as soon as it went in.
    context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
    if (avcodec_open2(context, codec, (AVDictionary) null) < 0) {
      throw new IllegalStateException("no decoder");
    }
  }

  /// The bar codes of the pictures that this access unit brings out.
  List<Integer> barcodes(byte[] annexB) {
    var found = new ArrayList<Integer>();
    try (var bytes = new BytePointer(annexB.length + 64)) {
      bytes.put(annexB, 0, annexB.length);
      packet.data(bytes).size(annexB.length);
      if (avcodec_send_packet(context, packet) < 0) {
        throw new IllegalStateException("not decodable");
      }
      while (avcodec_receive_frame(context, frame) >= 0) {
        found.add(barcode());
      }
      packet.data(null).size(0);
    }
    return found;
  }

  private int barcode() {
    var unit = frame.width() / 640.0;
    var value = 0;
    for (var bit = 0; bit < Barcode.BITS; bit++) {
      var x = (long) ((24 + 24 * bit) * unit);
      var y = (long) (24 * unit);
      var luma = frame.data(0).get(y * frame.linesize(0) + x) & 0xff;
      value |= luma > 128 ? 1 << bit : 0;
    }
    return value;
  }

  @Override
  public void close() {
    av_packet_free(packet);
    av_frame_free(frame);
    avcodec_free_context(context);
  }
}
