package org.porchlight.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;

/// What a real decoder makes of an MP4 file: every picture, and the number that the simulated
/// camera burned into it.
///
/// @param seconds as the file says
/// @param pictures in the order shown
public record DecodedVideo(
    String codec, int width, int height, double seconds, List<Picture> pictures) {

  /// One picture.
  ///
  /// @param barcode see `org.porchlight.camerasim.Barcode`
  public record Picture(double time, int barcode) {}

  public List<Integer> barcodes() {
    return pictures.stream().map(Picture::barcode).toList();
  }

  public static DecodedVideo of(byte[] mp4) throws IOException {
    var file = Files.createTempFile("decoded", ".mp4");
    try {
      Files.write(file, mp4);
      return of(file);
    } finally {
      Files.delete(file);
    }
  }

  /// Decodes a whole file.
  ///
  /// @throws IOException if it can not be read, or one picture can not be decoded
  public static DecodedVideo of(Path file) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    var context = new AVFormatContext(null);
    check(
        avformat.avformat_open_input(context, file.toString(), null, (AVDictionary) null), "open");
    try {
      check(avformat.avformat_find_stream_info(context, (PointerPointer<?>) null), "probe");
      var stream = context.streams(0);
      var decoder = avcodec.avcodec_find_decoder(stream.codecpar().codec_id());
      var codec = avcodec.avcodec_alloc_context3(decoder);
      check(avcodec.avcodec_parameters_to_context(codec, stream.codecpar()), "parameters");
      codec.thread_count(1);
      codec.err_recognition(avcodec.AV_EF_EXPLODE);
      check(avcodec.avcodec_open2(codec, decoder, (AVDictionary) null), "decoder");
      var base = avutil.av_q2d(stream.time_base());
      var pictures = decode(context, codec, base);
      var decoded =
          new DecodedVideo(
              decoder.name().getString(),
              codec.width(),
              codec.height(),
              context.duration() / 1e6,
              pictures);
      avcodec.avcodec_free_context(codec);
      return decoded;
    } finally {
      avformat.avformat_close_input(context);
    }
  }

  private static List<Picture> decode(AVFormatContext context, AVCodecContext codec, double base)
      throws IOException {
    var pictures = new ArrayList<Picture>();
    var packet = avcodec.av_packet_alloc();
    var frame = avutil.av_frame_alloc();
    while (avformat.av_read_frame(context, packet) >= 0) {
      check(avcodec.avcodec_send_packet(codec, packet), "picture " + pictures.size());
      avcodec.av_packet_unref(packet);
      receive(codec, frame, base, pictures);
    }
    check(avcodec.avcodec_send_packet(codec, (AVPacket) null), "flush");
    receive(codec, frame, base, pictures);
    avcodec.av_packet_free(packet);
    avutil.av_frame_free(frame);
    return pictures;
  }

  private static void receive(
      AVCodecContext codec, AVFrame frame, double base, List<Picture> pictures) throws IOException {
    while (true) {
      var result = avcodec.avcodec_receive_frame(codec, frame);
      if (result < 0) {
        return;
      }
      if (frame.decode_error_flags() != 0) {
        throw new IOException("picture " + pictures.size() + " is damaged");
      }
      pictures.add(new Picture(frame.pts() * base, barcode(frame)));
    }
  }

  private static int barcode(AVFrame frame) {
    var unit = frame.width() / 640.0;
    var value = 0;
    for (var bit = 0; bit < 12; bit++) {
      var x = (long) ((24 + 24 * bit) * unit);
      var y = (long) (24 * unit);
      var luma = frame.data(0).get(y * frame.linesize(0) + x) & 0xFF;
      value |= luma > 127 ? 1 << bit : 0;
    }
    return value;
  }

  private static void check(int result, String what) throws IOException {
    if (result < 0) {
      var text = new byte[128];
      avutil.av_strerror(result, text, text.length);
      throw new IOException(
          what + ": " + new String(text, java.nio.charset.StandardCharsets.US_ASCII).strip());
    }
  }
}
