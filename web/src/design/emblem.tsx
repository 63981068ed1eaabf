import css from './emblem.module.css';

/** The product's sign: a shield with a closed barrier. */
export const Emblem = ({ large = false }: { large?: boolean }) => (
  <svg className={large ? css.large : css.small} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path className={css.shield} d="M16 1.5 28 6v9.5c0 7.3-5 12.6-12 15-7-2.4-12-7.7-12-15V6z" />
    <path className={css.bar} d="M8 13h16v5H8z" />
    <path className={css.shield} d="M11.6 13h3l-2.4 5h-3zm6 0h3l-2.4 5h-3z" />
  </svg>
);
