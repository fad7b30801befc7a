package org.porchlight.feeds.apart;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_CLOSED_GOP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/// Makes H.264 or JPEG of painted pictures. H.264 comes from Cisco's OpenH264, which the LGPL build
/// of FFmpeg brings along: constrained baseline, no B-frames, a keyframe each second.
final class Encoder implements AutoCloseable {

  private static final int TICKS = 90_000;

  /// Expected; cameras that send more are thinned out by [StreamCopy].
  private static final int RATE = 15;

  /// Bits for each pixel of a picture; 1.4 Mbit/s for 1280 by 720 at 15 a second.
  private static final double BITS_PER_PIXEL = 0.1;

  /// From 2, the best, to 31.
  private static final int JPEG_QUALITY = 5;

  private final AVCodecContext context;
  private final AVPacket packet;
  private long lastKey = Long.MIN_VALUE;

  /// One encoded picture.
  @SuppressWarnings("ArrayRecordComponent")
  record Piece(long show, boolean key, byte[] bytes) {}

  private Encoder(AVCodecContext context) {
    this.context = context;
    this.packet = av_packet_alloc();
  }

  static Encoder h264(int width, int height) throws Undecodable {
    var options = new AVDictionary(null);
    av_dict_set(options, "profile", "constrained_baseline", 0);
    av_dict_set(options, "rc_mode", "bitrate", 0);
    av_dict_set(options, "allow_skip_frames", "0", 0);
    var codec = avcodec_find_encoder_by_name("libopenh264");
    if (codec == null || codec.isNull()) {
      throw new Undecodable("no OpenH264");
    }
    var context = avcodec_alloc_context3(codec);
    context.width(width).height(height).pix_fmt(AV_PIX_FMT_YUV420P);
    context.color_range(AVCOL_RANGE_MPEG);
    context.time_base().num(1).den(TICKS);
    context.framerate().num(RATE).den(1);
    context.gop_size(10 * RATE).max_b_frames(0);
    context.bit_rate((long) (BITS_PER_PIXEL * width * height * RATE));
    context.flags(context.flags() | AV_CODEC_FLAG_CLOSED_GOP);
    context.thread_count(1);
    var opened = avcodec_open2(context, codec, options);
    av_dict_free(options);
    return checked(context, opened);
  }

  static Encoder jpeg(int width, int height) throws Undecodable {
    var codec = avcodec_find_encoder_by_name("mjpeg");
    var context = avcodec_alloc_context3(codec);
    context.width(width).height(height).pix_fmt(AV_PIX_FMT_YUV420P);
    context.color_range(AVCOL_RANGE_JPEG);
    context.time_base().num(1).den(TICKS);
    context.flags(context.flags() | AV_CODEC_FLAG_QSCALE);
    context.global_quality(JPEG_QUALITY * FF_QP2LAMBDA);
    context.thread_count(1);
    return checked(context, avcodec_open2(context, codec, (@Nullable AVDictionary) null));
  }

  private static Encoder checked(AVCodecContext context, int opened) throws Undecodable {
    if (opened < 0) {
      avcodec_free_context(context);
      Undecodable.check(opened, "open the encoder");
    }
    return new Encoder(context);
  }

  /// Takes one painted picture.
  ///
  /// @param frame null when there are no more
  void put(@Nullable AVFrame frame, long show) throws Undecodable {
    if (frame != null) {
      var key = lastKey == Long.MIN_VALUE || show - lastKey >= TICKS;
      lastKey = key ? show : lastKey;
      frame.pict_type(key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
      frame.quality(JPEG_QUALITY * FF_QP2LAMBDA);
      frame.pts(show);
    }
    Undecodable.check(avcodec_send_frame(context, frame), "encode");
  }

  /// Null if none is ready.
  @Nullable Piece take() {
    if (avcodec_receive_packet(context, packet) < 0) {
      return null;
    }
    try {
      var bytes = new byte[packet.size()];
      packet.data().get(bytes);
      return new Piece(packet.pts(), (packet.flags() & AV_PKT_FLAG_KEY) != 0, bytes);
    } finally {
      av_packet_unref(packet);
    }
  }

  @Override
  public void close() {
    av_packet_free(packet);
    avcodec_free_context(context);
  }
}
