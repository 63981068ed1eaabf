import { fraudTypes, levels, outcomes, relativePeriods, type SortKey, valuesOf } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Icon } from '../design/index.ts';
import css from './lists.module.css';
import { maskedOf } from './masked-handles.ts';
import { useTowns, useUnits } from './places.ts';
import { type FilterName, filterNames, type ListSearch, stateChoices } from './search.ts';
import { dropped, turned } from './sorting.ts';

type Props = {
  search: ListSearch;
  sort: readonly SortKey[];
  onDrop: (name: FilterName) => void;
  onSort: (keys: readonly SortKey[]) => void;
};

/** What narrows the table and what puts it in order, in words, each to be taken away. */
export const Chips = ({ search, sort, onDrop, onSort }: Props) => {
  const { t } = useTranslation('lists');
  const say = useFilterWords();
  const narrowed = filterNames.filter((name) => search[name] !== undefined);
  return (
    <>
      {narrowed.length > 0 && (
        <ul className={css.chips} aria-label={t('filters.title')}>
          {narrowed.map((name) => {
            const what = say(name, search);
            return (
              <li key={name} className={css.chip}>
                {what}
                <button type="button" aria-label={t('filters.drop', { what })} onClick={() => onDrop(name)}>
                  <Icon name="close" />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {sort.length > 1 && (
        <ol className={css.sorts} aria-label={t('sortNow')}>
          <li className={css.way}>{t('sortNow')}</li>
          {sort.map(({ by, descending }) => {
            const column = t(`sort.${by}`);
            const way = t(descending ? 'ascending' : 'descending');
            return (
              <li key={by} className={css.chip}>
                {column}
                <button
                  type="button"
                  aria-label={t('reverse', { column, way })}
                  title={t('reverse', { column, way })}
                  onClick={() => onSort(turned(sort, by))}
                >
                  <Icon name={descending ? 'down' : 'up'} />
                </button>
                <button
                  type="button"
                  aria-label={t('dropSort', { column })}
                  onClick={() => onSort(dropped(sort, by))}
                >
                  <Icon name="close" />
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </>
  );
};

const useFilterWords = () => {
  const { t } = useTranslation('lists');
  const { t: common } = useTranslation();
  const units = useUnits();
  const towns = useTowns();
  const period = (text: string) => {
    const named = relativePeriods.find((one) => one === text);
    return named === undefined ? text.replace('..', ' – ').trim() : t(`period.${named}`);
  };
  return (name: FilterName, search: ListSearch): string => {
    const labelled = (value: string) => `${t(`filters.${name as 'level'}`)}：${value}`;
    switch (name) {
      case 'level':
        return labelled(
          valuesOf(levels, search.level)
            .map((one) => common(`level.${one}`))
            .join('、'),
        );
      case 'state':
        return labelled(
          valuesOf(stateChoices, search.state)
            .map((one) => (one === 'open' ? t('filters.openStates') : common(`state.${one}`)))
            .join('、'),
        );
      case 'outcome':
        return labelled(
          valuesOf(outcomes, search.outcome)
            .map((one) => common(`outcome.${one}`))
            .join('、'),
        );
      case 'fraudType':
        return labelled(
          valuesOf(fraudTypes, search.fraudType)
            .map((one) => common(`fraudType.${one}`))
            .join('、'),
        );
      case 'place':
        return labelled(towns.find(({ code }) => code === search.place)?.name ?? search.place ?? '');
      case 'unit':
        return labelled(units.find(({ id }) => id === search.unit)?.name ?? '…');
      case 'assignee':
        return labelled(
          search.assignee === 'me' || search.assignee === 'nobody'
            ? t(`filters.${search.assignee}`)
            : t('filters.somebody'),
        );
      case 'source':
        return labelled(search.source ?? '');
      case 'received':
      case 'closed':
        return labelled(period(search[name] ?? ''));
      case 'overdue':
      case 'saved':
      case 'followUp':
        return t(search[name] ? `filters.${name}` : `filters.${name}Not`);
      case 'q':
        return t('filters.q', { q: search.q ?? '' });
      case 'handle': {
        const masked = maskedOf(search.handle ?? '');
        return masked === undefined ? t('filters.personSomebody') : t('filters.personFound', { masked });
      }
    }
  };
};
