/** What a subject's history counts. The order is the wire order of stored states: append only. */
export const features = [
  'calls',
  'callSeconds',
  'overseasCalls',
  'spoofedCalls',
  /** Calls that alone look like fraud: long from abroad, spoofed, or with a fraud transcript. */
  'suspectCalls',
  'scamTexts',
  'visits',
  'installs',
  'screenSharings',
  'transfers',
  'newPayees',
  /** Transfers of less than 2,000 yuan. */
  'smallTransfers',
  /** Fen. */
  'amount',
] as const;
export type Feature = (typeof features)[number];
export type Counts = Partial<Record<Feature, number>>;

export const featureIndex = Object.fromEntries(features.map((name, index) => [name, index])) as Record<
  Feature,
  number
>;
