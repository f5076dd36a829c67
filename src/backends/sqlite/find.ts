import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { clusterKey } from '../../clusters/cluster-key.ts'
import type { Query } from '../../scaleout/ports.ts'

/**
 * Records are looked up by their state as they are stored: no column that an older version would leave behind. One that is
 * being made is empty for a moment, and a damaged one is no JSON.
 */
const state = "CASE WHEN json_valid(record) THEN json_extract(record, '$.stage.state') END"

export const stateIndex = `CREATE INDEX IF NOT EXISTS requests_by_state ON requests (${state}, number);`

/** Gives the records that a query means as they are stored, the newest first, each as it is asked for. */
export function createFind(db: DatabaseSync): (query: Omit<Query, 'limit'>) => Iterable<string> {
  const prepared = new Map<string, StatementSync>()
  return function* ({ states, cluster, person }) {
    const conditions: [condition: string, values: readonly string[]][] = []
    if (states) conditions.push([`${state} IN (${states.map(() => '?').join(', ')})`, states])
    if (cluster !== undefined) conditions.push(['cluster = ?', [clusterKey(cluster)]])
    if (person !== undefined) conditions.push(['by = ?', [person]])
    const where = conditions.map(([condition]) => condition).join(' AND ')
    const sql = `SELECT record FROM requests ${where && `WHERE ${where}`} ORDER BY number DESC`
    const statement = prepared.get(sql) ?? db.prepare(sql)
    prepared.set(sql, statement)
    for (const { record } of statement.iterate(...conditions.flatMap(([, values]) => values))) yield String(record)
  }
}
