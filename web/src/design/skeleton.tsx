import css from './skeleton.module.css';

/** Grey lines where the content will stand; shown only when the answer takes longer than 300 ms. */
export const Skeleton = ({
  lines,
  label,
  tall = false,
}: {
  lines: number;
  label: string;
  tall?: boolean;
}) => (
  <div className={css.skeleton} role="status" aria-label={label}>
    {Array.from({ length: lines }, (_, line) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
      <span key={line} className={tall ? css.tall : css.line} />
    ))}
  </div>
);
