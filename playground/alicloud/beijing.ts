const OFFSET = 8 * 60 * 60_000

/** Clock time in ms as `2026-03-02T10:15:04+08:00`. */
export const beijingIso = (at: number): string => `${new Date(at + OFFSET).toISOString().slice(0, 19)}+08:00`

/** Clock time in ms as `2026-03-02 10:15:04`: stages of a task carry no zone (docs/platforms/reads.md#task). */
export const beijingWall = (at: number): string => beijingIso(at).slice(0, 19).replace('T', ' ')
