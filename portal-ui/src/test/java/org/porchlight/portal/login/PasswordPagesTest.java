package org.porchlight.portal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.porchlight.consent.ConsentText;
import org.porchlight.consent.FirstCamera;
import org.porchlight.consent.Level;
import org.porchlight.consent.LinkAnswer;
import org.porchlight.consent.WaitingCamera;
import org.porchlight.identity.PasswordLinks;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/// The pages behind the link that confirms a first camera.
class PasswordPagesTest {

  static final ConsentText WORDS = ConsentText.of(Level.ALWAYS, "en");

  final FirstCamera firstCamera = mock();
  final PasswordLinks links = mock();
  final PasswordPages pages = new PasswordPages(firstCamera, links);

  @Test
  void theCameraAndWhatIsAgreedToAreShownBeforeTheButton() {
    given(firstCamera.look("t", "en")).willReturn(Optional.of(waiting("12 Elm Street", false)));

    var page = pages.askToConfirm("t", request(), new MockHttpServletResponse());

    assertThat(page.getBody())
        .contains(
            "12 Elm Street",
            "At any time",
            "<details><summary>",
            "value=\"" + WORDS.hash() + "\"",
            "Agree and register this camera")
        .doesNotContain("type=\"checkbox\"", "<script");
  }

  @Test
  void wordsThatAreNewStandOpenAndWantATick() {
    given(firstCamera.confirm(eq("t"), any(), eq("en"), anyString()))
        .willReturn(new LinkAnswer.NewWords(waiting("12 Elm Street", true)));

    var page = pages.confirm("t", "old", request(), new MockHttpServletResponse());

    assertThat(page.getStatusCode().value()).isEqualTo(409);
    assertThat(page.getBody())
        .contains(
            "role=\"alert\"",
            "have changed since",
            "<details open>",
            "<input type=\"checkbox\" id=\"read\" name=\"read\" value=\"yes\" required>",
            "value=\"" + WORDS.hash() + "\"");
  }

  @Test
  void whatWasTypedIsNeverMarkup() {
    given(firstCamera.look("t", "en"))
        .willReturn(Optional.of(waiting("<script>alert('{0}')</script>", false)));

    var page = pages.askToConfirm("t", request(), new MockHttpServletResponse());

    assertThat(page.getBody()).doesNotContain("<script").contains("&lt;script&gt;");
  }

  @Test
  void thePasswordComesAfterTheButton() {
    given(firstCamera.confirm(eq("t"), eq(WORDS.hash()), eq("en"), anyString()))
        .willReturn(new LinkAnswer.Confirmed(true, "/password/p"));

    var page = pages.confirm("t", WORDS.hash(), request(), new MockHttpServletResponse());

    assertThat(page.getStatusCode().value()).isEqualTo(303);
    assertThat(page.getHeaders().getLocation()).hasToString("/password/p?registered");

    given(links.works("p")).willReturn(true);
    var registered = request();
    registered.setParameter("registered", "");
    assertThat(pages.askForPassword("p", registered, new MockHttpServletResponse()).getBody())
        .contains("Your camera is registered.", "id=\"password\"");
  }

  @Test
  void aLinkThatNoLongerWorksSaysWhatToDo() {
    given(firstCamera.confirm(any(), any(), any(), any())).willReturn(new LinkAnswer.Gone());

    var page = pages.confirm("t", null, request(), new MockHttpServletResponse());

    assertThat(page.getStatusCode().value()).isEqualTo(410);
    assertThat(page.getBody()).contains("too old", "href=\"/register\"", "href=\"/login\"");
  }

  private static WaitingCamera waiting(String address, boolean isNew) {
    return new WaitingCamera(address, Level.ALWAYS, WORDS, isNew);
  }

  private static MockHttpServletRequest request() {
    var request = new MockHttpServletRequest();
    request.addPreferredLocale(java.util.Locale.ENGLISH);
    return request;
  }
}
