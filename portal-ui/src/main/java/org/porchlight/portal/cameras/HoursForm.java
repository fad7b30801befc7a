package org.porchlight.portal.cameras;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.stream.IntStream;
import org.porchlight.consent.WeeklySchedule;

/// When sharing holds: at any hour, or in the same hours of chosen days.
class HoursForm extends Div {

  enum Mode {
    ALWAYS,
    SOME_HOURS,
    /// A plan that this form cannot show; it stays as it is.
    AS_IT_IS
  }

  final RadioButtonGroup<Mode> mode = new RadioButtonGroup<>(getTranslation("cameras.hours"));
  final CheckboxGroup<DayOfWeek> days = new CheckboxGroup<>(getTranslation("cameras.hours.days"));
  final Select<Integer> from = new Select<>();
  final Select<Integer> to = new Select<>();

  private final Div some = new Div(from, to, days);
  private WeeklySchedule shown = WeeklySchedule.always();

  HoursForm() {
    mode.setItemLabelGenerator(item -> getTranslation("cameras.hours." + item));
    mode.addValueChangeListener(_ -> some.setVisible(mode.getValue() == Mode.SOME_HOURS));
    days.setItems(DayOfWeek.values());
    days.addClassName("wrapping-choice");
    days.setItemLabelGenerator(day -> day.getDisplayName(TextStyle.FULL, getLocale()));
    from.setLabel(getTranslation("cameras.hours.from"));
    from.setItems(IntStream.range(0, 24).boxed().toList());
    from.setItemLabelGenerator(this::clock);
    to.setLabel(getTranslation("cameras.hours.to"));
    to.setItems(IntStream.rangeClosed(1, 24).boxed().toList());
    to.setItemLabelGenerator(this::clock);
    some.addClassName("row");
    addClassName("stack");
    add(mode, some);
    show(WeeklySchedule.always());
  }

  final void show(WeeklySchedule schedule) {
    shown = schedule;
    var plan = SimpleWeek.of(schedule).orElse(null);
    from.setValue(plan == null ? 20 : plan.from());
    to.setValue(plan == null ? 6 : plan.to());
    days.setValue(plan == null ? EnumSet.allOf(DayOfWeek.class) : plan.days());
    if (schedule.equals(WeeklySchedule.always())) {
      from.setValue(20);
      to.setValue(6);
      mode.setItems(Mode.ALWAYS, Mode.SOME_HOURS);
      mode.setValue(Mode.ALWAYS);
    } else if (plan == null) {
      mode.setItems(Mode.ALWAYS, Mode.SOME_HOURS, Mode.AS_IT_IS);
      mode.setValue(Mode.AS_IT_IS);
    } else {
      mode.setItems(Mode.ALWAYS, Mode.SOME_HOURS);
      mode.setValue(Mode.SOME_HOURS);
    }
  }

  WeeklySchedule schedule() {
    return switch (mode.getValue()) {
      case ALWAYS -> WeeklySchedule.always();
      case SOME_HOURS -> new SimpleWeek(days.getValue(), from.getValue(), to.getValue()).schedule();
      case AS_IT_IS -> shown;
    };
  }

  private String clock(int hour) {
    var format = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(getLocale());
    return hour == 24
        ? getTranslation("cameras.hours.midnight")
        : LocalTime.of(hour, 0).format(format);
  }
}
