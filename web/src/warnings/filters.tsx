import { levels, warningStates } from '@lanzha/contract';
import { useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Field, NativeSelect, Options, TextInput } from '../design/index.ts';
import { SearchSelect } from '../overlays/index.ts';
import { paths } from '../paths.ts';
import css from './desk.module.css';
import { useTowns, useUnits } from './places.ts';
import { countFilters, type DeskSearch, type Filters as Narrowing, narrowed } from './search.ts';

/** Narrow the list; everything stands in the address, so that a colleague can be sent the same view. */
export const Filters = ({ search }: { search: DeskSearch }) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const id = useId();
  const navigate = useNavigate();
  const units = useUnits();
  const towns = useTowns();
  const set = (change: { [K in keyof Narrowing]?: Narrowing[K] | undefined }) =>
    void navigate({ to: paths.warnings, search: narrowed(search, change) });
  const any = t('filter.any');
  return (
    <search className={css.filters} aria-label={t('filter.title')}>
      <Field id={`${id}level`} label={t('filter.level')} error={undefined}>
        {(aria) => (
          <NativeSelect
            {...aria}
            value={search.level ?? ''}
            onChange={({ target }) => set({ level: levels.find((one) => one === target.value) })}
          >
            <Options none={any} of={levels} name={(one) => common(`level.${one}`)} />
          </NativeSelect>
        )}
      </Field>
      {search.view !== 'closed' && (
        <Field id={`${id}state`} label={t('filter.state')} error={undefined}>
          {(aria) => (
            <NativeSelect
              {...aria}
              value={search.state ?? ''}
              onChange={({ target }) => set({ state: warningStates.find((one) => one === target.value) })}
            >
              <Options none={any} of={warningStates} name={(one) => common(`state.${one}`)} />
            </NativeSelect>
          )}
        </Field>
      )}
      {(
        [
          { name: 'unit', options: units.map((one) => ({ value: one.id, label: one.name })) },
          { name: 'place', options: towns.map((one) => ({ value: one.code, label: one.name })) },
        ] as const
      ).map(
        ({ name, options }) =>
          options.length > 0 && (
            <Field key={name} id={id + name} label={t(`filter.${name}`)} error={undefined}>
              {(aria) => (
                <SearchSelect
                  aria={aria}
                  value={search[name]}
                  options={options}
                  onChange={(value) => set({ [name]: value })}
                  placeholder={any}
                  empty={t('filter.none')}
                  clearable
                />
              )}
            </Field>
          ),
      )}
      {(['from', 'to'] as const).map((name) => (
        <Field key={name} id={id + name} label={t(`filter.${name}`)} error={undefined}>
          {(aria) => (
            <TextInput
              {...aria}
              type="date"
              value={search[name] ?? ''}
              onChange={({ target }) => set({ [name]: target.value === '' ? undefined : target.value })}
            />
          )}
        </Field>
      ))}
      {countFilters(search) > 0 && (
        <Button
          kind="quiet"
          onClick={() =>
            set({
              level: undefined,
              state: undefined,
              unit: undefined,
              place: undefined,
              from: undefined,
              to: undefined,
            })
          }
        >
          {t('filter.clear')}
        </Button>
      )}
    </search>
  );
};
