import type { FollowUpPage, Review, ReviewFinding } from '@lanzha/contract';
import type { Tx } from '../ground/db/index.ts';
import type { Actor } from '../ground/directory/index.ts';
import { isRefusal } from '../ground/refusal/index.ts';
import { closeReview, listFollowUps, listReviews } from '../work/dissuasion/index.ts';
import { maskerFor, type WarningsDeps } from '../work/warnings/index.ts';

/** Lists of what follows an ending, with the people of the warnings masked in every word about them. */
interface FlowDesk extends WarningsDeps {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
}

export async function listFollowUpsMasked(
  desk: FlowDesk,
  query: Parameters<typeof listFollowUps>[1],
): Promise<FollowUpPage> {
  const page = await listFollowUps(desk, query);
  const mask = await maskerFor(
    desk,
    page.items.map(({ warning }) => warning.id),
  );
  return { ...page, items: page.items.map((one) => ({ ...one, note: mask(one.warning.id, one.note) })) };
}

export async function listReviewsMasked(desk: FlowDesk, query: Parameters<typeof listReviews>[1]) {
  const page = await listReviews(desk, query);
  return { ...page, items: await masked(desk, page.items) };
}

export async function closeReviewMasked(
  desk: FlowDesk,
  input: { id: string; version: number; finding: ReviewFinding; words: string },
) {
  const closed = await closeReview(desk, input);
  if (isRefusal(closed)) return closed;
  const [review] = await masked(desk, [closed]);
  return review ?? closed;
}

async function masked(desk: FlowDesk, reviews: readonly Review[]): Promise<Review[]> {
  const mask = await maskerFor(
    desk,
    reviews.map(({ warning }) => warning.id),
  );
  return reviews.map((one) => ({ ...one, words: mask(one.warning.id, one.words) }));
}
