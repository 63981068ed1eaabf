import type { IncidentDetail } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import css from './incidents.module.css';
import { idOfField } from './text-field.tsx';

const goTo = (id: string) => {
  const element = document.getElementById(id);
  element?.focus();
  element?.scrollIntoView({ block: 'center' });
};

/** What is not there yet for stopping the payment, the most needed first; a press leads to the field. */
export const MissingList = ({ incident: { missing, rows } }: { incident: IncidentDetail }) => {
  const { t } = useTranslation('incidents');
  const noOf = (transfer: string | null) => rows.find(({ id }) => id === transfer)?.no;
  const list = (need: 'must' | 'should') =>
    missing
      .filter((one) => one.need === need)
      .map(({ field, transfer }) => {
        const no = noOf(transfer);
        const name = t(`field.${field}`);
        // How exactly a time is known is said in the field of the time.
        const where = field === 'sentTo' ? 'sentAt' : field;
        return (
          <li key={`${transfer} ${field}`}>
            <button type="button" className={css.goTo} onClick={() => goTo(idOfField(where, transfer))}>
              {no === undefined ? name : t('missing.of', { no, name })}
            </button>
          </li>
        );
      });
  const [must, should] = [list('must'), list('should')];
  return (
    <section className={css.missing} aria-label={t('missing.title')}>
      <h2>{t(must.length === 0 ? 'missing.none' : 'missing.must', { count: must.length })}</h2>
      {must.length > 0 && <ul>{must}</ul>}
      {should.length > 0 && (
        <>
          <h3>{t('missing.should')}</h3>
          <ul>{should}</ul>
        </>
      )}
    </section>
  );
};
