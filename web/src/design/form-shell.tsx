import type { ReactNode, Ref } from 'react';
import { Button } from './button.tsx';
import css from './form-shell.module.css';
import { Notice } from './notice.tsx';

type Props = {
  /** The name of the form for those who cannot see its heading. */
  label: string;
  onSubmit: () => void;
  pending: boolean;
  /** What went wrong with the whole form, in one sentence; fields say their own. */
  error: ReactNode;
  submit: ReactNode;
  /** Beside the submit button, such as the way back. */
  aside?: ReactNode;
  large?: boolean;
  formRef?: Ref<HTMLFormElement>;
  children: ReactNode;
};

/** The one way to send something: waiting and failure always have a place. */
export const FormShell = ({
  label,
  onSubmit,
  pending,
  error,
  submit,
  aside,
  large,
  formRef,
  children,
}: Props) => (
  <form
    ref={formRef}
    className={css.form}
    aria-label={label}
    noValidate
    onSubmit={(event) => {
      event.preventDefault();
      if (!pending) onSubmit();
    }}
  >
    {children}
    {error && <Notice kind="error">{error}</Notice>}
    <div className={css.actions}>
      <Button type="submit" kind="primary" busy={pending} large={large ?? false}>
        {submit}
      </Button>
      {aside}
    </div>
  </form>
);
