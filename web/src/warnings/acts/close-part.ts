import type { CloseValues } from './close-values.ts';
import type { useActForm } from './use-act-form.ts';

/** The form of closing, as its parts use it. */
export type CloseForm = Pick<ReturnType<typeof useActForm<CloseValues>>, 'values' | 'set' | 'field' | 'text'>;
