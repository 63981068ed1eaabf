import type { ReactNode } from 'react';
import css from './figures.module.css';

type Props = { label?: string; small?: boolean; children: ReactNode };

/**
 * Tiles of figures. Each `li` holds one element, a link where the figure opens its records: `span` names it, `strong`
 * is the number (`em`: there is none), `small` says against what; `data-bad` on it makes the number red. `data-wide` on the
 * `li` is for long numbers.
 */
export const Figures = ({ label, small = false, children }: Props) => (
  <ul className={css.figures} aria-label={label} data-small={small || undefined}>
    {children}
  </ul>
);
