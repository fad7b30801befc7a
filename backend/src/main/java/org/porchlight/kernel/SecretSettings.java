package org.porchlight.kernel;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the key that seals secrets comes from.
///
/// @param key the master key itself, 32 bytes as base64, for example from the environment; wins
///   over the file
/// @param keyFile file with the master key; made at the first start, readable by its owner only
@ConfigurationProperties("porchlight.secrets")
record SecretSettings(@Nullable String key, @DefaultValue(".data/master.key") Path keyFile) {

  MasterKey masterKey() {
    return key == null || key.isBlank() ? MasterKey.inFile(keyFile) : MasterKey.ofBase64(key);
  }

  @Override
  public String toString() {
    return "SecretSettings[key=[redacted], keyFile=" + keyFile + "]";
  }
}
