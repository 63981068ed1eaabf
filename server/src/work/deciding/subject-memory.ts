import { decodeState } from '@lanzha/engine/scoring';
import { writeUuid } from '../../ground/db/index.ts';
import { asUuid } from '../../ground/vault/index.ts';
import type { Subject } from './states.ts';
import type { Rank } from './subjects.ts';

/**
 * State rows as this process wrote them last, so that a subject that comes again needs no reading. It may be behind what another
 * process wrote: who uses a row from here must find it unchanged when it writes (`savingSubjects` does).
 */
export interface SubjectMemory {
  /** The row as it was kept; undefined when it is not remembered. */
  recall(key: string): Subject | undefined;
  /** These rows are about to be written: whoever needs one later need not read it, for it will be kept, or forgotten. */
  expect(keys: Iterable<string>): void;
  /** Whether the row is remembered or expected. */
  has(key: string): boolean;
  /** Remembers rows that are committed. */
  keep(subjects: Iterable<Subject>): void;
  forget(keys: Iterable<string>): void;
}

const ways = 4;
const slotBytes = 160;
/** Where the parts of a slot lie; a slot whose length is 0 is empty. */
const at = { person: 16, version: 32, block: 36, offset: 40, rank: 42, length: 43, state: 44 };
const longest = slotBytes - at.state;

/**
 * A table of slots in one piece of memory, four for each value of the key's first bits: nothing for the garbage collector to follow,
 * and no more than `slots` × 160 bytes however many subjects there are. Rows with a long history do not fit: of them only those are
 * remembered that were kept last.
 * @param slots a power of two
 */
export function openSubjectMemory(slots = 2 ** 18): SubjectMemory {
  const bytes = Buffer.alloc(slots * slotBytes);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const sought = Buffer.alloc(16);
  const soughtWords = new Int32Array(sought.buffer, sought.byteOffset, 4);
  const long = new Map<string, Subject>();
  const expected = new Set<string>();
  let next = 0;

  /** @returns where the first slot of the key begins, with the key in `sought` */
  function home(key: string): number {
    writeUuid(sought, 0, key);
    return (sought.readUInt32LE(0) % (slots / ways)) * ways * slotBytes;
  }

  function find(first: number): number | undefined {
    for (let slot = first; slot < first + ways * slotBytes; slot += slotBytes) {
      const word = slot / 4;
      if (
        words[word] === soughtWords[0] &&
        words[word + 1] === soughtWords[1] &&
        words[word + 2] === soughtWords[2] &&
        words[word + 3] === soughtWords[3] &&
        bytes[slot + at.length] !== 0
      )
        return slot;
    }
    return undefined;
  }

  function freeSlot(first: number): number {
    for (let slot = first; slot < first + ways * slotBytes; slot += slotBytes)
      if (bytes[slot + at.length] === 0) return slot;
    next = (next + 1) % ways;
    return first + next * slotBytes;
  }

  function keepOne(subject: Subject): void {
    const { key, person, rank, version, place, bytes: state } = subject;
    const first = home(key);
    const known = find(first);
    if (version === null || place === null || state === undefined || state.length > longest) {
      if (known !== undefined) bytes[known + at.length] = 0;
      if (version !== null && place !== null && state !== undefined) long.set(key, subject);
      return;
    }
    const slot = known ?? freeSlot(first);
    sought.copy(bytes, slot);
    if (person === key) sought.copy(bytes, slot + at.person);
    else writeUuid(bytes, slot + at.person, person);
    bytes.writeInt32LE(version, slot + at.version);
    bytes.writeUInt32LE(place.block, slot + at.block);
    bytes.writeUInt16LE(place.offset, slot + at.offset);
    bytes[slot + at.rank] = rank;
    bytes[slot + at.length] = state.length;
    bytes.set(state, slot + at.state);
  }

  /** A copy: whoever recalls it changes its state. */
  function recallLong(key: string): Subject | undefined {
    const subject = long.get(key);
    if (subject === undefined) return undefined;
    const { person, rank, version, place, bytes: state } = subject;
    return { key, person, rank, version, place, state: decodeState(state!), recalled: true, changed: false };
  }

  return {
    recall(key) {
      const slot = find(home(key));
      if (slot === undefined) return recallLong(key);
      const own = bytes.compare(sought, 0, 16, slot + at.person, slot + at.person + 16) === 0;
      const end = slot + at.state + bytes[slot + at.length]!;
      return {
        key,
        person: own ? key : asUuid(bytes.toString('hex', slot + at.person, slot + at.person + 16)),
        rank: bytes[slot + at.rank] as Rank,
        state: decodeState(bytes.subarray(slot + at.state, end)),
        version: bytes.readInt32LE(slot + at.version),
        place: { block: bytes.readUInt32LE(slot + at.block), offset: bytes.readUInt16LE(slot + at.offset) },
        recalled: true,
        changed: false,
      };
    },
    expect(keys) {
      for (const key of keys) expected.add(key);
    },
    has: (key) => expected.has(key) || long.has(key) || find(home(key)) !== undefined,
    keep(subjects) {
      long.clear();
      for (const subject of subjects) {
        expected.delete(subject.key);
        // What was only recalled and not written is here already.
        if (subject.changed || !subject.recalled) keepOne(subject);
      }
    },
    forget(keys) {
      for (const key of keys) {
        expected.delete(key);
        long.delete(key);
        const slot = find(home(key));
        if (slot !== undefined) bytes[slot + at.length] = 0;
      }
    },
  };
}
