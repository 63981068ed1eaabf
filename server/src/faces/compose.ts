import { contract } from '@lanzha/contract';
import type { FastifyInstance } from 'fastify';
import { linksJobs } from '../facts/links/links.jobs.ts';
import { linksRoutes } from '../facts/links/links.routes.ts';
import { signalBatchRoute, signalsRoutes } from '../facts/signals/signals.routes.ts';
import { readAccounts } from '../flows/drill/index.ts';
import { approvalJobs } from '../ground/approvals/approvals.jobs.ts';
import { approvalsRoutes } from '../ground/approvals/approvals.routes.ts';
import type { ApprovalHandlers, ApprovalsDeps } from '../ground/approvals/index.ts';
import { auditExportRoute, auditRoutes } from '../ground/audit/audit.routes.ts';
import type { ClockHandlers } from '../ground/clocks/index.ts';
import { directoryRoutes } from '../ground/directory/directory.routes.ts';
import { keyApprovals, rightsApprovals } from '../ground/directory/index.ts';
import { serviceKeysRoutes } from '../ground/directory/service-keys.routes.ts';
import { filesJobs } from '../ground/files/files.jobs.ts';
import { fileStreamRoutes, filesRoutes } from '../ground/files/files.routes.ts';
import type { MaskPeople } from '../ground/files/index.ts';
import type { Job } from '../ground/jobs/index.ts';
import { liveJobs } from '../ground/live/live.jobs.ts';
import { liveRoutes } from '../ground/live/live.routes.ts';
import { notifyJobs } from '../ground/notify/notify.jobs.ts';
import { notifyRoutes } from '../ground/notify/notify.routes.ts';
import { paramChanges } from '../ground/params/index.ts';
import { paramsJobs } from '../ground/params/params.jobs.ts';
import { paramsRoutes } from '../ground/params/params.routes.ts';
import { factorsRoutes } from '../ground/session/factors.routes.ts';
import { endSessionsOf } from '../ground/session/index.ts';
import { sessionJobs } from '../ground/session/session.jobs.ts';
import { sessionRoutes } from '../ground/session/session.routes.ts';
import { setupRoutes } from '../ground/setup/setup.routes.ts';
import { vaultRoutes } from '../ground/vault/vault.routes.ts';
import { boardRoutes } from '../reading/board/board.routes.ts';
import { listsExportRoute, listsRoutes } from '../reading/lists/lists.routes.ts';
import { operationJobs } from '../reading/operation/operation.jobs.ts';
import { metricsRoute, operationRoutes } from '../reading/operation/operation.routes.ts';
import { peopleRoutes } from '../reading/people/people.routes.ts';
import { tasksRoutes } from '../reading/tasks/tasks.routes.ts';
import { dissuasionRoutes } from '../work/dissuasion/dissuasion.routes.ts';
import { followUpClocks, reviewClocks } from '../work/dissuasion/index.ts';
import { drillDoorRoutes } from '../work/drill/door.routes.ts';
import { drillRoutes } from '../work/drill/drill.routes.ts';
import { incidentsRoutes } from '../work/incidents/incidents.routes.ts';
import { incidentClocks } from '../work/incidents/index.ts';
import { loansRoutes } from '../work/loans/loans.routes.ts';
import { retentionJobs } from '../work/retention/retention.jobs.ts';
import { retentionRoutes } from '../work/retention/retention.routes.ts';
import { scriptsRoutes } from '../work/scripts/scripts.routes.ts';
import { searchJobs } from '../work/search/search.jobs.ts';
import { searchRoutes } from '../work/search/search.routes.ts';
import { shiftsRoutes } from '../work/shifts/shifts.routes.ts';
import { staffExportRoute, staffRoutes } from '../work/staff/staff.routes.ts';
import { viewsJobs } from '../work/views/views.jobs.ts';
import { viewsRoutes } from '../work/views/views.routes.ts';
import { maskerFor, warningClocks } from '../work/warnings/index.ts';
import { warningsRoutes } from '../work/warnings/warnings.routes.ts';
import { zeroingJobs } from '../work/zeroing/zeroing.jobs.ts';
import { zeroingRoutes } from '../work/zeroing/zeroing.routes.ts';
import type { Ground } from './ground.ts';

