import type { Rule } from '../../rule.js';
import { apkNoCache } from './apk-no-cache.js';
import { apkPinVersion } from './apk-pin-version.js';
import { apkUpgrade } from './apk-upgrade.js';
import { aptCacheCleaned } from './apt-cache-cleaned.js';
import { aptGetAssumeYes } from './apt-get-assume-yes.js';
import { aptGetDistUpgrade } from './apt-get-dist-upgrade.js';
import { aptGetNoRecommends } from './apt-get-no-recommends.js';
import { aptGetPinVersion } from './apt-get-pin-version.js';
import { aptGetUpgrade } from './apt-get-upgrade.js';
import { aptInsteadOfAptGet } from './apt-instead-of-apt-get.js';
import { aptListsDeleted } from './apt-lists-deleted.js';
import { aptListsOfUpdateDeleted } from './apt-lists-of-update-deleted.js';
import { cacheMountRules } from './cache-mounts.js';
import { curlFail } from './curl-fail.js';
import { dnfAssumeYes } from './dnf-assume-yes.js';
import { dnfCacheCleaned, dnfCacheCleanedInTime, microdnfCacheCleaned } from './dnf-cache-cleaned.js';
import { dnfPinVersion } from './dnf-pin-version.js';
import { dnfUpgrade } from './dnf-upgrade.js';
import { downloadPipedToShell } from './download-piped-to-shell.js';
import { gemPinVersion } from './gem-pin-version.js';
import { goPinVersion } from './go-pin-version.js';
import { nodeAddPinVersion } from './node-add-pin-version.js';
import { npmPinVersion } from './npm-pin-version.js';
import { pipNoCache } from './pip-no-cache.js';
import { pipPinVersion } from './pip-pin-version.js';
import { updateOnlyForUpgrade } from './update-only-for-upgrade.js';
import { updateWithInstall } from './update-with-install.js';
import { vulnerableOpenssl } from './vulnerable-openssl.js';
import { wgetOrCurl } from './wget-or-curl.js';
import { wgetProgress } from './wget-progress.js';
import { yarnCacheCleaned } from './yarn-cache-cleaned.js';
import { yumAssumeYes } from './yum-assume-yes.js';
import { yumCacheCleaned } from './yum-cache-cleaned.js';
import { yumPinVersion } from './yum-pin-version.js';
import { yumUpdate } from './yum-update.js';
import { zypperCacheCleaned, zypperCacheCleanedInTime } from './zypper-cache-cleaned.js';
import { zypperDistUpgrade } from './zypper-dist-upgrade.js';
import { zypperNonInteractive } from './zypper-non-interactive.js';
import { zypperPinVersion } from './zypper-pin-version.js';
import { zypperUpdate } from './zypper-update.js';

export const packagesRules: readonly Rule[] = [
  aptGetPinVersion,
  aptGetAssumeYes,
  aptGetNoRecommends,
  aptInsteadOfAptGet,
  aptListsDeleted,
  aptListsOfUpdateDeleted,
  aptCacheCleaned,
  aptGetDistUpgrade,
  aptGetUpgrade,
  apkPinVersion,
  apkNoCache,
  apkUpgrade,
  yumPinVersion,
  yumAssumeYes,
  yumCacheCleaned,
  yumUpdate,
  dnfPinVersion,
  dnfAssumeYes,
  dnfCacheCleaned,
  dnfCacheCleanedInTime,
  microdnfCacheCleaned,
  dnfUpgrade,
  zypperPinVersion,
  zypperNonInteractive,
  zypperCacheCleaned,
  zypperCacheCleanedInTime,
  zypperDistUpgrade,
  zypperUpdate,
  updateWithInstall,
  updateOnlyForUpgrade,
  pipPinVersion,
  pipNoCache,
  npmPinVersion,
  nodeAddPinVersion,
  gemPinVersion,
  goPinVersion,
  yarnCacheCleaned,
  ...cacheMountRules,
  wgetProgress,
  wgetOrCurl,
  curlFail,
  downloadPipedToShell,
  vulnerableOpenssl,
];
