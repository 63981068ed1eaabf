import { classes } from './classes.ts';
import type { Tone } from './tokens.ts';
import css from './tone-mark.module.css';

/** Each tone has its own outline, so that it is told apart without colour. */
const shapes: Record<Tone, string> = {
  urgent: 'M5 1h6l4 4v6l-4 4H5l-4-4V5zM7.1 3.6h1.8v5.2H7.1zM7.1 10.4h1.8v1.9H7.1z',
  high: 'M8 1l7.5 13.5H.5z',
  middle: 'M8 .8 15.2 8 8 15.2.8 8z',
  low: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zm0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z',
  done: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM4.2 8.3l2.7 2.7 5-5.1-1.2-1.2-3.8 3.9-1.5-1.5z',
  drill: 'M1 3h9l5 5-5 5H1zM4 6h5v1.6H4zM4 8.9h5v1.6H4z',
};

type Props = { tone: Tone; label: string /** On a quiet ground, as a badge. */; badge?: boolean };

/** Colour, shape and word together. */
export const ToneMark = ({ tone, label, badge }: Props) => (
  <span className={classes(css.mark, badge && css.badge)} data-tone={tone}>
    <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path fillRule="evenodd" d={shapes[tone]} />
    </svg>
    {label}
  </span>
);
