import type { ReactNode } from 'react';
import css from './hidden.module.css';

/** Read out, not shown. */
export const Hidden = ({ children }: { children: ReactNode }) => (
  <span className={css.hidden}>{children}</span>
);
