import css from './kbd.module.css';

/** A key to press. Where a button already tells its shortcut to assistive technology, it is `silent`. */
export const Kbd = ({ children, silent = false }: { children: string; silent?: boolean }) => (
  <kbd className={css.kbd} aria-hidden={silent || undefined}>
    {children}
  </kbd>
);
