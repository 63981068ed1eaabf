import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import css from './page.module.css';

interface PageProps {
  /** `narrow` for one column of cards, `full` for a table of many columns. */
  width?: 'narrow' | 'usual' | 'full';
  /** More room between the parts: each is a matter of its own. */
  roomy?: boolean;
  children: ReactNode;
}

/** A working page: title and parts one below the other. */
export const Page = ({ width = 'usual', roomy = false, children }: PageProps) => (
  <div className={classes(css.page, css[width], roomy && css.roomy)}>{children}</div>
);

/** Parts or views of a page, as links: the one that is shown has `aria-current`. */
export const Tabs = ({ label, children }: { label: string; children: ReactNode }) => (
  <nav className={css.tabs} aria-label={label}>
    {children}
  </nav>
);
