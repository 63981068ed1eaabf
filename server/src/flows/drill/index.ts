export { accountsFileIn, handOutAccounts, makePasswords, readAccounts, writeAccounts } from './accounts.ts';
export { foundDistrict } from './found-district.ts';
export { openFeed } from './live-feed.ts';
export { readDrillScore } from './read-score.ts';
export { tellHistory } from './tell-history.ts';
export { openTruthFile, readTruth, truthFileIn } from './truth-file.ts';
