import type { Messages } from '../messages.js';
import { service } from '../service.js';

export const buildContextMessages: Messages = {
  'build-argument-secret': [
    [
      service('build:\n  context: .\n  args:\n    - NPM_TOKEN'),
      '7: NPM_TOKEN is given to the build of app as an argument',
    ],
  ],
  'build-context-transport': [
    [
      service('build: http://example.com/app.tar.gz'),
      '4: the build of app fetches http://example.com/app.tar.gz unprotected',
    ],
  ],
  'ignore-file': [
    [{ text: 'COPY --link ./ /app/', files: {} }, '1: COPY ./ /app/ takes everything: there is no .dockerignore'],
  ],
  'ignored-dependencies': [
    [
      { text: 'COPY . .\nRUN npm ci', files: { '.dockerignore': 'dist' } },
      '1: .dockerignore lets node_modules into the build',
    ],
  ],
  'ignored-keys': [
    [
      { text: 'COPY . .', files: { '.dockerignore': '*.pem' } },
      '1: .dockerignore would let keys (server.key, id_rsa) into the build',
    ],
  ],
  'ignored-secrets': [
    [{ text: 'COPY . .', files: { '.dockerignore': 'dist' } }, '1: .dockerignore lets .git and .env into the build'],
    [{ text: 'COPY . .', files: { '.dockerignore': '.git' } }, '1: .dockerignore lets .env into the build'],
  ],
};
