package org.porchlight.portal.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.html.Anchor;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.porchlight.notices.Mail;
import org.porchlight.notices.MailBox;
import org.porchlight.notices.StoredMail;
import org.porchlight.portal.shell.Refresh;
import org.porchlight.testing.Cameras;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithAnonymousUser;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

class DemoMailViewTest {

  @SpringBootTest
  @TestPropertySource(properties = "porchlight.demo=true")
  @ViewPackages(classes = DemoMailView.class)
  @WithAnonymousUser
  @Nested
  class InTheDemo extends SpringBrowserlessTest {

    @MockitoBean MailBox mailBox;
    @MockitoBean Refresh refresh;

    @Test
    void linksInLettersCanBeFollowed() {
      given(mailBox.latest(anyInt()))
          .willReturn(
              List.of(
                  new StoredMail(
                      UUID.randomUUID(),
                      Cameras.NOON,
                      new Mail(
                          "ana@example.org",
                          "CONFIRM_EMAIL",
                          "en",
                          "Welcome",
                          "Follow http://localhost/signup/confirm?token=abc to confirm."))));

      var view = navigate(DemoMailView.class);

      assertThat(find(Anchor.class, view.mails).single().getHref())
          .isEqualTo("http://localhost/signup/confirm?token=abc");
    }
  }

  @SpringBootTest
  @ViewPackages(classes = DemoMailView.class)
  @WithAnonymousUser
  @Nested
  class OutsideTheDemo extends SpringBrowserlessTest {

    @MockitoBean MailBox mailBox;
    @MockitoBean Refresh refresh;

    @Test
    void thereIsNoSuchPage() {
      assertThat(getCurrentView()).isNotInstanceOf(DemoMailView.class);
      org.junit.jupiter.api.Assertions.assertThrows(
          RuntimeException.class, () -> navigate(DemoMailView.class));
      org.mockito.BDDMockito.then(mailBox).shouldHaveNoInteractions();
    }
  }
}
