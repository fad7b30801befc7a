package org.porchlight.camerasim.scenes;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_CLOSED_GOP;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/// Makes an H.264 byte stream (Annex B) of pictures: High profile, no B-frames, closed groups of
/// pictures, SPS and PPS before each keyframe. Uses Cisco's OpenH264, which the LGPL build of
/// FFmpeg brings along.
final class H264Encoder implements AutoCloseable {

  private final int width;
  private final int height;
  private final AVCodecContext context;
  private final AVFrame frame;
  private final AVPacket packet;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long next;

  H264Encoder(int width, int height, int framesPerSecond, int keyframeEvery, int bitsPerSecond) {
    this.width = width;
    this.height = height;
    var codec = avcodec_find_encoder_by_name("libopenh264");
    if (codec == null || codec.isNull()) {
      throw new IllegalStateException("this FFmpeg was built without OpenH264");
    }
    context = avcodec_alloc_context3(codec);
    context.width(width).height(height).pix_fmt(AV_PIX_FMT_YUV420P);
    context.color_range(AVCOL_RANGE_MPEG);
    context.time_base().num(1).den(framesPerSecond);
    context.framerate().num(framesPerSecond).den(1);
    context.gop_size(keyframeEvery).max_b_frames(0).bit_rate(bitsPerSecond);
    context.flags(context.flags() | AV_CODEC_FLAG_CLOSED_GOP);
    context.thread_count(1);
    var options = new AVDictionary(null);
    av_dict_set(options, "profile", "high", 0);
    av_dict_set(options, "coder", "cabac", 0);
    av_dict_set(options, "rc_mode", "bitrate", 0);
    av_dict_set(options, "allow_skip_frames", "0", 0);
    check(avcodec_open2(context, codec, options), "open the encoder");
    av_dict_free(options);
    frame = av_frame_alloc();
    frame.width(width).height(height).format(AV_PIX_FMT_YUV420P);
    check(av_frame_get_buffer(frame, 0), "get memory for a picture");
    packet = av_packet_alloc();
  }

  /// Adds a picture of type INT_RGB in the size of the stream.
  void add(BufferedImage picture) {
    check(av_frame_make_writable(frame), "write into the picture");
    convert(((DataBufferInt) picture.getRaster().getDataBuffer()).getData());
    frame.pts(next++);
    check(avcodec_send_frame(context, frame), "encode a picture");
    drain();
  }

  byte[] finish() {
    check(avcodec_send_frame(context, (@Nullable AVFrame) null), "finish");
    drain();
    return out.toByteArray();
  }

  private void drain() {
    while (avcodec_receive_packet(context, packet) >= 0) {
      var bytes = new byte[packet.size()];
      packet.data().get(bytes);
      out.writeBytes(bytes);
      av_packet_unref(packet);
    }
  }

  /// RGB to YUV 4:2:0 by ITU-R BT.601 with limited range, in 1/65,536.
  private void convert(int[] rgb) {
    var luma = new byte[width];
    for (var y = 0; y < height; y++) {
      for (var x = 0; x < width; x++) {
        var p = rgb[y * width + x];
        luma[x] =
            (byte) (16 + ((16_829 * red(p) + 33_039 * green(p) + 6_416 * blue(p) + 32_768) >> 16));
      }
      frame.data(0).position((long) y * frame.linesize(0)).put(luma).position(0);
    }
    var u = new byte[width / 2];
    var v = new byte[width / 2];
    for (var y = 0; y < height; y += 2) {
      for (var x = 0; x < width; x += 2) {
        var at = y * width + x;
        var r = red(rgb[at]) + red(rgb[at + 1]) + red(rgb[at + width]) + red(rgb[at + width + 1]);
        var g =
            green(rgb[at])
                + green(rgb[at + 1])
                + green(rgb[at + width])
                + green(rgb[at + width + 1]);
        var b =
            blue(rgb[at]) + blue(rgb[at + 1]) + blue(rgb[at + width]) + blue(rgb[at + width + 1]);
        u[x / 2] = (byte) (128 + ((-9_714 * r - 19_070 * g + 28_784 * b + 131_072) >> 18));
        v[x / 2] = (byte) (128 + ((28_784 * r - 24_103 * g - 4_681 * b + 131_072) >> 18));
      }
      frame.data(1).position((long) y / 2 * frame.linesize(1)).put(u).position(0);
      frame.data(2).position((long) y / 2 * frame.linesize(2)).put(v).position(0);
    }
  }

  private static int red(int rgb) {
    return (rgb >> 16) & 0xff;
  }

  private static int green(int rgb) {
    return (rgb >> 8) & 0xff;
  }

  private static int blue(int rgb) {
    return rgb & 0xff;
  }

  private static void check(int answer, String deed) {
    if (answer < 0) {
      throw new IllegalStateException("FFmpeg could not " + deed + ": error " + answer);
    }
  }

  @Override
  public void close() {
    av_packet_free(packet);
    av_frame_free(frame);
    avcodec_free_context(context);
  }
}
