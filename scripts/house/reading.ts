import ts from 'typescript';
import { isTest, type TextFile } from './files.ts';

/** What one source file says about the style of the house. Lines count from 1. */
export type Reading = {
  path: string;
  lines: number;
  test: boolean;
  /** Lines on which the type `any` stands. */
  any: number[];
  titles: string[];
  tests: number;
  mocks: number;
  /** A clock, chance or the outside world in the engine: `line: text`. */
  impure: string[];
  /** Throws in routes of what the contract does not declare: `line: text`. */
  undeclared: string[];
};

const testers = new Set(['test', 'it', 'describe']);
const mockers = new Set(['mock', 'doMock', 'fn', 'spyOn', 'stubGlobal']);
const outside = new Set([
  'process',
  'console',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'performance',
]);
const chance = new Set(['Date.now', 'Math.random', 'crypto.randomUUID', 'crypto.getRandomValues']);

/** Reads one TypeScript or JavaScript file. */
export function readSource({ path, text }: TextFile): Reading {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const reading: Reading = {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    test: isTest(path),
    any: [],
    titles: [],
    tests: 0,
    mocks: 0,
    impure: [],
    undeclared: [],
  };
  const engine = path.startsWith('engine/src/') && !reading.test;
  const routes = path.endsWith('.routes.ts');
  const at = (node: ts.Node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
  const told = (node: ts.Node) => `${at(node)}: ${node.getText(source).split('\n')[0]}`;

  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) reading.any.push(at(node));
    if (ts.isCallExpression(node)) readCall(node, source, reading);
    if (engine && isImpure(node, source)) reading.impure.push(told(node));
    if (routes && ts.isThrowStatement(node) && !throwsDeclared(node.expression))
      reading.undeclared.push(told(node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return reading;
}

function readCall(call: ts.CallExpression, source: ts.SourceFile, reading: Reading): void {
  const called = call.expression.getText(source);
  const [first, second] = called.split('.');
  if (first === 'vi' && second !== undefined && mockers.has(second)) reading.mocks += 1;
  const title = call.arguments[0];
  const tester = called.match(/^\w+/)?.[0];
  if (tester === undefined || !testers.has(tester) || title === undefined) return;
  if (!ts.isStringLiteralLike(title) && !ts.isTemplateExpression(title)) return;
  reading.titles.push(title.getText(source).slice(1, -1));
  if (tester !== 'describe') reading.tests += 1;
}

function isImpure(node: ts.Node, source: ts.SourceFile): boolean {
  if (ts.isNewExpression(node)) {
    return node.expression.getText(source) === 'Date' && (node.arguments?.length ?? 0) === 0;
  }
  if (ts.isPropertyAccessExpression(node)) return chance.has(node.getText(source));
  if (!ts.isIdentifier(node) || !outside.has(node.text)) return false;
  const parent = node.parent;
  const isUse =
    (ts.isCallExpression(parent) && parent.expression === node) ||
    (ts.isPropertyAccessExpression(parent) && parent.expression === node);
  return isUse;
}

/** `throw errors.NAME(…)`, the handler's own errors, typed by the contract; what was caught may be thrown on. */
function throwsDeclared(thrown: ts.Expression): boolean {
  if (ts.isConditionalExpression(thrown))
    return throwsDeclared(thrown.whenTrue) && throwsDeclared(thrown.whenFalse);
  if (ts.isIdentifier(thrown)) return isCaught(thrown);
  return (
    ts.isCallExpression(thrown) &&
    ts.isPropertyAccessExpression(thrown.expression) &&
    ts.isIdentifier(thrown.expression.expression) &&
    thrown.expression.expression.text === 'errors'
  );
}

/** Whether the name is that of an enclosing `catch (name)` or `.catch((name) => …)`. */
function isCaught(name: ts.Identifier): boolean {
  for (let node: ts.Node = name; !ts.isSourceFile(node); node = node.parent) {
    const caught = ts.isCatchClause(node)
      ? node.variableDeclaration
      : ts.isArrowFunction(node) && isCatchCall(node.parent)
        ? node.parameters[0]
        : undefined;
    if (caught?.name.getText() === name.text) return true;
  }
  return false;
}

const isCatchCall = (node: ts.Node) =>
  ts.isCallExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  node.expression.name.text === 'catch';
