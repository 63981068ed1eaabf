import type { Signal } from '@lanzha/contract';
import type { ListedIn, SignalFacts } from '@lanzha/engine/scoring';
import { hostsIn, type KnownLists, type Listed } from '../../facts/links/index.ts';
import type { TextJudge } from './text-judge.ts';

/** What is asked about a signal beside its own members. */
export interface Judges {
  readonly texts: TextJudge;
  readonly lists: KnownLists;
}

const none: readonly ListedIn[] = [];

/** Looks the values of a signal up, once each, and says in its facts what the lists say. */
export function addListed(facts: SignalFacts, signal: Signal, lists: KnownLists): readonly ListedIn[] {
  switch (signal.kind) {
    case 'sms':
      return addMessage(facts, signal, lists);
    case 'call': {
      const found = signal.from === undefined ? undefined : lists.phone(signal.from);
      return found === undefined ? none : [sender(facts, found)];
    }
    case 'visit': {
      const found = lists.url(signal.url);
      return found === undefined ? none : [address(facts, found)];
    }
    case 'install': {
      const found = lists.app(signal.app.package, signal.app.sha256);
      if (found === undefined) return none;
      if (found.verdict === 'bad') facts.knownBadApp = true;
      else facts.knownGoodApp = true;
      return [['app', found.verdict, found.id]];
    }
    case 'transfer': {
      const found = lists.account(signal.to.account);
      if (found === undefined) return none;
      if (found.verdict === 'bad') facts.knownBadPayee = true;
      else facts.knownGoodPayee = true;
      return [['payee', found.verdict, found.id]];
    }
    case 'report':
    case 'instruction':
      return none;
  }
}

/** The sender, and the hosts that stand in the text; one known-bad host among them is enough. */
function addMessage(
  facts: SignalFacts,
  signal: Extract<Signal, { kind: 'sms' }>,
  lists: KnownLists,
): readonly ListedIn[] {
  const from = signal.from === undefined ? undefined : lists.phone(signal.from);
  const hosts = hostsIn(signal.text);
  if (from === undefined && hosts.length === 0) return none;
  const hits = from === undefined ? [] : [sender(facts, from)];
  if (hosts.length > 0) {
    facts.link = true;
    const found = hosts.flatMap((host) => lists.host(host) ?? []);
    const worst = found.find(({ verdict }) => verdict === 'bad') ?? found[0];
    if (worst !== undefined) hits.push(address(facts, worst));
  }
  return hits;
}

function sender(facts: SignalFacts, found: Listed): ListedIn {
  if (found.verdict === 'bad') facts.knownBadFrom = true;
  else facts.knownGoodFrom = true;
  return ['from', found.verdict, found.id];
}

function address(facts: SignalFacts, found: Listed): ListedIn {
  if (found.verdict === 'bad') facts.knownBadUrl = true;
  else facts.knownGoodUrl = true;
  return ['url', found.verdict, found.id];
}
