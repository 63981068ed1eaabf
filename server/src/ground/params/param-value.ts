/** One version of a parameter. A decision keeps `id`, so that it can be explained with the value it was made with. */
export interface ParamValue {
  readonly id: number;
  readonly code: string;
  readonly value: string;
  readonly unit: string;
}
