package org.porchlight.feeds.apart;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/// Where decoded pictures are brought to their size, blanked and stamped, in YUV 4:2:0: nothing
/// leaves the worker that was not painted here.
final class Canvas implements AutoCloseable {

  final int width;
  final int height;
  private final AVFrame frame;
  private final SwsContext scaler;
  private final Blanking blanking;
  private final Stamp stamp;

  /// @param fullRange as JPEG has it
  Canvas(int fromWidth, int fromHeight, Order.Look look, boolean fullRange) throws Undecodable {
    var most = Math.clamp(look.mostWidth(), 64, 4096);
    var wide = Math.min(most, fromWidth);
    this.width = Math.max(16, wide & ~1);
    this.height = Math.max(16, (int) ((long) fromHeight * wide / fromWidth) & ~1);
    blanking = new Blanking(look.masks(), width, height);
    stamp = new Stamp(look.mark(), height);
    scaler = sws_alloc_context();
    scaler.flags(SWS_BILINEAR);
    frame = av_frame_alloc();
    frame.width(width).height(height).format(AV_PIX_FMT_YUV420P);
    frame.color_range(fullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
    try {
      Undecodable.check(av_frame_get_buffer(frame, 0), "get memory for a picture");
    } catch (Undecodable failed) {
      close();
      throw failed;
    }
  }

  /// Paints one picture; what comes back is valid until the next call.
  ///
  /// @param at milliseconds since 1970
  AVFrame paint(AVFrame decoded, long at) throws Undecodable {
    Undecodable.check(av_frame_make_writable(frame), "write into a picture");
    frame.colorspace(decoded.colorspace());
    Undecodable.check(sws_scale_frame(scaler, frame, decoded), "scale a picture");
    blanking.paint(frame);
    stamp.paint(frame, at);
    return frame;
  }

  @Override
  public void close() {
    av_frame_free(frame);
    sws_freeContext(scaler);
  }
}
