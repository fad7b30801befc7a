package org.porchlight.api.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.porchlight.audit.Proofs;
import org.porchlight.audit.PublicLog;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class AuditTilesTests {

  static final String NOTE = "log.test/audit\n1\nroot\n\n\u2014 log.test/audit AAAA\n";
  static final byte[] TILE = {1, 2, 3};
  static final byte[] BUNDLE = {0, 1, 7};

  final MockMvc http = http(new OneEntry(Optional.of(NOTE)));

  static MockMvc http(PublicLog log) {
    return MockMvcBuilders.standaloneSetup(new AuditTiles(log))
        .setControllerAdvice(new AuditProblems())
        .build();
  }

  @Test
  void checkpointIsPlainTextThatIsAskedForEachTime() throws Exception {
    http.perform(get("/audit/checkpoint"))
        .andExpect(status().isOk())
        .andExpect(header().string("Content-Type", "text/plain;charset=UTF-8"))
        .andExpect(header().string("Cache-Control", "no-cache"))
        .andExpect(content().bytes(NOTE.getBytes(UTF_8)));
  }

  @Test
  void keyIsOneLine() throws Exception {
    http.perform(get("/audit/key"))
        .andExpect(status().isOk())
        .andExpect(header().string("Content-Type", "text/plain;charset=UTF-8"))
        .andExpect(content().string("log.test/audit+00000000+AQ\n"));
  }

  @Test
  void tilesAndEntriesMayBeKeptForEver() throws Exception {
    for (var path : new String[] {"0/000.p/1", "1/x001/x234/067"}) {
      http.perform(get("/audit/tile/" + path))
          .andExpect(status().isOk())
          .andExpect(header().string("Content-Type", "application/octet-stream"))
          .andExpect(header().string("Cache-Control", "max-age=31536000, public, immutable"))
          .andExpect(content().bytes(TILE));
    }
    http.perform(get("/audit/tile/entries/000.p/1"))
        .andExpect(status().isOk())
        .andExpect(header().string("Content-Type", "application/octet-stream"))
        .andExpect(content().bytes(BUNDLE));
  }

  @Test
  void proofIsPlainText() throws Exception {
    http.perform(get("/audit/proof/0"))
        .andExpect(status().isOk())
        .andExpect(header().string("Content-Type", "text/plain;charset=UTF-8"))
        .andExpect(content().string("proof of 0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile/0/000",
        "tile/0/000.p/2",
        "tile/0/000.p/256",
        "tile/0/0",
        "tile/9/000",
        "tile/entries/000",
        "tile/entries",
        "tile/0",
        "tile/0/x/000",
        "proof/1",
        "proof/-1",
        "proof/00",
        "proof/99999999999999999999",
        "proof/x"
      })
  void whatIsNotInTheLogIsAProblem(String path) throws Exception {
    http.perform(get("/audit/" + path))
        .andExpect(status().isNotFound())
        .andExpect(header().string("Content-Type", "application/problem+json"))
        .andExpect(jsonPath("$.type").value("urn:porchlight:problem:not-in-log"));
  }

  @Test
  void logWithoutACheckpointSaysSo() throws Exception {
    http(new OneEntry(Optional.empty()))
        .perform(get("/audit/checkpoint"))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.detail").value("The log has no signed checkpoint yet."));
  }

  @Test
  void logCannotBeWritten() throws Exception {
    http.perform(post("/audit/checkpoint")).andExpect(status().isMethodNotAllowed());
  }

  record OneEntry(Optional<String> checkpoint) implements PublicLog {

    @Override
    public String verifierKey() {
      return "log.test/audit+00000000+AQ";
    }

    @Override
    public Optional<byte[]> tile(int level, long number, int width) {
      var first = level == 0 && number == 0 && width == 1;
      var far = level == 1 && number == 1_234_067 && width == 256;
      return first || far ? Optional.of(TILE) : Optional.empty();
    }

    @Override
    public Optional<byte[]> entries(long number, int width) {
      return number == 0 && width == 1 ? Optional.of(BUNDLE) : Optional.empty();
    }

    @Override
    public Optional<Proofs> proofs() {
      return Optional.empty();
    }

    @Override
    public Optional<String> proof(long index) {
      return index == 0 ? Optional.of("proof of 0") : Optional.empty();
    }
  }
}
