import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Field, NativeSelect, Options } from '../design/index.ts';
import { CountySearch } from './county-search.tsx';
import { type Place, placesBelow, usePlaces } from './places.ts';
import type { DraftForm } from './use-draft.ts';

/** Province, city, county one after the other; the code itself says which ones are above it. */
export const CountyStep = ({ form }: { form: DraftForm }) => {
  const { t } = useTranslation('setup');
  const queryClient = useQueryClient();
  const { county, countyName } = form.values;
  const provinces = usePlaces('');
  const cities = usePlaces(county.length >= 2 ? county.slice(0, 2) : undefined);
  const counties = usePlaces(county.length >= 4 ? county.slice(0, 4) : undefined);
  const choose = (place: Place | undefined, above: string) => {
    form.set('county', place?.code ?? above);
    form.set('countyName', place?.code.length === 6 ? place.name : '');
    const proposed = countyName === '' ? '' : t('center.nameDefault', { county: countyName });
    if (place?.code.length === 6 && [proposed, ''].includes(form.values.centerName))
      form.set('centerName', t('center.nameDefault', { county: place.name }));
  };
  const rows = [
    { label: t('county.province'), places: provinces, value: county.slice(0, 2), above: '' },
    {
      label: t('county.city'),
      places: cities,
      value: county.length >= 4 ? county.slice(0, 4) : '',
      above: county.slice(0, 2),
    },
    {
      label: t('county.county'),
      places: counties,
      value: county.length === 6 ? county : '',
      above: county.slice(0, 4),
    },
  ];
  const field = form.field('county');
  // The sentence stands under the first list that nothing was chosen from.
  const asked = rows.find(({ value }) => value === '') ?? rows.at(-1);
  return (
    <>
      <CountySearch
        onChoose={async (place) => {
          // A found place is named with all that lies above it; the centre is named after the county alone.
          const known = await queryClient.fetchQuery(placesBelow(place.code.slice(0, 4)));
          choose(known.find(({ code }) => code === place.code) ?? place, '');
        }}
      />
      {rows.map((row, at) => {
        const { label, places, value, above } = row;
        return (
          <Field
            key={label}
            id={row === asked ? field.id : `${field.id}${at}`}
            label={label}
            error={row === asked ? field.error : undefined}
          >
            {(aria) => (
              <NativeSelect
                {...aria}
                large
                value={value}
                disabled={places.length === 0}
                onChange={(event) =>
                  choose(
                    places.find(({ code }) => code === event.target.value),
                    above,
                  )
                }
              >
                <Options
                  none={t('county.choose')}
                  of={places}
                  value={({ code }) => code}
                  name={({ name }) => name}
                />
              </NativeSelect>
            )}
          </Field>
        );
      })}
      {countyName !== '' && <p role="status">{t('county.chosen', { name: countyName, code: county })}</p>}
    </>
  );
};
