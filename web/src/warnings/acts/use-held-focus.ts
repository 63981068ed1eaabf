import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react';

const first = 'input:checked, input:not([type=radio]), select, textarea';

/**
 * While a form is held it takes no key; afterwards the focus is where it was, or where the form begins. The focus
 * stays where the person has put it meanwhile.
 */
export const useHeldFocus = (form: RefObject<HTMLElement | null>, held: boolean) => {
  const last = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    const focused = document.activeElement;
    if (held) {
      if (focused instanceof HTMLElement && form.current?.contains(focused)) focused.blur();
    } else if (focused === null || focused === document.body) {
      const known = last.current?.isConnected ? last.current : null;
      (known ?? form.current?.querySelector<HTMLElement>(first))?.focus();
    }
  }, [form, held]);
  return {
    onFocus: ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement) last.current = target;
    },
  };
};
