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

/** Of the drawing; it is as wide as its place allows. */
const size = { width: 480, high: 64, foot: 16 } as const;

/** Pairs of bars. The picture says no more than the table beside it. */
export const Bars = ({ label, none, legend, bars }: Props) => {
  const { most, heights } = heightsOf(
    bars.map(({ values }) => values),
    size.high,
  );
  const { width, high, foot } = size;
  const step = width / bars.length;
  const wide = step * 0.4;
  if (most === null) return <p className={css.quiet}>{none}</p>;
  return (
    <>
      <p className={css.legend} aria-hidden="true">
        <span data-first>{legend[0]}</span>
        <span>{legend[1]}</span>
      </p>
      <svg
        className={css.bars}
        viewBox={`0 0 ${width} ${high + foot}`}
        role="img"
        aria-label={label}
        focusable="false"
      >
        <line className={css.axis} x1="0" x2={width} y1={high} y2={high} />
        {bars.map(({ key, mark }, at) => {
          const [first = null, second = null] = heights[at] ?? [];
          const left = at * step + (step - 2 * wide) / 2;
          const last = at === bars.length - 1;
          return (
            <g key={key}>
              {first !== null && (
                <rect className={css.first} x={left} width={wide} y={high - first} height={first} />
              )}
              {second !== null && (
                <rect className={css.second} x={left + wide} width={wide} y={high - second} height={second} />
              )}
              {mark !== '' && (
                <text
                  className={css.mark}
                  x={last ? width : left + wide}
                  y={high + foot - 3}
                  textAnchor={last ? 'end' : 'middle'}
                >
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
