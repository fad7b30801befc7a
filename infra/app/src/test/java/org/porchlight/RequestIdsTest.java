package org.porchlight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestIdsTest {

  @Test
  void everyLogLineOfARequestCarriesTheIdOfItsAnswerAndNoneAfterIt() throws Exception {
    var logged = new ArrayList<String>();
    var answer = new MockHttpServletResponse();

    new RequestIds()
        .doFilter(
            new MockHttpServletRequest(), answer, (_, _) -> logged.add(MDC.get("request_id")));

    assertThat(answer.getHeader("X-Request-Id")).matches("[0-9a-f-]{36}").isEqualTo(logged.get(0));
    assertThat(MDC.get("request_id")).isNull();
  }

  @Test
  void anIdFromOutsideIsNotTrusted() throws Exception {
    var request = new MockHttpServletRequest();
    request.addHeader("X-Request-Id", "forged\nline");
    var answer = new MockHttpServletResponse();

    new RequestIds().doFilter(request, answer, (_, _) -> {});

    assertThat(answer.getHeader("X-Request-Id")).doesNotContain("forged");
  }
}
