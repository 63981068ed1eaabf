import { fraudTypes, levels, outcomes, valuesOf } from '@lanzha/contract';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Checkbox, Field, NativeSelect, TextInput } from '../design/index.ts';
import { ManySelect, SearchSelect } from '../overlays/index.ts';
import { useMe } from '../session/index.ts';
import css from './lists.module.css';
import { PeriodField } from './period-field.tsx';
import { PersonField } from './person-field.tsx';
import { useTowns, useUnits } from './places.ts';
import { countFilters, flags, type ListSearch, stateChoices } from './search.ts';

type Props = {
  search: ListSearch;
  set: (change: { [K in keyof ListSearch]?: ListSearch[K] | undefined }) => void;
  onClear: () => void;
};

/** Everything stands in the address, so that a colleague can be sent the same question. */
export const Filters = ({ search, set, onClear }: Props) => {
  const { t } = useTranslation('lists');
  const { t: common } = useTranslation();
  const id = useId();
  const units = useUnits();
  const towns = useTowns();
  const searches = useMe().acts.includes('vault.search');
  const any = t('filters.any');
  const joined = (values: readonly string[]) => (values.length === 0 ? undefined : values.join());
  const many = <V extends string>(
    name: 'level' | 'state' | 'outcome' | 'fraudType',
    known: readonly V[],
    label: (value: V) => string,
  ) => (
    <Field id={id + name} label={t(`filters.${name}`)} error={undefined}>
      {(aria) => (
        <ManySelect
          aria={aria}
          value={valuesOf(known, search[name])}
          options={known.map((value) => ({ value, label: label(value) }))}
          onChange={(values) => set({ [name]: joined(valuesOf(known, values.join())) })}
          placeholder={any}
          empty={t('filters.nothing')}
        />
      )}
    </Field>
  );
  const one = (name: 'unit' | 'place', options: { value: string; label: string }[]) =>
    options.length > 0 && (
      <Field id={id + name} label={t(`filters.${name}`)} error={undefined}>
        {(aria) => (
          <SearchSelect
            aria={aria}
            value={search[name]}
            options={options}
            onChange={(value) => set({ [name]: value })}
            placeholder={any}
            empty={t('filters.nothing')}
            clearable
          />
        )}
      </Field>
    );
  return (
    <search className={css.filters} aria-label={t('filters.title')}>
      {many('level', levels, (level) => common(`level.${level}`))}
      {many('state', stateChoices, (state) =>
        state === 'open' ? t('filters.openStates') : common(`state.${state}`),
      )}
      {many('outcome', outcomes, (outcome) => common(`outcome.${outcome}`))}
      {many('fraudType', fraudTypes, (type) => common(`fraudType.${type}`))}
      {one(
        'place',
        towns.map(({ code, name }) => ({ value: code, label: name })),
      )}
      {one(
        'unit',
        units.map((unit) => ({ value: unit.id, label: unit.name })),
      )}
      <Field id={`${id}assignee`} label={t('filters.assignee')} error={undefined}>
        {(aria) => (
          <NativeSelect
            {...aria}
            value={search.assignee ?? ''}
            onChange={({ target }) => set({ assignee: target.value === '' ? undefined : target.value })}
          >
            <option value="">{any}</option>
            <option value="me">{t('filters.me')}</option>
            <option value="nobody">{t('filters.nobody')}</option>
            {search.assignee !== undefined && search.assignee !== 'me' && search.assignee !== 'nobody' && (
              <option value={search.assignee}>{t('filters.somebody')}</option>
            )}
          </NativeSelect>
        )}
      </Field>
      <Field id={`${id}source`} label={t('filters.source')} error={undefined}>
        {(aria) => (
          <TextInput
            {...aria}
            key={search.source}
            defaultValue={search.source ?? ''}
            maxLength={120}
            placeholder={any}
            onBlur={({ target }) =>
              set({ source: target.value.trim() === '' ? undefined : target.value.trim() })
            }
            onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
          />
        )}
      </Field>
      {(['received', 'closed'] as const).map((name) => (
        <PeriodField
          key={`${name} ${search.view ?? ''}`}
          label={t(`filters.${name}`)}
          value={search[name]}
          onChange={(value) => set({ [name]: value })}
        />
      ))}
      <div>
        {flags.map((flag) => (
          <Checkbox
            key={flag}
            label={t(`filters.${flag}`)}
            checked={search[flag] === true}
            onChange={({ target }) => set({ [flag]: target.checked ? true : undefined })}
          />
        ))}
      </div>
      {searches && <PersonField onFound={(handle) => set({ handle })} />}
      {countFilters(search) > 0 && (
        <Button kind="quiet" onClick={onClear}>
          {t('filters.clear')}
        </Button>
      )}
    </search>
  );
};
