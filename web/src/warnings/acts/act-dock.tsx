import type { WarningAct, WarningDetail } from '@lanzha/contract';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, dropKept, isKept } from '../../design/index.ts';
import { useMe } from '../../session/index.ts';
import { actKeys } from './act-keys.ts';
import css from './acts.module.css';
import type { PanelAct } from './key-queue.ts';
import { Panel } from './panel.tsx';
import { WaitingKeys } from './queue-words.tsx';
import type { Step } from './steps.ts';
import { useAct, usePendingActs } from './use-act.ts';
import { draftKey } from './use-act-form.ts';
import { useAskedAct } from './use-asked-act.ts';
import { useDockKeys } from './use-dock-keys.ts';
import { useRefusal } from './use-refusal.ts';

const most = 5;
/** `draft`: it holds content from before, and opened before the person could see it. */
type Open = { act: PanelAct; seen: number; draft: boolean };

/** The acts that this person may do now, each with its key, and the panel of the one being done. */
export const ActDock = ({ warning }: { warning: WarningDetail }) => {
  const { t } = useTranslation('warnings');
  const me = useMe();
  const [open, setOpen] = useState<Open | null>(null);
  // What is open now, also for the answer to a step that was sent while another panel was.
  const now = useRef<Open | null>(null);
  const before = useRef<Element | null>(null);
  const form = useRef<HTMLDivElement>(null);
  const show = (next: Open | null) => {
    now.current = next;
    setOpen(next);
  };
  const close = () => {
    show(null);
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  const send = useAct(warning.id, ({ act }) => {
    dropKept(draftKey(me.id, act, warning.id));
    if (now.current?.act === act) close();
  });
  const pending = usePendingActs(warning.id) > 0 || send.isPending;
  const refused = useRefusal()(send.error, send.variables?.step);

  const run = (step: Step, seen: number) => send.mutate({ step, seen });
  const start = (act: WarningAct, queued: boolean) => {
    send.reset();
    if (act === 'sign') return run({ act, input: {} }, warning.version);
    if (now.current === null) before.current = document.activeElement;
    show({ act, seen: warning.version, draft: queued && isKept(draftKey(me.id, act, warning.id)) });
  };
  useAskedAct(warning.acts, start);
  const { waiting, ask } = useDockKeys({
    warning,
    panelNow: () => now.current?.act ?? null,
    formNow: () => form.current?.querySelector('form') ?? null,
    pending,
    draft: open?.draft ?? false,
    start,
    close,
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
          formRef={form}
          held={waiting.length > 0 || (send.isPending && send.variables.step.act === open.act)}
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
      <WaitingKeys waiting={waiting} />
      <div className={css.bar} role="toolbar" aria-label={t('act.label')}>
        {warning.acts.length === 0 && <p className={css.none}>{t('act.none')}</p>}
        {warning.acts.slice(0, most).map((act, at) => (
          <Button
            key={act}
            kind={at === 0 ? 'primary' : 'plain'}
            hotkey={actKeys[act]}
            busy={send.isPending && send.variables.step.act === act}
            aria-expanded={act === 'sign' ? undefined : open?.act === act}
            onClick={() => (open?.act === act && waiting.length === 0 ? close() : ask(act))}
          >
            {t(`act.${act}`)}
          </Button>
        ))}
      </div>
    </footer>
  );
};
