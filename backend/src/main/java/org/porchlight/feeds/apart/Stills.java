package org.porchlight.feeds.apart;

/// Makes a JPEG of one picture.
final class Stills {

  private Stills() {}

  static Result.Picture make(Order.Still order) throws Undecodable {
    try (var decoder = new Decoder(order.codec(), order.header())) {
      decoder.put(order.sample(), true, 0);
      decoder.finish();
      var frame = decoder.take();
      if (frame == null) {
        throw new Undecodable("no picture in it");
      }
      try (var canvas = new Canvas(frame.width(), frame.height(), order.look(), true);
          var encoder = Encoder.jpeg(canvas.width, canvas.height)) {
        encoder.put(canvas.paint(frame, order.at()), 0);
        encoder.put(null, 0);
        var piece = encoder.take();
        if (piece == null) {
          throw new Undecodable("no JPEG came of it");
        }
        return new Result.Picture(canvas.width, canvas.height, piece.bytes());
      }
    }
  }
}
