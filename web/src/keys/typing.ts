const typed =
  'textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button], [type=submit])';

/** Keys pressed here belong to what is being typed, or to a dialog on top of the page. */
export const belongsElsewhere = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  (target.closest(typed) !== null || document.querySelector('[role=dialog]') !== null);
