/** Metrics as Prometheus would read them. */
export type Exposition = {
  /** The value of a series, e.g. `scaleout_jobs{lane="do",state="active"}` with its labels in the order of the alphabet. */
  at(series: string): number | undefined
  /** Every series of the bot's own, without those that are zero. */
  readonly own: Readonly<Record<string, number>>
  readonly help: ReadonlyMap<string, string>
}

const metric = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const comment = new RegExp(`^# (HELP|TYPE) (${metric}) (.+)$`)
const label = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\"n])*"'
/** Prometheus reads values with Go's ParseFloat, to which prom-client's `Nan` is as good as `NaN`. */
const sample = new RegExp(
  `^(${metric})(?:\\{(${label}(?:,${label})*)\\})? (Na[nN]|[+-]Inf|-?[0-9.]+(?:e[+-]?[0-9]+)?)$`,
)

/**
 * Reads the text format strictly (Prometheus' documentation, "Exposition formats", version 0.0.4): every family with
 * HELP, then TYPE, then its samples, together and once; each series once; buckets that add up.
 */
export function readExposition(text: string): Exposition {
  if (!text.endsWith('\n')) throw new Error('the last line does not end')
  const help = new Map<string, string>()
  const types = new Map<string, string>()
  const series = new Map<string, number>()
  let family = ''
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, kind, name = '', rest = ''] = comment.exec(line) ?? []
    if (kind !== undefined) {
      if (kind === 'HELP' ? help.has(name) : name !== family || types.has(name)) throw new Error(`misplaced: ${line}`)
      if (kind === 'TYPE' && !/^(counter|gauge|histogram|summary)$/.test(rest)) throw new Error(`no type: ${line}`)
      ;(kind === 'HELP' ? help : types).set(name, rest)
      family = name
      continue
    }
    const [, of, labels, value] = sample.exec(line) ?? []
    if (of === undefined) throw new Error(`not a line of the format: ${line}`)
    const parts = /^(histogram|summary)$/.test(types.get(family) ?? '') ? ['', '_bucket', '_sum', '_count'] : ['']
    if (!parts.some((part) => of === family + part)) throw new Error(`stands under ${family}: ${line}`)
    const key = labels ? `${of}{${(labels.match(new RegExp(label, 'g')) ?? []).sort().join()}}` : of
    if (series.has(key)) throw new Error(`twice: ${key}`)
    series.set(key, Number(value?.replace('Inf', 'Infinity')))
  }
  for (const [name, type] of types) {
    if (type === 'counter' && !name.endsWith('_total')) throw new Error(`a counter that is not called so: ${name}`)
    const last = series.get(`${name}_bucket{le="+Inf"}`)
    if (last !== undefined && last !== series.get(`${name}_count`)) throw new Error(`does not add up: ${name}`)
  }
  const own = [...series].filter(([name, value]) => name.startsWith('scaleout_') && value !== 0)
  return { at: (name) => series.get(name), own: Object.fromEntries(own), help }
}
