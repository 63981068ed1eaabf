import type { Script } from '@lanzha/contract';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Notice } from '../design/index.ts';
import { ScriptView } from './script-view.tsx';
import css from './scripts.module.css';

type Props = { script: Script; refused: boolean; onTake: () => void };

/** What somebody else has saved since one's own edit began. After a refused save one is led to it. */
export const NewerText = ({ script: { text, changedBy }, refused, onTake }: Props) => {
  const { t } = useTranslation('scripts');
  const part = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!refused) return;
    part.current?.focus({ preventScroll: true });
    part.current?.scrollIntoView();
  }, [refused]);
  return (
    <section ref={part} tabIndex={-1} className={css.script} aria-label={t('edit.newer')}>
      <Notice kind="warn">{t('edit.newerBy', { by: changedBy?.name ?? '' })}</Notice>
      <details className={css.fold} open={refused}>
        <summary>{t('edit.newer')}</summary>
        <ScriptView text={text} />
      </details>
      <div>
        <Button onClick={onTake}>{t('edit.take')}</Button>
      </div>
    </section>
  );
};
