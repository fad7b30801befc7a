package org.porchlight.camerasim;

import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.porchlight.camerasim.CameraOptions.Control;
import org.porchlight.camerasim.CameraOptions.ParameterSets;

/// The SDP (RFC 8866) that answers DESCRIBE.
final class SessionDescription {

  private SessionDescription() {}

  /// @param base address of the camera as the client wrote it
  static String of(SimCamera camera, String base) {
    var faults = camera.faults();
    var sdp = new StringBuilder();
    sdp.append("v=0\r\n");
    sdp.append("o=- 1 1 IN IP4 127.0.0.1\r\n");
    sdp.append("s=Simulated camera\r\n");
    sdp.append("c=IN IP4 0.0.0.0\r\n");
    sdp.append("t=0 0\r\n");
    sdp.append("a=control:*\r\n");
    sdp.append("a=range:npt=now-\r\n");
    switch (faults.notVideo) {
      case ONLY_AUDIO -> appendAudio(sdp, camera, base, Medium.VIDEO);
      case ONLY_APPLICATION -> {
        sdp.append("m=application 0 RTP/AVP 107\r\n");
        sdp.append("a=rtpmap:107 vnd.onvif.metadata/90000\r\n");
        appendControl(sdp, camera, base, Medium.VIDEO, null);
      }
      case GARBAGE_PACKETS, WEB_PAGE -> appendVideo(sdp, camera, base);
      case null -> {
        appendVideo(sdp, camera, base);
        if (camera.hasSound()) {
          appendAudio(sdp, camera, base, Medium.AUDIO);
        }
      }
    }
    while (sdp.length() < faults.sdpBytes) {
      sdp.append("a=x-filler:").append("0123456789abcdef".repeat(60)).append("\r\n");
    }
    return sdp.toString();
  }

  private static void appendVideo(StringBuilder sdp, SimCamera camera, String base) {
    var clip = camera.clip();
    sdp.append("m=video 0 RTP/AVP ").append(RtpTrack.VIDEO_TYPE).append("\r\n");
    sdp.append("a=rtpmap:").append(RtpTrack.VIDEO_TYPE).append(" H264/90000\r\n");
    sdp.append("a=fmtp:").append(RtpTrack.VIDEO_TYPE);
    sdp.append(" packetization-mode=1;profile-level-id=");
    sdp.append(HexFormat.of().withUpperCase().formatHex(clip.sps(), 1, 4));
    if (camera.options().parameterSets() != ParameterSets.ONLY_IN_BAND) {
      var base64 = Base64.getEncoder();
      sdp.append(";sprop-parameter-sets=").append(base64.encodeToString(clip.sps()));
      sdp.append(',').append(base64.encodeToString(clip.pps()));
    }
    sdp.append("\r\n");
    sdp.append("a=framerate:").append(clip.framesPerSecond()).append("\r\n");
    appendControl(sdp, camera, base, Medium.VIDEO, camera.faults().foreignControl);
  }

  private static void appendAudio(StringBuilder sdp, SimCamera camera, String base, Medium place) {
    var sound = camera.clip().sound();
    var coding = sound == null ? Sound.Coding.ALAW : sound.coding();
    var type = RtpTrack.typeOf(coding);
    sdp.append("m=audio 0 RTP/AVP ").append(type).append("\r\n");
    sdp.append("a=rtpmap:").append(type);
    if (sound != null && coding == Sound.Coding.AAC) {
      var name = sound.latm() ? " MP4A-LATM/" : " MPEG4-GENERIC/";
      sdp.append(name).append(sound.clockRate()).append("/1\r\na=fmtp:").append(type);
      if (sound.latm()) {
        sdp.append(" profile-level-id=1;cpresent=0;config=").append(sound.latmConfig());
      } else {
        sdp.append(" streamtype=5;profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;");
        sdp.append("indexdeltalength=3;config=").append(sound.aacConfig());
      }
      sdp.append("\r\n");
    } else {
      sdp.append(coding == Sound.Coding.ULAW ? " PCMU/8000\r\n" : " PCMA/8000\r\n");
    }
    appendControl(sdp, camera, base, place, null);
  }

  private static void appendControl(
      StringBuilder sdp, SimCamera camera, String base, Medium medium, @Nullable String foreign) {
    var name = medium.control();
    var own = camera.options().control() == Control.RELATIVE ? name : base + "/" + name;
    sdp.append("a=control:").append(foreign == null ? own : foreign).append("\r\n");
  }
}
