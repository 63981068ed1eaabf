import type { Ending as Said, WarningDetail } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatInstant, formatYuan, useLanguage } from '../../i18n/index.ts';
import { toWarning } from '../../paths.ts';
import css from './detail.module.css';

/** What the warning ended with: everything that its outcome demanded. */
export const Ending = ({ warning: { ending } }: { warning: WarningDetail }) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const language = useLanguage();
  if (ending === null) return null;
  const yuan = (fen: number) => t('ending.yuan', { yuan: formatYuan(fen) });
  const lossOf = ({ loss }: Said) =>
    loss === null
      ? null
      : `${loss.amount === null ? t('ending.unknown') : yuan(loss.amount)} · ${
          loss.at === null ? t('ending.whenUnknown') : formatInstant(loss.at, language, 'moment')
        }`;
  const listed = (parts: readonly string[]) => (parts.length === 0 ? null : parts.join(t('keys.between')));
  const saved =
    ending.claimedFen !== null
      ? t('ending.unproven', { claimed: formatYuan(ending.claimedFen) })
      : ending.savedFen === null
        ? null
        : yuan(ending.savedFen);
  const lines = [
    ['outcome', common(`outcome.${ending.outcome}`)],
    ['by', `${ending.by.name} · ${formatInstant(ending.at, language, 'full')}`],
    ['loss', lossOf(ending)],
    ['stopPayment', ending.stopPayment && t(`stopPayment.${ending.stopPayment}`)],
    ['falseAlarm', ending.falseAlarm && t(`falseAlarm.${ending.falseAlarm}`)],
    ['sought', listed(ending.sought.map((way) => t(`sought.${way}`)))],
    ['told', listed(ending.told.map((who) => t(`informed.${who}`)))],
    ['saved', saved],
  ] as const;
  return (
    <section className={css.part}>
      <h2>{t('ending.title')}</h2>
      <dl className={css.lines}>
        {lines.map(
          ([name, value]) =>
            value !== null && (
              <div key={name}>
                <dt>{t(`ending.${name}`)}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
        {ending.of !== null && (
          <div>
            <dt>{t('ending.of')}</dt>
            <dd>
              <Link {...toWarning(ending.of.id)}>{t('detail.no', { no: ending.of.no })}</Link>
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
};
