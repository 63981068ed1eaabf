import type { DrillBeside } from '@lanzha/contract';

/** A drill that runs beside this installation, in a process and a database of its own. */
export interface Beside {
  state(): DrillBeside;
  open(): void;
}
