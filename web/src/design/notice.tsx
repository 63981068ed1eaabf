import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';
import css from './notice.module.css';

const icons = { error: 'alert', warn: 'alert', good: 'check', info: 'info' } as const satisfies Record<
  string,
  IconName
>;
type Props = { kind: keyof typeof icons; children: ReactNode; action?: ReactNode };

/** One or two sentences about what just happened. Errors are read out at once, the rest when there is time. */
export const Notice = ({ kind, children, action }: Props) => (
  <div className={classes(css.notice, css[kind])} role={kind === 'error' ? 'alert' : 'status'}>
    <Icon name={icons[kind]} />
    <div className={css.text}>{children}</div>
    {action}
  </div>
);
