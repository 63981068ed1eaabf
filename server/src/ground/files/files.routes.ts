import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import { contentLost, contract, fileSubject } from '@lanzha/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../directory/index.ts';
import { createSlots, describeError, sendProblem } from '../http/index.ts';
import { inTransactionOrRefusal, isRefusal, refuse } from '../refusal/index.ts';
import { implementing, orRefuse, signedInForOneself } from '../session/index.ts';
import { SealBroken } from '../vault/index.ts';
import { attachmentHeader } from './file-name.ts';
import { maxFileBytes, slotLimits } from './limits.ts';
import { type MaskPeople, wordsMasker } from './mask-words.ts';
import { prepareOpening, readOpened } from './open-file.ts';
import { listFiles } from './queries.ts';
import { asNotTaken } from './receive.ts';
import { NotTaken, type UploadRefusal, uploadRefusals } from './refusals.ts';
import { isOpen, isVisible, mayAttach, mayRead } from './subjects.ts';
import { type FilesDeps, takeUpload } from './take-upload.ts';
import { readPreview } from './text-preview.ts';

/** Which acts are needed depends on what a file belongs to; what one may not see is not there. */
export function filesRoutes(deps: FilesDeps, people: MaskPeople) {
  const { vault, params } = deps;
  const on = implementing(contract.files);
  const own = signedInForOneself();
  return on.router({
    list: on.list.use(own).handler(async ({ input, context, errors }) => {
      const { acts } = context.person;
      if (!mayRead(acts, input.kind)) throw errors.NOT_FOUND();
      const found = await context.inTransaction(async (tx) =>
        (await isVisible(tx, input))
          ? {
              items: await listFiles(tx, vault, input, await wordsMasker(tx, people, [input])),
              open: await isOpen(tx, input),
            }
          : refuse('NOT_FOUND'),
      );
      const { items, open } = orRefuse(errors, found);
      return {
        items,
        maxBytes: maxFileBytes(params),
        mayAttach: open && mayAttach(acts, input.kind),
        mayOpen: open && acts.includes('vault.reveal'),
      };
    }),
    text: on.text.use(own).handler(async ({ input, context, errors }) => {
      const opened = await context.inTransaction(async (tx) => {
        const found = await prepareOpening(tx, deps, context.person, input.id, 'file.viewed');
        if (isRefusal(found)) return found;
        if (!found.blob.type.startsWith('text/')) return refuse('NO_PREVIEW');
        return { ...found, mask: await wordsMasker(tx, people, found.subjects) };
      });
      const ready = orRefuse(errors, opened);
      const file = orRefuse(errors, await readOpened(deps, ready));
      try {
        return await readPreview(file, ready.mask);
      } catch (error) {
        throw error instanceof SealBroken ? errors.CONTENT_LOST() : error;
      } finally {
        await file.close();
      }
    }),
  });
}

/** `POST /files`, `GET /files/{id}/content` and `/image`: they stream, so the contract cannot carry them. */
export async function fileStreamRoutes(server: FastifyInstance, deps: FilesDeps): Promise<void> {
  const slots = createSlots();
  server.removeAllContentTypeParsers();
  await server.register(multipart, { throwFileSizeLimit: false });
  server.post('/api/v1/files', async (request, reply) => {
    const actor = await personOf(request, reply);
    if (actor === null) return reply;
    if (deps.disk.state() === 'full') return sendRefusal(reply, 'DISK_FULL');
    const give = slots.take(actor.id, slotLimits(deps.params));
    if (typeof give === 'string') return sendRefusal(reply, 'TOO_MANY_UPLOADS');
    try {
      return await upload(deps, actor, request, reply);
    } finally {
      give();
    }
  });
  server.get<{ Params: { id: string } }>('/api/v1/files/:id/content', (request, reply) =>
    sendFile(deps, request, reply, 'file.downloaded'),
  );
  server.get<{ Params: { id: string } }>('/api/v1/files/:id/image', (request, reply) =>
    sendFile(deps, request, reply, 'file.viewed'),
  );
}

