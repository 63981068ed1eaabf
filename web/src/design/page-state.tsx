import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';
import css from './page-state.module.css';

type Props = {
  icon?: IconName;
  title: string;
  /** Why it is so, and what to do about it. */
  children: ReactNode;
  actions?: ReactNode;
  /** The heading of the whole page, or of a part of one. */
  level?: 1 | 2;
  alert?: boolean;
  /** For a longer explanation. */
  wide?: boolean;
};

/** Instead of content: empty, failed, forbidden, not found. */
export const PageState = ({
  icon,
  title,
  children,
  actions,
  level = 2,
  alert = false,
  wide = false,
}: Props) => {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <section className={classes(css.state, wide && css.wide)} role={alert ? 'alert' : undefined}>
      {icon && (
        <span className={css.icon}>
          <Icon name={icon} />
        </span>
      )}
      <Heading className={css.title}>{title}</Heading>
      <div className={css.text}>{children}</div>
      {actions && <div className={css.actions}>{actions}</div>}
    </section>
  );
};
