import type { ReactNode } from 'react';
import css from './bare-page.module.css';
import { Emblem } from './emblem.tsx';

type Props = {
  product: string;
  /** Whose system this is. */
  place: ReactNode;
  /** Said on every page of a drill. */
  drill: string | null;
  title: string;
  foot?: ReactNode;
  children: ReactNode;
};

/** Pages before and beside the work: sign-in, first set-up, password. One column, nothing else. */
export const BarePage = ({ product, place, drill, title, foot, children }: Props) => (
  <div className={css.page} data-drill={drill !== null || undefined}>
    {drill && <aside className={css.drill}>{drill}</aside>}
    <main className={css.main}>
      <header className={css.head}>
        <Emblem large />
        <div>
          <p className={css.product}>{product}</p>
          <p className={css.place}>{place}</p>
        </div>
      </header>
      <div className={css.card}>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
    {foot && <footer className={css.foot}>{foot}</footer>}
  </div>
);
