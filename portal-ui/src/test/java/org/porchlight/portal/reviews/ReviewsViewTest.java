package org.porchlight.portal.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.button.Button;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.porchlight.access.OverrideId;
import org.porchlight.access.OverrideToReview;
import org.porchlight.access.Overrides;
import org.porchlight.identity.People;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.portal.center.Samples;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.center.WithActor;
import org.porchlight.portal.shell.CurrentActor;
import org.porchlight.registry.CameraId;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = ReviewsView.class)
@WithActor(Role.SUPERVISOR)
class ReviewsViewTest extends SpringBrowserlessTest {

  @TestConfiguration
  @Import({Viewer.class, CurrentActor.class})
  static class Parts {

    @Bean
    Clock clock() {
      return Clock.fixed(Samples.NOW, ZoneOffset.UTC);
    }
  }

  @MockitoBean Overrides overrides;
  @MockitoBean People people;

  @Test
  void supervisorReadsWhyAndDecides() {
    var waiting = waiting(Samples.NOW.minus(Duration.ofHours(1)), false);
    given(overrides.toReview(any())).willReturn(List.of(waiting));
    given(overrides.review(any(), any(), anyBoolean())).willReturn(true);
    var view = navigate(ReviewsView.class);
    assertThat(view.getElement().getTextRecursively())
        .contains("Porch", "a person on the ground is bleeding", "Review by");

    given(overrides.toReview(any())).willReturn(List.of());
    test(find(Button.class, view).withText("It was not justified").single()).click();

    then(overrides).should().review(any(), eq(waiting.id()), eq(false));
    assertThat(view.getElement().getTextRecursively()).contains("Nothing waits for a review");
  }

  @Test
  void nobodyReviewsTheirOwn() {
    given(overrides.toReview(any()))
        .willReturn(List.of(waiting(Samples.NOW.minus(Duration.ofHours(25)), true)));

    var view = navigate(ReviewsView.class);

    assertThat(find(Button.class, view).exists()).isFalse();
    assertThat(view.getElement().getTextRecursively())
        .contains("somebody else must review it", "suspended");
  }

  static OverrideToReview waiting(Instant asked, boolean own) {
    return new OverrideToReview(
        OverrideId.random(),
        CameraId.random(),
        "Porch",
        PersonId.random(),
        "EMERGENCY-IN-PROGRESS",
        "Through the window a person on the ground is bleeding",
        asked,
        asked.plus(Overrides.REVIEWED_WITHIN),
        own);
  }
}
