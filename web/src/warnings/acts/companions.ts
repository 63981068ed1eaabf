/** Names as people list them: separated by 、 comma, semicolon (also full-width), blanks or lines. */
export const readNames = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[、,\uff0c;\uff1b\s]+/)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
];
