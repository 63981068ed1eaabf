import css from './board.module.css';
import { heightsOf } from './heights.ts';

type Bar = {
  key: string;
  /** Under the bar; empty for most. */
  mark: string;
  /** Today's and what it is set against; null leaves a gap. */
  values: readonly [number | null, number | null];
};
type Props = { label: string; none: string; legend: readonly [string, string]; bars: readonly Bar[] };

const high = 56;
const foot = 14;
const step = 20;
const wide = 8;

/** Pairs of bars. The picture says no more than the table beside it. */
export const Bars = ({ label, none, legend, bars }: Props) => {
  const { most, heights } = heightsOf(
    bars.map(({ values }) => values),
    high,
  );
  if (most === null) return <p className={css.quiet}>{none}</p>;
  return (
    <>
      <p className={css.legend} aria-hidden="true">
        <span data-first>{legend[0]}</span>
        <span>{legend[1]}</span>
      </p>
      <svg
        className={css.bars}
        viewBox={`0 0 ${bars.length * step} ${high + foot}`}
        role="img"
        aria-label={label}
        focusable="false"
      >
        <line className={css.axis} x1="0" x2={bars.length * step} y1={high} y2={high} />
        {bars.map(({ key, mark }, at) => {
          const [first = null, second = null] = heights[at] ?? [];
          const left = at * step + (step - 2 * wide) / 2;
          return (
            <g key={key}>
              {first !== null && (
                <rect className={css.first} x={left} width={wide} y={high - first} height={first} />
              )}
              {second !== null && (
                <rect className={css.second} x={left + wide} width={wide} y={high - second} height={second} />
              )}
              {mark !== '' && (
                <text className={css.mark} x={left + wide} y={high + foot - 2} textAnchor="middle">
                  {mark}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </>
  );
};
