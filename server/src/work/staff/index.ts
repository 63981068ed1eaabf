export { readAttention } from './attention.ts';
export { appointContact, endContact, readContacts, touchContact } from './contacts.ts';
export type { StaffDeps, StaffDesk } from './desk.ts';
export { addEntry, strikeEntry } from './entries.ts';
export { exportMembers } from './export-csv.ts';
export { findStaff } from './find-staff.ts';
export { listMembers } from './list-members.ts';
export { changeMember, createMember, leaveMember } from './members.ts';
export { revealPhone } from './phones.ts';
