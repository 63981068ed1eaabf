import type { WarningAct, WarningDetail } from '@lanzha/contract';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/index.ts';
import { useKeys } from '../../keys/index.ts';
import { useMe } from '../../session/index.ts';
import { actForKey, actKeys, mayOpen } from './act-keys.ts';
import css from './acts.module.css';
import { Panel } from './panel.tsx';
import type { Step } from './steps.ts';
import { useAct, usePendingActs } from './use-act.ts';
import { dropDraft } from './use-act-form.ts';
import { useRefusal } from './use-refusal.ts';

const most = 5;
type Open = { act: Exclude<WarningAct, 'sign'>; seen: number };

/** The acts that this person may do now, each with its key, and the panel of the one being done. */
export const ActDock = ({ warning }: { warning: WarningDetail }) => {
  const { t } = useTranslation('warnings');
  const me = useMe();
  const [open, setOpen] = useState<Open | null>(null);
  // What is open now, also for the answer to a step that was sent while another panel was.
  const now = useRef<Open | null>(null);
  const before = useRef<Element | null>(null);
  const show = (next: Open | null) => {
    now.current = next;
    setOpen(next);
  };
  const close = () => {
    show(null);
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  const send = useAct(warning.id, ({ act }) => {
    dropDraft(me.id, act, warning.id);
    if (now.current?.act === act) close();
  });
  const pending = usePendingActs(warning.id) > 0;
  const refused = useRefusal()(send.error, send.variables?.step);

  const run = (step: Step, seen: number) => send.mutate({ step, seen });
  const start = (act: WarningAct) => {
    send.reset();
    if (act === 'sign') return run({ act, input: {} }, warning.version);
    if (open === null) before.current = document.activeElement;
    show({ act, seen: warning.version });
  };
  useKeys((key) => {
    if (key === 'escape' && open !== null) {
      close();
      return true;
    }
    const act = actForKey(key);
    if (act === undefined || !mayOpen(act, warning.acts, pending)) return false;
    start(act);
    return true;
  });
  // Somebody who saw the sentence about a change has seen the change: the next try carries the new version.
  const seenNow =
    open === null ? warning.version : send.isError ? Math.max(open.seen, warning.version) : open.seen;

  return (
    <footer className={css.dock}>
      {open !== null && (
        <Panel
          key={open.act}
          act={open.act}
          warning={warning}
          hasten={pending}
          pending={send.isPending}
          refused={send.variables?.step.act === open.act ? refused : null}
          onSend={(step) => run(step, seenNow)}
          onClose={close}
        />
      )}
      {open === null && refused !== null && (
        <p className={css.refused} role="alert">
          {refused.sentence}
        </p>
      )}
      <div className={css.bar} role="toolbar" aria-label={t('act.label')}>
        {warning.acts.length === 0 && <p className={css.none}>{t('act.none')}</p>}
        {warning.acts.slice(0, most).map((act, at) => (
          <Button
            key={act}
            kind={at === 0 ? 'primary' : 'plain'}
            hotkey={actKeys[act]}
            busy={send.isPending && send.variables.step.act === act}
            aria-expanded={act === 'sign' ? undefined : open?.act === act}
            onClick={() => (open?.act === act ? close() : start(act))}
          >
            {t(`act.${act}`)}
          </Button>
        ))}
      </div>
    </footer>
  );
};
