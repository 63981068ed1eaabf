import type { WarningAct, WarningDetail } from '@lanzha/contract';
import { client } from '../../api/index.ts';

type Calls = Pick<(typeof client)['warnings'], WarningAct>;
/** An act with what the person filled in; warning and version are added when it is sent. */
export type Step = {
  [A in WarningAct]: { act: A; input: Omit<Parameters<Calls[A]>[0], 'id' | 'version'> };
}[WarningAct];

export const sendStep = (id: string, version: number, step: Step): Promise<WarningDetail> => {
  const seen = { id, version };
  switch (step.act) {
    case 'assign':
      return client.warnings.assign({ ...seen, ...step.input });
    case 'sign':
      return client.warnings.sign({ ...seen, ...step.input });
    case 'contact':
      return client.warnings.contact({ ...seen, ...step.input });
    case 'meet':
      return client.warnings.meet({ ...seen, ...step.input });
    case 'transfer':
      return client.warnings.transfer({ ...seen, ...step.input });
    case 'accept':
      return client.warnings.accept({ ...seen, ...step.input });
    case 'return':
      return client.warnings.return({ ...seen, ...step.input });
    case 'close':
      return client.warnings.close({ ...seen, ...step.input });
    case 'reopen':
      return client.warnings.reopen({ ...seen, ...step.input });
  }
};
