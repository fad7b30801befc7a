package org.porchlight.feeds.copies;

import java.util.List;
import org.porchlight.feeds.apart.Order;
import org.porchlight.registry.Mask;

/// How a copy is painted.
///
/// @param masks blanked
/// @param mark burned in after the time, in capital letters and digits; nothing is burned in if it
///   is empty
public record Look(List<Mask> masks, int mostWidth, String mark) {

  public Look {
    masks = List.copyOf(masks);
  }

  Order.Look order() {
    return new Order.Look(masks.stream().map(Look::numbers).toList(), mostWidth, mark);
  }

  private static float[] numbers(Mask mask) {
    var numbers = new float[2 * mask.points().size()];
    for (var i = 0; i < mask.points().size(); i++) {
      numbers[2 * i] = (float) mask.points().get(i).x();
      numbers[2 * i + 1] = (float) mask.points().get(i).y();
    }
    return numbers;
  }
}
