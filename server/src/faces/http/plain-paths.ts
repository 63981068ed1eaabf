import {
  auditExportQuery,
  auditRecord,
  exportInput,
  fileSubject,
  id,
  liveEvent,
  signal,
  signalAnswer,
  staffFilter,
} from '@lanzha/contract';
import * as z from 'zod';

/** The routes that the contract cannot carry, described by hand (interfaces.md). */
export function plainPaths() {
  const refusal = { content: json(z.object({ code: z.string(), status: z.number(), message: z.string() })) };
  return {
    '/signals': {
      post: {
        operationId: 'signals.send',
        tags: ['signals'],
        summary: '批量报送线索',
        description:
          '每行一条(application/x-ndjson)或一个 JSON 数组,一次最多 10000 条、10 MB。回答按行的顺序,在整批提交之后发出;' +
          '被拒绝的一行不妨碍其他行。score 与 reasons 只回答给有 signals:explain 权限的密钥。' +
          '同一单位、同一来源内 id 重复时回答 duplicate 与首次的决定。',
        security: [{ serviceKey: [] }],
        requestBody: {
          required: true,
          content: {
            'application/x-ndjson': { schema: schemaOf(signal) },
            ...json(z.array(signal)),
          },
        },
        responses: {
          200: {
            description: '每行一个回答',
            content: { 'application/x-ndjson': { schema: schemaOf(signalAnswer) } },
          },
          401: { description: '没有密钥,或密钥已失效', ...refusal },
          403: { description: '密钥没有 signals:write 权限', ...refusal },
          413: { description: '超过 10000 条或 10 MB', ...refusal },
          415: { description: '内容类型不支持', ...refusal },
          429: { description: '处理不过来;按 Retry-After(秒)之后重发', ...refusal },
          507: { description: '磁盘已满,一条也没有收下;按 Retry-After(秒)之后重发', ...refusal },
        },
      },
    },
    '/audit/export': {
      get: {
        operationId: 'audit.export',
        tags: ['audit'],
        summary: '导出审计记录',
        description: '条件与 GET /audit/records 相同,最新的在前,逐页送出。导出本身留下审计记录。',
        security: [{ session: [] }],
        parameters: Object.entries(auditExportQuery.shape).map(([name, schema]) => ({
          name,
          in: 'query',
          required: false,
          schema: schemaOf(schema),
        })),
        responses: {
          200: {
            description: '全部记录',
            content: {
              'text/csv': { schema: { type: 'string' } },
              'application/x-ndjson': { schema: schemaOf(auditRecord) },
            },
          },
          400: { description: '条件有误', ...refusal },
          401: { description: '没有登录', ...refusal },
          403: { description: '不是审计管理员', ...refusal },
          429: { description: '正在进行的导出太多', ...refusal },
        },
      },
    },
    '/staff/export': {
      get: {
        operationId: 'staff.export',
        tags: ['staff'],
        summary: '导出人员登记',
        description: '条件与 GET /staff 相同;电话脱敏,公式一律作文字。导出本身留下审计记录。',
        security: [{ session: [] }],
        parameters: Object.entries(staffFilter.shape).map(([name, schema]) => ({
          name,
          in: 'query',
          required: false,
          schema: schemaOf(schema),
        })),
        responses: {
          200: { description: '全部登记', content: { 'text/csv': { schema: { type: 'string' } } } },
          400: { description: '条件有误', ...refusal },
          401: { description: '没有登录', ...refusal },
          403: { description: '没有管理登记的权限', ...refusal },
        },
      },
    },
    '/lists/warnings/export': {
      post: {
        operationId: 'lists.export',
        tags: ['lists'],
        summary: '导出全部预警的清单',
        description:
          '条件、列、顺序与页面相同;个人信息脱敏,单元格只有文字和数字,借阅来的不导出,一次最多 100000 条。' +
          '要写明用途;导出开始与结束都留下审计记录。回答头 x-lanzha-rows 是行数。',
        security: [{ session: [] }],
        requestBody: { required: true, content: json(exportInput) },
        responses: {
          200: {
            description: '清单;xlsx 另有一张“说明”',
            content: {
              'text/csv': { schema: { type: 'string' } },
              'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
                schema: { type: 'string', format: 'binary' },
              },
            },
          },
          400: { description: '条件有误,或没有写用途', ...refusal },
          401: { description: '没有登录', ...refusal },
          403: { description: '没有导出的权限', ...refusal },
          404: { description: '查找已过期', ...refusal },
          422: { description: '超过 100000 条', ...refusal },
          429: { description: '正在进行的导出太多', ...refusal },
        },
      },
    },
    '/files': {
      post: {
        operationId: 'files.send',
        tags: ['files'],
        summary: '上传一个附件',
        description:
          '一次一个文件。类型、大小、内容都要检查;有一项不合就什么也不留下。种类与上限见 GET /files 的回答和参数 files.*。',
        security: [{ session: [] }],
        parameters: Object.entries(fileSubject.shape).map(([name, schema]) => ({
          name,
          in: 'query',
          required: true,
          schema: schemaOf(schema),
        })),
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
            },
          },
        },
        responses: {
          201: { description: '已保存', content: json(z.object({ id })) },
          400: { description: '没有文件,或上传中断', ...refusal },
          401: { description: '没有登录', ...refusal },
          403: { description: '没有权限', ...refusal },
          404: { description: '没有这件事,或不在范围内', ...refusal },
          408: { description: '上传太慢', ...refusal },
          413: { description: '文件太大', ...refusal },
          415: { description: '不收这种文件', ...refusal },
          422: { description: '内容不合要求,code 说明哪一项', ...refusal },
          429: { description: '正在上传的太多', ...refusal },
          507: { description: '服务器磁盘已满', ...refusal },
        },
      },
    },
    '/files/{id}/content': fileContent('files.content', '下载附件原件', refusal),
    '/files/{id}/image': fileContent('files.image', '在页面里显示一张图片', refusal),
    '/live': {
      get: {
        operationId: 'live.stream',
        tags: ['live'],
        summary: '实时通知(server-sent events)',
        description:
          '须已登录;只送到本人范围内的通知。断线后浏览器带 Last-Event-ID 续传;中断太久时送 reset,应重新加载页面内容。' +
          '打开的通知流不算本人在操作,不延长会话。',
        security: [{ session: [] }],
        responses: {
          200: { description: '通知流', content: { 'text/event-stream': { schema: schemaOf(liveEvent) } } },
          401: { description: '没有登录', ...refusal },
          429: { description: '打开的页面太多', ...refusal },
        },
      },
    },
  };
}

function fileContent(operationId: string, summary: string, refusal: object) {
  return {
    get: {
      operationId,
      tags: ['files'],
      summary,
      description: '需要查看明文的权限(vault.reveal);每次都写进审计记录。',
      security: [{ session: [] }],
      parameters: [{ name: 'id', in: 'path', required: true, schema: schemaOf(id) }],
      responses: {
        200: {
          description: '文件内容',
          content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
        },
        401: { description: '没有登录', ...refusal },
        403: { description: '没有权限', ...refusal },
        404: { description: '没有找到,或不在范围内', ...refusal },
        409: { description: '还在等待病毒检查', ...refusal },
      },
    },
  };
}

function schemaOf(schema: z.ZodType) {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

function json(schema: z.ZodType) {
  return { 'application/json': { schema: schemaOf(schema) } };
}
