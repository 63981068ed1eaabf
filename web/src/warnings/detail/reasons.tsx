import type { WarningDetail } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../design/index.ts';
import { formatInstant, useLanguage } from '../../i18n/index.ts';
import css from './detail.module.css';
import { Trace } from './trace.tsx';

type Evidence = WarningDetail['evidence'][number];

const Proof = ({ evidence }: { evidence: Evidence }) => {
  const { t: common } = useTranslation();
  const language = useLanguage();
  return (
    <div className={css.proof}>
      <p>
        {common(`signalKind.${evidence.kind}`)} · {formatInstant(evidence.at, language, 'full')}
      </p>
      <dl>
        {evidence.facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
};

/** Why the machine warned: sentences, the strongest first; each opens what it rests on. */
export const Reasons = ({ warning }: { warning: WarningDetail }) => {
  const { t } = useTranslation('warnings');
  const { reasons, evidence, evidenceCount } = warning;
  const strongest = Math.max(1, ...reasons.map(({ weight }) => Math.abs(weight)));
  const behind = (code: string) =>
    evidence.filter((one) => one.reasons.some((reason) => reason.code === code));
  return (
    <section className={css.part}>
      <h2>{t('detail.why')}</h2>
      {reasons.length === 0 && <p className={css.quiet}>{t('detail.whyNone')}</p>}
      <ol className={css.reasons}>
        {reasons.map(({ code, text, weight }) => {
          const proofs = behind(code);
          const line = (
            <>
              <meter
                className={css.weight}
                min={0}
                max={strongest}
                value={Math.abs(weight)}
                aria-hidden="true"
              />
              <span>{text}</span>
            </>
          );
          return (
            <li key={code}>
              {proofs.length === 0 ? (
                <p className={css.reason}>{line}</p>
              ) : (
                <details>
                  <summary className={css.reason}>
                    {line}
                    <span className={css.opens}>
                      {t('detail.evidence')} <Icon name="down" />
                    </span>
                  </summary>
                  {proofs.map((one) => (
                    <Proof key={one.id} evidence={one} />
                  ))}
                </details>
              )}
            </li>
          );
        })}
      </ol>
      {evidence.length > 0 && (
        <details className={css.all}>
          <summary>{t('detail.evidenceAll', { count: evidenceCount })}</summary>
          {evidence.map((one) => (
            <Proof key={one.id} evidence={one} />
          ))}
        </details>
      )}
      <Trace warning={warning} />
    </section>
  );
};
