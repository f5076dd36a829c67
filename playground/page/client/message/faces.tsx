/** Two nodes, and one more: what the bot is for. */
export function BotFace({ className }: { className: string }) {
  return (
    <svg className={className} viewBox="0 0 36 36" aria-hidden="true">
      <rect width="36" height="36" fill="#1f3a5f" />
      <g fill="none" stroke="#8fb8e8" strokeWidth="2">
        <rect x="7" y="8.5" width="16" height="7.5" rx="2" />
        <rect x="7" y="20" width="16" height="7.5" rx="2" />
      </g>
      <g fill="#8fb8e8">
        <circle cx="11" cy="12.25" r="1.3" />
        <circle cx="11" cy="23.75" r="1.3" />
      </g>
      <circle cx="25" cy="23.75" r="7.5" fill="#1f3a5f" />
      <circle cx="25" cy="23.75" r="5.75" fill="#3cd6a0" />
      <path d="M25 20.75v6M22 23.75h6" stroke="#10304a" strokeWidth="1.9" strokeLinecap="round" />
    </svg>
  )
}

export function SlackbotFace({ className }: { className: string }) {
  return (
    <svg className={className} viewBox="0 0 36 36" aria-hidden="true">
      <rect width="36" height="36" fill="#4a154b" />
      <path d="M9 15a6 6 0 0 1 6-6h6a6 6 0 0 1 6 6v5a6 6 0 0 1-6 6h-3.5L13 30v-4.2A6 6 0 0 1 9 20Z" fill="#fff" />
      <circle cx="14.5" cy="16" r="1.6" fill="#4a154b" />
      <circle cx="21.5" cy="16" r="1.6" fill="#4a154b" />
      <path
        d="M14 20.2c1.1 1.2 2.5 1.8 4 1.8s2.900-.6 4-1.8"
        fill="none"
        stroke="#4a154b"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
    </svg>
  )
}
