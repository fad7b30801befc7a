package org.porchlight.feeds.apart;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/// Decodes one stream. One of three formats, a bounded size, one thread.
final class Decoder implements AutoCloseable {

  /// 4096 by 2304, the largest picture that a feed lets in.
  private static final long MOST_PIXELS = 9_437_184;

  private final boolean jpeg;
  private final byte[] header;
  private final AVCodecContext context;
  private final AVPacket packet;
  private final AVFrame frame;

  /// @param header parameter sets with start codes
  Decoder(String name, byte[] header) throws Undecodable {
    var id =
        switch (name) {
          case "H264" -> AV_CODEC_ID_H264;
          case "HEVC" -> AV_CODEC_ID_HEVC;
          case "MJPEG" -> AV_CODEC_ID_MJPEG;
          default -> throw new Undecodable("format " + name);
        };
    this.jpeg = id == AV_CODEC_ID_MJPEG;
    this.header = header.clone();
    var codec = avcodec_find_decoder(id);
    context = avcodec_alloc_context3(codec);
    context.thread_count(1);
    context.max_pixels(MOST_PIXELS);
    context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
    packet = av_packet_alloc();
    frame = av_frame_alloc();
    try {
      Undecodable.check(
          avcodec_open2(context, codec, (@Nullable AVDictionary) null), "open the decoder");
    } catch (Undecodable failed) {
      close();
      throw failed;
    }
  }

  /// Gives in one picture.
  ///
  /// @param sample as MP4 keeps it
  void put(byte[] sample, boolean key, long show) throws Undecodable {
    var before = key ? header.length : 0;
    Undecodable.check(av_new_packet(packet, before + sample.length), "get memory");
    try {
      packet.data().put(header, 0, before);
      var content = jpeg ? sample : withStartCodes(sample);
      packet.data().getPointer(before).put(content, 0, content.length);
      packet.pts(show).dts(show);
      Undecodable.check(avcodec_send_packet(context, packet), "decode");
    } finally {
      av_packet_unref(packet);
    }
  }

  /// There is no more: what is still inside comes out.
  void finish() {
    avcodec_send_packet(context, (@Nullable AVPacket) null);
  }

  /// The next picture, valid until the next call; null if none is ready.
  @Nullable AVFrame take() {
    return avcodec_receive_frame(context, frame) < 0 ? null : frame;
  }

  /// Lengths become start codes, which are as long.
  private static byte[] withStartCodes(byte[] sample) throws Undecodable {
    var out = ByteBuffer.wrap(sample.clone());
    var at = 0;
    while (at + 4 <= sample.length) {
      var length = out.getInt(at);
      if (length < 1 || length > sample.length - at - 4) {
        throw new Undecodable("a unit of " + length + " bytes");
      }
      out.putInt(at, 1);
      at += 4 + length;
    }
    return out.array();
  }

  @Override
  public void close() {
    av_frame_free(frame);
    av_packet_free(packet);
    avcodec_free_context(context);
  }
}
