import { X509Certificate } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check, OperationFinding } from '@lanzha/contract';
import { isLoopback } from '../../ground/config/index.ts';
import { bad, daysBetween, fine, type Machine, type Said, warn } from './finding.ts';

const everybody = new Set(['0.0.0.0/0', '::/0']);

export function checkNetwork({ config: { host, tls, proxies } }: Machine): OperationFinding {
  if (proxies?.some((range) => everybody.has(range))) {
    return bad(
      'network',
      ['反向代理设为相信任何地址', 'Every address is believed as a reverse proxy'],
      [
        '谁都能冒充来源地址。请把 --behind-proxy 改成代理自己的地址',
        'Anybody can pretend to come from anywhere. Give --behind-proxy the address of the proxy alone',
      ],
    );
  }
  if (proxies !== undefined) {
    const list = proxies.join('、');
    return fine('network', [`在反向代理 ${list} 之后`, `Behind the reverse proxy ${list}`]);
  }
  if (tls === undefined && isLoopback(host)) {
    return fine('network', ['只有本机能访问', 'Only this machine can reach it']);
  }
  return fine('network', [`在 ${host} 上加密服务`, `Served encrypted on ${host}`]);
}

export function checkCertificate({ config: { tls }, now }: Machine): OperationFinding {
  if (tls === undefined) return fine('certificate', ['没有自带证书', 'No certificate of its own']);
  const until = new Date(new X509Certificate(tls.cert).validTo);
  const days = Math.floor(daysBetween(now, until));
  const text: Said =
    days < 0
      ? ['证书已过期', 'The certificate has expired']
      : [`证书还有 ${days} 天到期`, `The certificate expires in ${days} days`];
  if (days >= 30) return fine('certificate', text);
  const found = days < 7 ? bad : warn;
  return found('certificate', text, [
    '请换新证书，更新 --tls-cert 与 --tls-key 指向的文件，重新启动服务',
    'Get a new certificate, replace the files of --tls-cert and --tls-key, start the service again',
  ]);
}

const modelFile = join(import.meta.dirname, '../../../dist/text-model.bin');

export const checkWeb = ({ webRoot }: Machine): Promise<OperationFinding> =>
  isBuilt('web', join(webRoot, 'index.html'), ['界面', 'The interface']);

export const checkText = (): Promise<OperationFinding> =>
  isBuilt('text', modelFile, ['文本模型', 'The text model']);

async function isBuilt(check: Check, file: string, [zh, en]: Said): Promise<OperationFinding> {
  const built = await access(file).then(
    () => true,
    () => false,
  );
  if (built) return fine(check, [`${zh}已构建`, `${en} is built`]);
  return bad(check, [`${zh}还没有构建`, `${en} is not built`], ['请执行 npm run build', 'Run npm run build']);
}
