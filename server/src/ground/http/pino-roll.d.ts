/** The package brings no types. */
declare module 'pino-roll' {
  interface Options {
    file: string;
    extension: string;
    frequency: 'daily';
    dateFormat: string;
    size: string;
    mkdir: boolean;
    mode: number;
    sync: boolean;
    minLength: number;
    periodicFlush: number;
    maxLength: number;
  }
  export default function build(
    options: Options,
  ): Promise<ReturnType<typeof import('pino').pino.destination>>;
}
