import type { ZeroingItem } from '@lanzha/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { Button } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { useMe } from '../session/index.ts';
import { ExplainForm } from './explain-form.tsx';
import { Explanation } from './explanation.tsx';
import { refreshFigures, showExplanation } from './queries.ts';
import { usePush } from './use-push.ts';
import { WarningLine } from './warning-line.tsx';
import css from './zeroing.module.css';

/** One warning of the sheet: what it is, what was said of it, what can be done. */
export const ItemCard = ({ item, day }: { item: ZeroingItem; day: string }) => {
  const { t } = useTranslation('zeroing');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const queryClient = useQueryClient();
  const { acts } = useMe();
  const [open, setOpen] = useState(false);
  const { warning, explanation, earlier, pushes } = item;
  const { push, busy, said, failed } = usePush({ warning: warning.id });
  const closed = warning.state === 'closed';
  const at = (iso: string) => formatInstant(iso, language, 'moment', serverNow());
  const close = () => setOpen(false);
  return (
    <li className={css.item} data-explained={explanation !== null || closed || undefined}>
      <WarningLine warning={warning} overdue={item.overdue} />
      {explanation === null && !closed && <p className={css.bad}>{t('explanation.none')}</p>}
      {explanation !== null && <Explanation said={explanation} />}
      {explanation === null && earlier !== null && <Explanation said={earlier} earlier />}
      {pushes !== null && (
        <p className={css.small}>{t('list.pushed', { count: pushes.count, at: at(pushes.lastAt) })}</p>
      )}
      {open ? (
        <ExplainForm
          no={warning.no}
          warning={warning.id}
          day={day}
          reason={explanation?.reason ?? earlier?.reason ?? ''}
          aside={<Button onClick={close}>{common('do.cancel')}</Button>}
          onDone={(done) => {
            close();
            showExplanation(queryClient, warning.id, done);
            void refreshFigures(queryClient);
          }}
        />
      ) : (
        !closed && (
          <div className={css.acts}>
            {acts.includes('zeroing.explain') && (
              <Button kind={explanation === null ? 'primary' : 'plain'} onClick={() => setOpen(true)}>
                {t(explanation === null ? 'act.explain' : 'act.again')}
              </Button>
            )}
            {acts.includes('zeroing.push') && explanation === null && (
              <Button icon="bell" busy={busy} onClick={push}>
                {t('act.push')}
              </Button>
            )}
            <span role="status" className={failed ? css.bad : css.small}>
              {said}
            </span>
          </div>
        )
      )}
    </li>
  );
};
