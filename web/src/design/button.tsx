import type { ComponentPropsWithRef, ReactNode } from 'react';
import css from './button.module.css';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';
import { Kbd } from './kbd.tsx';

type Kind = 'primary' | 'plain' | 'quiet';
type Props = Omit<ComponentPropsWithRef<'button'>, 'className'> & {
  kind?: Kind;
  icon?: IconName;
  /** The key that does the same; shown on the button and told to assistive technology. */
  hotkey?: string;
  /** Waiting for an answer: cannot be pressed again, keeps its width. */
  busy?: boolean;
  large?: boolean;
  wide?: boolean;
  children?: ReactNode;
};

export const Button = ({ kind = 'plain', icon, hotkey, busy, large, wide, children, ...rest }: Props) => {
  const bare = children === undefined || children === false;
  return (
    <button
      type="button"
      {...rest}
      className={classes(css.button, css[kind], large && css.large, wide && css.wide, bare && css.bare)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      aria-keyshortcuts={hotkey}
      onClick={busy ? undefined : rest.onClick}
    >
      {icon && <Icon name={icon} />}
      {!bare && <span>{children}</span>}
      {hotkey && <Kbd silent>{hotkey}</Kbd>}
    </button>
  );
};