/** What each kind of request does once a second person has agreed. */
function approvalHandlers({ params }: Ground): ApprovalHandlers {
  return {
    'params.change': paramChanges(params),
    ...rightsApprovals({ endSessions: endSessionsOf }),
    ...keyApprovals(params),
  };
}

const approvalsOf = (ground: Ground): ApprovalsDeps => ({
  params: ground.params,
  vault: ground.vault,
  handlers: approvalHandlers(ground),
});

/** Whom a warning is about is known to its room; of other subjects only numbers are found. */
function peopleIn({ vault }: Ground): MaskPeople {
  return async (tx, { kind, id }) => {
    if (kind !== 'warning') return (words) => words;
    const mask = await maskerFor({ tx, vault }, [id]);
    return (words) => mask(id, words) ?? words;
  };
}

/** The endpoints of the contract, room by room. */
export function contractRoutes(ground: Ground) {
  const approvals = approvalsOf(ground);
  return {
    session: sessionRoutes(ground),
    setup: setupRoutes(ground),
    directory: directoryRoutes(approvals),
    factors: factorsRoutes(ground),
    serviceKeys: serviceKeysRoutes({ ...approvals, keys: ground.keys }),
    signals: signalsRoutes(ground),
    links: linksRoutes(ground),
    warnings: warningsRoutes(ground),
    dissuasion: dissuasionRoutes(ground),
    incidents: incidentsRoutes(ground),
    scripts: scriptsRoutes(),
    loans: loansRoutes(ground),
    lists: listsRoutes(ground),
    views: viewsRoutes(ground),
    people: peopleRoutes(ground),
    tasks: tasksRoutes(ground),
    zeroing: zeroingRoutes(ground),
    board: boardRoutes(ground),
    search: searchRoutes(ground),
    vault: vaultRoutes(),
    retention: retentionRoutes(ground),
    audit: auditRoutes(ground),
    notify: notifyRoutes(ground),
    operation: operationRoutes(ground, () => jobsOf(ground)),
    files: filesRoutes(ground, peopleIn(ground)),
    params: paramsRoutes(approvals),
    approvals: approvalsRoutes(approvals),
    shifts: shiftsRoutes(ground),
    staff: staffRoutes(ground),
    drill: drillRoutes(),
    drillDoor: drillDoorRoutes({ ...ground, accounts: () => readAccounts(ground.config.dataDir) }),
  };
}

/** Endpoints that a browser calls before anybody is signed in. */
export const beforeSession = [
  contract.session.create,
  contract.setup.complete,
  contract.drillDoor.enter,
  contract.drillDoor.open,
];

/** Routes that are no endpoints of the contract: streams, uploads, batches. */
export async function plainRoutes(server: FastifyInstance, ground: Ground): Promise<void> {
  liveRoutes(server, ground.live);
  metricsRoute(server, ground);
  auditExportRoute(server, ground);
  staffExportRoute(server, ground);
  listsExportRoute(server, ground);
  await server.register((inner) => signalBatchRoute(inner, ground));
  await server.register((inner) => fileStreamRoutes(inner, ground));
}

export function jobsOf(ground: Ground): Job[] {
  return [
    ...sessionJobs(ground.params),
    ...liveJobs(),
    ...linksJobs(),
    ...searchJobs(ground),
    ...viewsJobs(),
    ...zeroingJobs(ground),
    ...retentionJobs(ground),
    ...approvalJobs(approvalsOf(ground)),
    ...paramsJobs(ground),
    ...notifyJobs(ground),
    ...filesJobs(ground),
    ...operationJobs(ground),
  ];
}

/** What each room does when its clocks fire, by the kind of its subjects. */
export function clockHandlersOf(ground: Pick<Ground, 'vault' | 'params'>): ClockHandlers {
  return {
    warning: warningClocks(ground),
    follow_up: followUpClocks(),
    review: reviewClocks(),
    incident: incidentClocks(),
  };
}
