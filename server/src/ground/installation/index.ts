export {
  completeInstallation,
  findInstallation,
  fixInstallationKind,
  getInstallation,
  type Installation,
  keepSetupCode,
  lockInstallation,
} from './installation.ts';
