export const site = {
  name: 'Flow',
  title: 'Flow: posts that are never lost and never doubled',
  description: 'An open, self-hostable platform that schedules and publishes posts. Never lost, never doubled, never unexplained.',
}
