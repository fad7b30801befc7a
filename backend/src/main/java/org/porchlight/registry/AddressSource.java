package org.porchlight.registry;

import java.io.IOException;
import java.util.List;

/// Somebody who knows where addresses are.
interface AddressSource {

  /// Looks a typed address up.
  ///
  /// @param language `en` or `es`
  /// @return best first
  /// @throws IOException if it does not answer, or not in its own format
  List<FoundAddress> find(String typed, String language) throws IOException, InterruptedException;
}
