import { type ComponentPropsWithRef, type KeyboardEvent, useState } from 'react';
import { Icon } from './icon.tsx';
import { TextInput } from './inputs.tsx';
import css from './password-input.module.css';

type Labels = { show: string; hide: string; capsLock: string };
type Props = Omit<ComponentPropsWithRef<'input'>, 'className' | 'type'> & { labels: Labels; large?: boolean };

/** Can be shown while typing, and says when Caps Lock is on. */
export const PasswordInput = ({ labels, ...rest }: Props) => {
  const [shown, setShown] = useState(false);
  const [caps, setCaps] = useState(false);
  const look = (event: KeyboardEvent) => setCaps(event.getModifierState('CapsLock'));
  return (
    <>
      <div className={css.box}>
        <TextInput {...rest} type={shown ? 'text' : 'password'} onKeyDown={look} onKeyUp={look} />
        <button
          type="button"
          className={css.eye}
          aria-pressed={shown}
          aria-label={shown ? labels.hide : labels.show}
          title={shown ? labels.hide : labels.show}
          onClick={() => setShown(!shown)}
        >
          <Icon name={shown ? 'eyeOff' : 'eye'} />
        </button>
      </div>
      {/* In the page from the start, or a screen reader would not announce it. */}
      <p className={css.caps} role="status">
        {caps ? labels.capsLock : ''}
      </p>
    </>
  );
};
