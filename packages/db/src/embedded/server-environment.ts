/** All PostgreSQL gets to see: none of the app's secrets, and messages in the language we read them in. */
export const serverEnvironment: NodeJS.ProcessEnv = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
