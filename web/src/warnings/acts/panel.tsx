import type { ComponentType, KeyboardEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/index.ts';
import { Revealable } from '../detail/revealable.tsx';
import { AcceptForm } from './accept-form.tsx';
import type { ActFormProps } from './act-form-props.ts';
import css from './acts.module.css';
import { AssignForm } from './assign-form.tsx';
import { CloseForm } from './close-form.tsx';
import { ContactForm } from './contact-form.tsx';
import type { PanelAct } from './key-queue.ts';
import { MeetForm } from './meet-form.tsx';
import { ReopenForm } from './reopen-form.tsx';
import { ReturnForm } from './return-form.tsx';
import { TransferForm } from './transfer-form.tsx';
import { useHeldFocus } from './use-held-focus.ts';

const forms = {
  assign: AssignForm,
  contact: ContactForm,
  meet: MeetForm,
  transfer: TransferForm,
  accept: AcceptForm,
  return: ReturnForm,
  close: CloseForm,
  reopen: ReopenForm,
} as const satisfies Record<PanelAct, ComponentType<ActFormProps>>;

type Props = ActFormProps & {
  act: PanelAct;
  formRef: RefObject<HTMLDivElement | null>;
  /** What is in it is on its way, or keys that were pressed before wait for it. */
  held: boolean;
  onClose: () => void;
};

/** Above the act bar, so that the warning stays in sight while one fills it in. */
export const Panel = ({ act, formRef, held, onClose, ...rest }: Props) => {
  const { t } = useTranslation('warnings');
  const Form = forms[act];
  const keepFocus = useHeldFocus(formRef, held);
  const title = t(`panel.title.${act}`);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.stopPropagation();
      onClose();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      formRef.current?.querySelector('form')?.requestSubmit();
    }
  };
  return (
    <section className={css.panel} aria-label={title} onKeyDown={onKeyDown}>
      <div className={css.top}>
        <h2>{title}</h2>
        {act === 'contact' && rest.warning.subject.phone !== null && (
          <div className={css.phone}>
            <Revealable warning={rest.warning} field="phone" />
          </div>
        )}
        <Button
          kind="quiet"
          icon="close"
          aria-label={t('panel.closePanel')}
          title={t('panel.closePanel')}
          onClick={onClose}
        />
      </div>
      <div ref={formRef} className={css.form} data-act={act} inert={held} {...keepFocus}>
        <Form {...rest} />
      </div>
    </section>
  );
};
