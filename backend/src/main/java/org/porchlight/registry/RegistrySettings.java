package org.porchlight.registry;

import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What stream addresses may be.
///
/// @param ports ports that cameras on the internet may have; in a granted network any port may be
///   used
/// @param ownNetworks the center's own networks in CIDR notation, where no camera may be, whatever
///   was granted
@ConfigurationProperties("porchlight.registry")
record RegistrySettings(
    @DefaultValue({
          "80", "81", "88", "322", "443", "554", "555", "5554", "7441", "7447", "8000", "8080",
          "8081", "8443", "8554", "8555", "10554"
        })
        Set<Integer> ports,
    @DefaultValue List<String> ownNetworks) {

  List<Network> networks() {
    return ownNetworks.stream().map(Network::of).toList();
  }
}
