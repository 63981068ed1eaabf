// Runs in a thread of its own (preparing.ts): takes bodies, gives prepared lines back, in their order.
import { parentPort, workerData } from 'node:worker_threads';
import { isFault } from '../../facts/signals/index.ts';
import { hashingWith } from '../../ground/vault/index.ts';
import { defaultTextModel, openTextJudge } from '../../work/deciding/index.ts';
import { toColumns } from './columns.ts';
import { prepareBody } from './prepare.ts';
import type { Answer, Question, ThreadKeys } from './thread-messages.ts';

const port = parentPort!;
const { index, content } = workerData as ThreadKeys;
const tools = {
  // Buffers arrive as plain arrays of bytes.
  hashing: hashingWith({ index: Buffer.from(index), content: Buffer.from(content) }),
  texts: await openTextJudge(await defaultTextModel()),
};

function answer({ number, incoming }: Question): Answer {
  try {
    const lines = prepareBody(tools, incoming);
    return isFault(lines) ? { number, fault: lines } : { number, columns: toColumns(lines) };
  } catch (error) {
    return { number, error };
  }
}

port.on('message', (question: Question) => port.postMessage(answer(question)));
port.postMessage('ready');
