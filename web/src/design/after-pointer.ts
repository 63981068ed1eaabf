/**
 * Pressing a button blurs the field before it: a sentence that appears at that moment moves the button
 * away under the pointer and the click is lost. What waits here runs when the pointer is up again.
 */
let down = false;
let waiting: (() => void)[] = [];

const released = () => {
  down = false;
  const due = waiting;
  waiting = [];
  // After the click that follows the release.
  setTimeout(() => {
    for (const run of due) run();
  });
};

if (typeof document !== 'undefined') {
  document.addEventListener(
    'pointerdown',
    () => {
      down = true;
    },
    true,
  );
  document.addEventListener('pointerup', released, true);
  document.addEventListener('pointercancel', released, true);
}

export const afterPointer = (run: () => void): void => {
  if (down) waiting.push(run);
  else run();
};
