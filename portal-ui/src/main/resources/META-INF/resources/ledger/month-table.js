/**
 * <month-table>: a table of days, each a button. One of them is in the order of the Tab key; from
 * there the arrows go from day to day, Home and End to the ends of the week, Page Up and Page Down to
 * the other months. Without this script every day can still be reached with Tab.
 *
 * Buttons carry data-day="2026-11-23", and those that turn the page data-month="before" or "after".
 */

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

class MonthTable extends HTMLElement {
  #turning = false;
  #last = null;
  #watcher = new MutationObserver(() => this.#tidy());

  connectedCallback() {
    this.addEventListener('keydown', this.#key);
    this.addEventListener('focusin', this.#seen);
    this.#watcher.observe(this, { childList: true, subtree: true });
    this.#tidy();
  }

  disconnectedCallback() {
    this.removeEventListener('keydown', this.#key);
    this.removeEventListener('focusin', this.#seen);
    this.#watcher.disconnect();
  }

  #days() {
    return [...this.querySelectorAll('button[data-day]:not([disabled])')];
  }

  /** Exactly one day is in the order of the Tab key, and focus stays where it was. */
  #tidy() {
    const days = this.#days();
    if (days.length === 0) return;
    const stays =
      days.find((day) => day.dataset.day === this.#last) ??
      days.find((day) => day.getAttribute('aria-pressed') === 'true') ??
      days.find((day) => day.hasAttribute('aria-current')) ??
      days[0];
    days.forEach((day) => (day.tabIndex = day === stays ? 0 : -1));
    if (this.#turning && !this.contains(document.activeElement)) stays.focus();
    if (this.contains(document.activeElement)) this.#turning = false;
  }

  #seen = (event) => {
    const day = event.target.closest('button[data-day]');
    if (!day) return;
    this.#last = day.dataset.day;
    this.#days().forEach((other) => (other.tabIndex = other === day ? 0 : -1));
  };

  #key = (event) => {
    const day = event.target.closest('button[data-day]');
    if (!day || event.altKey || event.ctrlKey || event.metaKey) return;
    const days = this.#days();
    const at = days.indexOf(day);
    const cells = [...day.closest('tr').querySelectorAll('button[data-day]:not([disabled])')];
    let to = null;
    if (event.key in STEPS) to = days[at + STEPS[event.key]];
    else if (event.key === 'Home') to = cells[0];
    else if (event.key === 'End') to = cells[cells.length - 1];
    else if (event.key === 'PageUp') this.#turn('before');
    else if (event.key === 'PageDown') this.#turn('after');
    else return;
    event.preventDefault();
    to?.focus();
  };

  #turn(way) {
    const button = this.querySelector(`button[data-month="${way}"]:not([disabled])`);
    if (!button) return;
    this.#turning = true;
    this.#last = null;
    button.click();
  }
}

customElements.define('month-table', MonthTable);
