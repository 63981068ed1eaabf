import type { Person } from '@lanzha/contract';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Button, Notice } from '../design/index.ts';
import { Dialog } from '../overlays/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { Listing } from './listing.tsx';
import { usePeopleColumns } from './people-columns.tsx';
import { type PersonAct, PersonActs } from './person-acts.tsx';
import { PersonForm } from './person-form.tsx';
import { ResetForm } from './reset-form.tsx';
import { RightsForm } from './rights-form.tsx';
import { TurnForm } from './turn-form.tsx';

type Opened = { act: PersonAct; person: Person } | { act: 'create' };
type Told = {
  words: 'created' | 'changed' | 'moved' | 'wasDisabled' | 'wasEnabled' | 'wasReset';
  person: Person;
};

/** What became of what was started: done, or waiting for a second person. */
const toldOf = (act: Opened['act'], person: Person): Told['words'] => {
  if (act === 'create') return 'created';
  if (act === 'turn' && person.disabledAt !== null && person.pending?.kind !== 'rights.restore')
    return 'wasDisabled';
  if (person.pending !== null) return 'changed';
  return act === 'change' ? 'moved' : act === 'turn' ? 'wasEnabled' : 'wasReset';
};

export const People = ({ q }: { q: string | undefined }) => {
  const { t } = useTranslation('directory');
  const me = useMe();
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const query = useQuery({
    ...api.directory.people.queryOptions({ input: q === undefined ? {} : { q } }),
    placeholderData: keepPreviousData,
  });
  const start = (next: Opened) => {
    setTold(null);
    setOpened(next);
  };
  const close = () => setOpened(null);
  const refresh = () => void queryClient.invalidateQueries({ queryKey: api.directory.key() });
  const done = (person: Person) => {
    if (opened !== null) setTold({ words: toldOf(opened.act, person), person });
    close();
    refresh();
    void queryClient.invalidateQueries({ queryKey: api.approvals.key() });
  };
  const columns = usePeopleColumns((person) => (
    <PersonActs person={person} onAct={(act) => start({ act, person })} onChanged={refresh} />
  ));
  const title = () => {
    if (opened === null) return '';
    if (opened.act === 'create') return t('person.newTitle');
    const { name, disabledAt } = opened.person;
    if (opened.act === 'turn')
      return t(disabledAt === null ? 'person.disableTitle' : 'person.enableTitle', { name });
    return t(`person.${opened.act}Title`, { name });
  };
  const form = () => {
    switch (opened?.act) {
      case 'create':
        return <PersonForm onDone={done} />;
      case 'change':
        return <RightsForm person={opened.person} onDone={done} />;
      case 'turn':
        return <TurnForm person={opened.person} onDone={done} />;
      case 'reset':
        return <ResetForm person={opened.person} onDone={done} />;
      case undefined:
        return null;
    }
  };
  return (
    <>
      {told !== null && (
        <Notice
          kind="good"
          action={
            told.person.pending && (
              <Link to={paths.approvals} search={{ view: 'mine' }}>
                {t('person.seeRequest')}
              </Link>
            )
          }
        >
          {t(`person.${told.words}`, { name: told.person.name })}
        </Notice>
      )}
      <Listing
        query={query}
        caption={(count) => t('count.people', { count })}
        columns={columns}
        action={
          me.acts.includes('directory.manage') && (
            <Button kind="primary" icon="plus" onClick={() => start({ act: 'create' })}>
              {t('person.new')}
            </Button>
          )
        }
      />
      <Dialog open={opened !== null} title={title()} onClose={close}>
        {form()}
      </Dialog>
    </>
  );
};
