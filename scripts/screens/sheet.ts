/** One picture of the contact sheet; `file` is relative to the sheet. */
export type Picture = { screen: string; look: string; file: string; problems: readonly string[] };

const plain = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The contact sheet as one HTML page: a row for each page, a column for each look. */
export function contactSheet(pictures: readonly Picture[], title: string): string {
  const looks = [...new Set(pictures.map(({ look }) => look))];
  const screens = [...new Set(pictures.map(({ screen }) => screen))];
  const cell = (screen: string, look: string) => {
    const picture = pictures.find((one) => one.screen === screen && one.look === look);
    if (picture === undefined) return '<td></td>';
    const problems = picture.problems.map((problem) => `<li>${plain(problem)}</li>`).join('');
    const image = `<a href="${plain(picture.file)}"><img src="${plain(picture.file)}" alt="${plain(`${screen}, ${look}`)}"></a>`;
    return `<td>${image}${problems === '' ? '' : `<ul>${problems}</ul>`}</td>`;
  };
  const rows = screens.map(
    (screen) => `<tr><th>${plain(screen)}</th>${looks.map((look) => cell(screen, look)).join('')}</tr>`,
  );
  return `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>${plain(title)}</title>
<style>
  body { margin: 16px; font: 14px/1.4 sans-serif; color: #222; background: #ddd; }
  td, th { padding: 4px; vertical-align: top; text-align: left; }
  img { width: 320px; height: 320px; object-fit: contain; object-position: top left; display: block; }
  ul { width: 300px; margin: 4px 0; padding-left: 16px; color: #a00; overflow-wrap: anywhere; }
</style>
<h1>${plain(title)}</h1>
<table><tr><th></th>${looks.map((look) => `<th>${plain(look)}</th>`).join('')}</tr>
${rows.join('\n')}
</table></html>
`;
}