async function upload(
  deps: FilesDeps,
  actor: Actor,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const subject = fileSubject.safeParse(request.query);
  if (!subject.success) return sendProblem(reply, 400, 'BAD_REQUEST', '请求里没有说明附件属于哪件事。');
  if (!mayRead(actor.acts, subject.data.kind)) return notFound(reply);
  if (!mayAttach(actor.acts, subject.data.kind))
    return sendProblem(reply, 403, 'FORBIDDEN', '您的岗位没有这项权限。');
  if (!(await deps.db.inTransaction(actor.scope, (tx) => isOpen(tx, subject.data)))) return notFound(reply);
  if (!request.isMultipart()) return sendRefusal(reply, 'NO_FILE');
  const most = maxFileBytes(deps.params);
  if (Number(request.headers['content-length'] ?? 0) > most + 65_536) return sendRefusal(reply, 'TOO_LARGE');
  try {
    const part = await request.file({
      limits: { fileSize: most + 1, files: 1, fields: 0, parts: 1, headerPairs: 20 },
    });
    if (part === undefined) return sendRefusal(reply, 'NO_FILE');
    const { file: source, filename: name, mimetype: declared } = part;
    const id = await takeUpload(deps, actor, { source, name: name ?? '', declared, subject: subject.data });
    return reply.code(201).send({ id });
  } catch (error) {
    const why = asNotTaken(error);
    if (!(why instanceof NotTaken)) throw error;
    request.log.info({ why: why.why }, 'upload not taken');
    return sendRefusal(reply, why.why);
  }
}

async function sendFile(
  deps: FilesDeps,
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
  event: 'file.downloaded' | 'file.viewed',
): Promise<FastifyReply> {
  const actor = await personOf(request, reply);
  if (actor === null) return reply;
  const { id } = request.params;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return notFound(reply);
  // Pictures and documents show what masks hide elsewhere.
  if (!actor.acts.includes('vault.reveal'))
    return sendProblem(reply, 403, 'FORBIDDEN', '您的岗位没有这项权限。');
  const opened = await inTransactionOrRefusal(deps.db, actor.scope, async (tx) => {
    const found = await prepareOpening(tx, deps, actor, id, event);
    const pictureOnly = event === 'file.viewed' && !isRefusal(found) && !found.blob.type.startsWith('image/');
    return pictureOnly ? refuse('NOT_FOUND') : found;
  });
  if (isRefusal(opened)) {
    if (opened.code === 'NOT_FOUND') return notFound(reply);
    return sendProblem(reply, 409, 'NOT_READY', '附件还在等待病毒检查,暂时不能打开。');
  }
  const file = await readOpened(deps, opened);
  if (isRefusal(file)) return sendProblem(reply, 410, 'CONTENT_LOST', contentLost);
  const content = Readable.from(file.stream(), { objectMode: false });
  content.once('close', () => void file.close());
  content.once('error', (error) =>
    request.log.error({ err: describeError(error) }, 'a stored file is broken'),
  );
  if (event === 'file.downloaded') reply.header('content-disposition', attachmentHeader(opened.name));
  return reply
    .headers({
      'content-length': opened.blob.bytes,
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    })
    .type(opened.blob.type)
    .send(content);
}

async function personOf(request: FastifyRequest, reply: FastifyReply): Promise<Actor | null> {
  const session = await request.auth.find();
  if (session === null) {
    sendProblem(reply, 401, 'UNAUTHORIZED', '请先登录。');
    return null;
  }
  if (!session.actor.mustChangePassword && !session.factor.mustEnrol) return session.actor;
  sendProblem(reply, 403, 'FORBIDDEN', '请先修改口令或启用动态码,再继续操作。');
  return null;
}

const notFound = (reply: FastifyReply) => sendProblem(reply, 404, 'NOT_FOUND', '没有找到,或不在您的范围内。');

function sendRefusal(reply: FastifyReply, why: UploadRefusal): FastifyReply {
  const [status, sentence] = uploadRefusals[why];
  // What is left of the body is read by nobody.
  if (!reply.request.raw.complete) reply.header('connection', 'close');
  return sendProblem(reply, status, why, sentence);
}
