// Every page of the SPA, for screenshots and for the checks that all must pass.
// `path` is an address, or makes one from the sample rows; `anyone` marks those that need no sign-in.

export const pages = [
  { name: 'login', path: '/login', anyone: true },
  { name: 'register', path: '/register', anyone: true },
  { name: 'dashboard', path: '/' },
  { name: 'jobs', path: '/jobs' },
  { name: 'job', path: ({ job }) => `/jobs/${job.id}` },
  { name: 'candidates', path: '/candidates' },
  { name: 'candidate', path: ({ candidate }) => `/candidates/${candidate.id}` },
  { name: 'groups', path: '/groups' },
  { name: 'import', path: '/import' },
  { name: 'matching', path: '/matching' },
  { name: 'mail-compose', path: '/mail/compose' },
  { name: 'mail-queue', path: '/mail/queue' },
  { name: 'mail-templates', path: '/mail/templates' },
  { name: 'mail-accounts', path: '/mail/accounts' },
  { name: 'ai', path: '/ai' },
  { name: 'settings', path: '/settings' },
  { name: 'settings-preferences', path: '/settings?tab=preferences' },
  { name: 'settings-security', path: '/settings?tab=security' },
  { name: 'not-found', path: '/no-such-page' },
];
