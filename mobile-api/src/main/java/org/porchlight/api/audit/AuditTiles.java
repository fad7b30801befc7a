package org.porchlight.api.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.porchlight.audit.PublicLog;
import org.porchlight.audit.TilePath;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Gives out the log in the C2SP tlog-tiles format, to everyone.
///
/// Tiles never change once they are signed, so they may be kept for ever by whoever fetched them;
/// the checkpoint must be asked for each time.
@RestController
class AuditTiles {

  private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, UTF_8);
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private static final Predicate<String> INDEX =
      Pattern.compile("0|[1-9][0-9]{0,17}").asMatchPredicate();

  private final PublicLog log;

  AuditTiles(PublicLog log) {
    this.log = log;
  }

  @GetMapping("/audit/checkpoint")
  ResponseEntity<byte[]> checkpoint() {
    return text(log.checkpoint(), "The log has no signed checkpoint yet.");
  }

  @GetMapping("/audit/key")
  ResponseEntity<byte[]> key() {
    return text(Optional.of(log.verifierKey() + "\n"), "");
  }

  /// Proof that an entry is in the newest checkpoint, as a `.tlog-proof` file.
  @GetMapping("/audit/proof/{index}")
  ResponseEntity<byte[]> proof(@PathVariable String index) {
    var number = Optional.of(index).filter(INDEX).map(Long::valueOf);
    return text(number.flatMap(log::proof), "No signed checkpoint covers this entry.");
  }

  @GetMapping("/audit/tile/{*path}")
  ResponseEntity<byte[]> tile(@PathVariable String path) {
    var tile =
        TilePath.parse(path.substring(1))
            .flatMap(log::at)
            .orElseThrow(() -> new NotInLog("No signed checkpoint covers such a tile."));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .cacheControl(FOR_EVER)
        .body(tile);
  }

  private static ResponseEntity<byte[]> text(Optional<String> text, String orElse) {
    return ResponseEntity.ok()
        .contentType(TEXT)
        .cacheControl(CacheControl.noCache())
        .body(text.orElseThrow(() -> new NotInLog(orElse)).getBytes(UTF_8));
  }
}
