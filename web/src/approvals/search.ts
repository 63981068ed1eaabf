export const views = ['todo', 'mine', 'others', 'done'] as const;
export type View = (typeof views)[number];
export type ApprovalsSearch = { view?: Exclude<View, 'todo'> };

/** The view in the address; without one: what waits for me. */
export const readApprovalsSearch = ({ view }: Record<string, unknown>): ApprovalsSearch =>
  view === 'mine' || view === 'others' || view === 'done' ? { view } : {};
