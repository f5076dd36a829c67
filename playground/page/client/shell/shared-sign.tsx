/** Two workspaces that overlap. */
export function SharedSign({ label }: { label: string }) {
  return (
    <svg className="shell-shared" viewBox="0 0 20 14" width="18" height="13" role="img" aria-label={label}>
      <g fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round">
        <path d="M7 1.5 12.5 7 7 12.5 1.5 7Z" />
        <path d="M13 1.5 18.5 7 13 12.5 7.5 7Z" />
      </g>
    </svg>
  )
}
