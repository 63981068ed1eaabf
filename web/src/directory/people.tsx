import type { Person } from '@lanzha/contract';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client } from '../api/index.ts';
import { Button, Notice } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { Dialog } from '../overlays/index.ts';
import { useMe } from '../session/index.ts';
import { Listing } from './listing.tsx';
import { usePeopleColumns } from './people-columns.tsx';
import { PersonForm } from './person-form.tsx';

export const People = ({ q }: { q: string | undefined }) => {
  const { t } = useTranslation('directory');
  const explain = useExplain();
  const me = useMe();
  const queryClient = useQueryClient();
  const [creating, setCreating] = useState(false);
  const [created, setCreated] = useState<string | null>(null);
  const query = useQuery({
    ...api.directory.people.queryOptions({ input: q === undefined ? {} : { q } }),
    placeholderData: keepPreviousData,
  });
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.directory.key() });
  const turn = useMutation({
    mutationFn: ({ id, disabledAt }: Person) =>
      client.directory.disablePerson({ id, disabled: disabledAt === null }),
    onMutate: () => setCreated(null),
    onSuccess: refresh,
  });
  const columns = usePeopleColumns((person) =>
    // Nobody locks oneself out by accident.
    person.id === me.id ? null : (
      <Button
        kind="quiet"
        busy={turn.isPending && turn.variables.id === person.id}
        onClick={() => turn.mutate(person)}
      >
        {t(person.disabledAt === null ? 'person.disable' : 'person.enable')}
      </Button>
    ),
  );
  return (
    <>
      {turn.error && (
        <Notice kind="error">{explain(turn.error, { LAST_ADMIN: t('person.lastAdmin') })}</Notice>
      )}
      {turn.data && !turn.isPending && (
        <Notice
          kind="good"
          action={<Button onClick={() => turn.mutate(turn.data)}>{t('person.undo')}</Button>}
        >
          {t(turn.data.disabledAt === null ? 'person.wasEnabled' : 'person.wasDisabled', {
            name: turn.data.name,
          })}
        </Notice>
      )}
      {created !== null && <Notice kind="good">{t('person.created', { name: created })}</Notice>}
      <Listing
        query={query}
        caption={(count) => t('count.people', { count })}
        columns={columns}
        action={
          <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>
            {t('person.new')}
          </Button>
        }
      />
      <Dialog open={creating} title={t('person.newTitle')} onClose={() => setCreating(false)}>
        <PersonForm
          onDone={(name) => {
            setCreating(false);
            turn.reset();
            setCreated(name);
            void refresh();
          }}
        />
      </Dialog>
    </>
  );
};
