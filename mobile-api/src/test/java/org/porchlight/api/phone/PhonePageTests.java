package org.porchlight.api.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.forwardedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.porchlight.access.Purpose;
import org.porchlight.access.Reason;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class PhonePageTests {

  @Test
  void folderOpensTheApp() throws Exception {
    var http = MockMvcBuilders.standaloneSetup(new PhonePage()).build();

    http.perform(get("/phone/")).andExpect(forwardedUrl("/phone/index.html"));
    http.perform(get("/phone")).andExpect(redirectedUrl("/phone/"));
  }

  @Test
  void everythingThatIsKeptForOfflineUseIsThere() throws IOException {
    var list = find(read("sw.js"), "const FILES = \\[([^]]*)]").iterator().next();

    assertThat(find(list, "'([^']+\\.[a-z]+)'"))
        .contains("app.js", "app.css", "i18n.js")
        .allSatisfy(file -> assertThat(read(file)).isNotEmpty());
  }

  @Test
  void everyTextIsThereInBothLanguages() throws IOException {
    var texts = read("i18n.js");
    var english = keys(texts.substring(texts.indexOf("const en"), texts.indexOf("const es")));
    var spanish = keys(texts.substring(texts.indexOf("const es"), texts.indexOf("const texts")));

    assertThat(english).isEqualTo(spanish).hasSizeGreaterThan(100);
    assertThat(english).containsAll(find(read("app.js"), "\\bt\\('([a-zA-Z]+)'"));
  }

  @Test
  void everyPurposeCanBeChosenAndEveryReasonHasWords() throws IOException {
    var app = read("app.js");
    var list = find(app, "const PURPOSES = \\[([^]]*)]").iterator().next();
    var english = keys(read("i18n.js"));

    assertThat(find(list, "'([^']+)'"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Purpose.values()).map(Purpose::code).toList());
    assertThat(english).containsAll(Stream.of(Purpose.values()).map(Purpose::code).toList());
    assertThat(english).containsAll(Stream.of(Reason.values()).map(Reason::name).toList());
  }

  @Test
  void nothingComesFromAnotherHost() throws IOException {
    for (var file :
        Set.of("index.html", "app.js", "api.js", "auth.js", "live.js", "map.js", "app.css")) {
      assertThat(read(file).replace("http://www.w3.org/2000/svg", ""))
          .doesNotContain("https://", "http://", "src=\"//");
    }
  }

  private static Set<String> keys(String block) {
    return find(block, "(?:^|[{,]|\\n)\\s*'?([A-Za-z_-]+)'?: ['{]");
  }

  private static Set<String> find(String text, String pattern) {
    var found = new TreeSet<String>();
    var matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static String read(String file) throws IOException {
    try (InputStream stream = PhonePage.class.getResourceAsStream("/static/phone/" + file)) {
      assertThat(stream).as(file).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
