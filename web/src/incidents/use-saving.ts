import type { IncidentDetail, IncidentField, TransferField } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useRef } from 'react';
import { client, toRefusal } from '../api/index.ts';
import { detailQuery, keepIncident } from './queries.ts';

export interface Place {
  readonly incident: IncidentDetail;
  /** The row; null for what is asked once. */
  readonly transfer: string | null;
}
export type FieldName = IncidentField | TransferField;
export type FieldSet = Partial<Record<FieldName, unknown>>;

interface Conflict {
  readonly by: string;
  /** Where `theirs` stands: of what is sent together it may be either. */
  readonly field: string;
  readonly theirs: string | null;
}

/** What became of the words that were sent last. */
interface Told {
  readonly kept?: (detail: IncidentDetail) => void;
  /** `conflict`: the person is asked which value is to stand. */
  readonly refused?: (conflict: boolean) => void;
}

/**
 * Saves one field by itself. It rests on what was on the screen when the person began to type: whoever else wrote in the
 * same field meanwhile is not overwritten, both values are shown and the person chooses.
 */
export const useSaving = ({ incident, transfer }: Place) => {
  const queryClient = useQueryClient();
  const base = useRef<number | null>(null);
  const lastTold = useRef<Told>({});
  const send = useMutation({
    // What is typed later is kept later, however slow the way of the former is.
    scope: { id: useId() },
    mutationFn: ({ set, version }: { set: FieldSet; version: number }) => {
      const seen = { id: incident.id, version };
      // The fields check what they send; the contract checks it again.
      return transfer === null
        ? client.incidents.record({ ...seen, set: set as object })
        : client.incidents.recordTransfer({ ...seen, transfer, set: set as object });
    },
    onSuccess: (detail) => {
      base.current = null;
      keepIncident(queryClient, detail);
    },
  });
  const give = (set: FieldSet, version: number) =>
    send.mutate(
      { set, version },
      {
        onSuccess: (detail) => lastTold.current.kept?.(detail),
        onError: (error) => lastTold.current.refused?.(toRefusal(error).code === 'CHANGED'),
      },
    );
  const { code, data } = toRefusal(send.error);
  const conflict: Conflict | null =
    send.error !== null && code === 'CHANGED'
      ? {
          by: String(data.by ?? ''),
          field: String(data.field ?? ''),
          theirs: typeof data.theirs === 'string' ? data.theirs : null,
        }
      : null;
  return {
    /** The person begins to type. */
    begin: () => {
      base.current ??= incident.version;
    },
    save: (set: FieldSet, told: Told) => {
      lastTold.current = told;
      give(set, base.current ?? incident.version);
    },
    state: send.isPending ? 'saving' : send.isSuccess ? 'saved' : 'still',
    /** What was sent last. */
    sent: send.variables?.set,
    conflict,
    /** The own value after all: it rests on the newest version now. */
    mine: () => {
      const version = typeof data.version === 'number' ? data.version : incident.version;
      if (send.variables !== undefined) give(send.variables.set, version);
    },
    theirs: () => {
      base.current = null;
      send.reset();
      void queryClient.invalidateQueries({ queryKey: detailQuery(incident.id).queryKey });
    },
    error: conflict === null ? send.error : null,
  } as const;
};
export type Saving = ReturnType<typeof useSaving>;
