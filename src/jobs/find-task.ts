import { isNoTask, ReadFault } from '../cloud/cloud.ts'
import type { Pace } from '../scaleout/ports.ts'
import type { Request } from '../scaleout/record.ts'
import type { CloudFor } from './cloudfor.ts'
import { isOf } from './resolve.ts'

/** Whether the cloud shows a task that a person has named, and for the request's own cluster. */
export const createFindTask =
  (cloudFor: CloudFor, pace: Pick<Pace, 'read'>) =>
  async (request: Request, taskId: string): Promise<'found' | 'none' | 'unreadable'> => {
    try {
      const task = await pace.read(() => cloudFor(request).task(request.cluster, taskId))
      return isOf(task, request) ? 'found' : 'none'
    } catch (error) {
      return error instanceof ReadFault && isNoTask(error) ? 'none' : 'unreadable'
    }
  }
