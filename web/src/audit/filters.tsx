import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Button, Field, NativeSelect, TextInput, useForm } from '../design/index.ts';
import { SearchSelect } from '../overlays/index.ts';
import css from './audit.module.css';
import { type AuditSearch, isTarget, readAuditSearch } from './search.ts';
import { useEventWords } from './use-event-words.ts';

type Props = { search: AuditSearch; onSearch: (search: AuditSearch) => void };

/** Asked for when sent, not while typing: every look is on record. */
export const Filters = ({ search, onSearch }: Props) => {
  const { t } = useTranslation('audit');
  const eventWords = useEventWords();
  const people = useQuery(api.directory.people.queryOptions({ input: {} }));
  const events = useQuery(api.audit.events.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const { from = '', to = '', actor = '', event = '', ok = '', target = '' } = search;
  const form = useForm(
    { from, to, actor, event, ok: ok as string, target },
    {
      to: (value, { from }) => (value !== '' && from !== '' && value < from ? t('filter.toBefore') : null),
      target: (value) => (value.trim() === '' || isTarget(value.trim()) ? null : t('filter.badTarget')),
    },
  );
  const send = () => {
    if (form.check()) onSearch(readAuditSearch({ ...form.values, target: form.values.target.trim() }));
  };
  const rooms = [...new Set((events.data ?? []).map((name) => name.split('.')[0] ?? name))];
  const names = [
    ...rooms.map((room) => ({ room, name: room })),
    ...(events.data ?? []).map((name) => ({ room: null, name })),
  ];
  return (
    <form
      className={css.filters}
      aria-label={t('filter.label')}
      onSubmit={(submitted) => {
        submitted.preventDefault();
        send();
      }}
    >
      <Field {...form.field('from')} label={t('filter.from')}>
        {(aria) => <TextInput {...aria} {...form.text('from')} type="date" />}
      </Field>
      <Field {...form.field('to')} label={t('filter.to')}>
        {(aria) => <TextInput {...aria} {...form.text('to')} type="date" />}
      </Field>
      <Field {...form.field('actor')} label={t('col.actor')}>
        {(aria) => (
          <SearchSelect
            aria={aria}
            value={form.values.actor || undefined}
            options={[
              { value: 'none', label: t('nobody') },
              ...(people.data ?? []).map(({ id, name, unit }) => ({
                value: id,
                label: name,
                note: unit.name,
              })),
            ]}
            onChange={(value) => form.set('actor', value ?? '')}
            placeholder={t('filter.all')}
            loading={people.isPending}
            empty={t('filter.noMatch')}
            clearable
          />
        )}
      </Field>
      <Field {...form.field('event')} label={t('col.event')}>
        {(aria) => (
          <SearchSelect
            aria={aria}
            value={form.values.event || undefined}
            options={names.map(({ room, name }) => ({
              value: name,
              label: room === null ? eventWords(name) : t('filter.room', { room: eventWords(name) }),
              note: name,
            }))}
            onChange={(value) => form.set('event', value ?? '')}
            placeholder={t('filter.all')}
            loading={events.isPending}
            empty={t('filter.noMatch')}
            clearable
          />
        )}
      </Field>
      <Field {...form.field('ok')} label={t('col.ok')}>
        {(aria) => (
          <NativeSelect {...aria} {...form.text('ok')}>
            <option value="">{t('filter.all')}</option>
            <option value="yes">{t('done')}</option>
            <option value="no">{t('refused')}</option>
          </NativeSelect>
        )}
      </Field>
      <Field {...form.field('target')} label={t('col.target')}>
        {(aria) => <TextInput {...aria} {...form.text('target')} placeholder={t('filter.targetHint')} />}
      </Field>
      <div className={css.send}>
        <Button kind="primary" type="submit" icon="search">
          {t('filter.send')}
        </Button>
        {Object.keys(search).length > 0 && (
          <Button kind="quiet" onClick={() => onSearch({})}>
            {t('filter.clear')}
          </Button>
        )}
      </div>
    </form>
  );
};
