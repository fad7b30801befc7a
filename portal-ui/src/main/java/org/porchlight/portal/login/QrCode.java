package org.porchlight.portal.login;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/// A QR code as SVG, drawn here so that the secret in it goes to nobody else.
final class QrCode {

  private static final int QUIET_ZONE = 4;

  private QrCode() {}

  /// Dark on light in every colour scheme: not every scanner reads the inverse.
  ///
  /// @param label what screen readers say; must be escaped for HTML
  static String svg(String text, String label) {
    try {
      var modules =
          new QRCodeWriter()
              .encode(
                  text,
                  BarcodeFormat.QR_CODE,
                  0,
                  0,
                  Map.of(
                      EncodeHintType.MARGIN,
                      QUIET_ZONE,
                      EncodeHintType.ERROR_CORRECTION,
                      ErrorCorrectionLevel.M));
      var path = new StringBuilder();
      for (var y = 0; y < modules.getHeight(); y++) {
        for (var x = 0; x < modules.getWidth(); x++) {
          if (modules.get(x, y)) {
            path.append("M%d %dh1v1h-1z".formatted(x, y));
          }
        }
      }
      return """
      <svg class="qr" role="img" aria-label="%s" viewBox="0 0 %d %d" shape-rendering="crispEdges">\
      <rect width="100%%" height="100%%" fill="#ffffff"/><path d="%s" fill="#000000"/></svg>
      """
          .formatted(label, modules.getWidth(), modules.getHeight(), path);
    } catch (WriterException tooLong) {
      throw new IllegalArgumentException("too long for a QR code", tooLong);
    }
  }
}
