/** Label of a container that tells its platform's project from the other projects of the machine. Compose sets it. */
export const PROJECT_LABEL = 'com.docker.compose.project';
/** Label of a container that tells replicas apart. Compose sets it. */
export const NUMBER_LABEL = 'com.docker.compose.container-number';
/** Label of a container that names its workload. Every workload has it. */
export const SERVICE_LABEL = 'service';

/**
 * Labels that the engine copies into each line of a container: by them lines are assigned, without asking the engine, whose
 * socket nothing of the logs has.
 */
export const LOG_LABELS: readonly string[] = [SERVICE_LABEL, PROJECT_LABEL, NUMBER_LABEL];
