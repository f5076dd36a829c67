import { isNoTask, ReadFault } from '../cloud/cloud.ts'
import { clusterKey } from '../clusters/cluster-key.ts'
import type { Pace } from '../scaleout/ports.ts'
import type { Request } from '../scaleout/record.ts'
import type { CloudFor } from './cloudfor.ts'

/** Whether the cloud shows a task that a person has named, and for the request's own cluster. */
export const createFindTask =
  (cloudFor: CloudFor, pace: Pick<Pace, 'read'>) =>
  async (request: Request, taskId: string): Promise<'found' | 'none' | 'unreadable'> => {
    const { cluster } = request
    try {
      const task = await pace.read(() => cloudFor(request).task(cluster, taskId))
      return task.clusterId === null || clusterKey(task.clusterId) === clusterKey(cluster.id) ? 'found' : 'none'
    } catch (error) {
      return error instanceof ReadFault && isNoTask(error) ? 'none' : 'unreadable'
    }
  }
