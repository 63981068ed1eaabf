export const tabs = ['state', 'jobs'] as const;
export type OperationSearch = { tab?: 'jobs' };

export const readOperationSearch = ({ tab }: Record<string, unknown>): OperationSearch =>
  tab === 'jobs' ? { tab } : {};
