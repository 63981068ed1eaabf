import { QRCode } from 'antd';
import { palette } from '../design/index.ts';

const { surface, text } = palette.light.plain;

/** A square code drawn as SVG; always dark on light with a quiet edge, or telephones would not read it. */
export const QrCode = ({ value, label }: { value: string; label: string }) => (
  <QRCode
    type="svg"
    value={value}
    size={208}
    marginSize={4}
    bordered={false}
    color={text}
    bgColor={surface}
    role="img"
    aria-label={label}
  />
);
