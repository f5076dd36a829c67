/** `  "key": value,` */
const LINE = /^(?<indent>\s*)(?:(?<key>"(?:[^"\\]|\\.)*")(?<colon>: ))?(?<value>.*?)(?<comma>,?)$/

const MOST_INLINE = 24

/** JSON to be read: a line for each member, keys and values told apart by colour. */
export function Json({ value }: { value: unknown }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whatever scrolls must be reachable by keyboard
    <pre className="offstage-json" tabIndex={0}>
      {linesOf(value).map((line, index) => {
        const { indent = '', key, colon, value = '', comma } = LINE.exec(line)?.groups ?? {}
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a body does not change
          <span key={index} className="offstage-json-line" style={{ paddingLeft: `${indent.length + 2}ch` }}>
            {key && <span className="offstage-json-key">{key}</span>}
            {colon}
            <span className={`offstage-json-${sortOf(value)}`}>{value}</span>
            {comma}
          </span>
        )
      })}
    </pre>
  )
}

/** Short lists of plain values stay in one line. */
function linesOf(value: unknown): string[] {
  const text = JSON.stringify(value, null, 2).replace(/\[\n[^[\]{}]*\]/g, (list) => {
    const [open, ...items] = list.split(/\n\s*/)
    const line = `${open}${items.join(' ').replace(/ \]$/, ']')}`
    return line.length > MOST_INLINE ? list : line
  })
  return text.split('\n')
}

function sortOf(value: string): 'text' | 'masked' | 'plain' | 'sign' {
  if (value.startsWith('"***')) return 'masked'
  if (value.startsWith('"') || value.startsWith('["')) return 'text'
  return /^[\w-]/.test(value) ? 'plain' : 'sign'
}
