/** After this long without a key or a pointer, requests are the page's own and do not keep a session alive. */
const presentMs = 60_000;

let lastInput = Date.now();
for (const type of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
  addEventListener(type, () => (lastInput = Date.now()), { capture: true, passive: true });
}

/** Whether somebody sits here. */
export const isPresent = (): boolean => Date.now() - lastInput < presentMs;
