// Runs in a thread of its own (preparing.ts): takes bodies, gives prepared lines back, in their order.
import { parentPort, workerData } from 'node:worker_threads';
import { hashingWith } from '../../ground/vault/index.ts';
import { defaultTextModel, openTextJudge } from '../../work/deciding/index.ts';
import { prepareBodies } from './prepare.ts';
import { answerWith, bodiesOf, type Question, type ThreadKeys } from './thread-messages.ts';

const port = parentPort!;
const { index, content } = workerData as ThreadKeys;
const tools = {
  // Buffers arrive as plain arrays of bytes.
  hashing: hashingWith({ index: Buffer.from(index), content: Buffer.from(content) }),
  texts: await openTextJudge(await defaultTextModel()),
};

port.on('message', (question: Question) => {
  const prepared = prepareBodies(tools, bodiesOf(question), question.limits);
  port.postMessage(answerWith(question.number, prepared));
});
port.postMessage('ready');
