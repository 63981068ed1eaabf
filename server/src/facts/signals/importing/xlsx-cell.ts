import type { CellValue } from 'exceljs';

const exactDigits = 15; // beyond that a numeric cell has lost digits

/** What a person sees in a cell, numbers and times in full; or why nothing can be read from it. */
export function textOfCell(value: CellValue | undefined): string | { problem: string } {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return textOfNumber(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return textOfDate(value);
  if ('richText' in value) return value.richText.map(({ text }) => text ?? '').join('');
  if ('error' in value) return { problem: `单元格是错误值 ${value.error}。请改正公式或直接填写内容` };
  if ('formula' in value || 'sharedFormula' in value) {
    if (value.result !== undefined) return textOfCell(value.result);
    return { problem: '公式没有保存结果。请在表格软件中打开并保存,或改为直接填写内容' };
  }
  return 'text' in value ? textOfCell(value.text as CellValue) : '';
}

function textOfNumber(value: number): string | { problem: string } {
  if (!Number.isFinite(value)) return { problem: '公式的结果是错误值。请改正公式或直接填写内容' };
  if (Math.abs(value) >= 10 ** exactDigits) {
    return {
      problem: `是超过 ${exactDigits} 位的数字,表格软件已丢掉末尾几位。请把这一列设为“文本”格式,重新填写原号码后再导入`,
    };
  }
  return String(Number(value.toPrecision(exactDigits)));
}

/** A date of a sheet is the clock on the wall, carried as UTC; the serial number behind it is rounded to the second. */
function textOfDate(value: Date): string | { problem: string } {
  if (Number.isNaN(value.getTime())) return { problem: '不是有效的日期' };
  const rounded = new Date(Math.round(value.getTime() / 1000) * 1000);
  return rounded.toISOString().slice(0, 19).replace('T', ' ');
}
