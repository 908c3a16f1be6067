import { pipNoCache } from '../../../../src/audit/rules/packages/pip-no-cache.js';
import { yarnCacheCleaned } from '../../../../src/audit/rules/packages/yarn-cache-cleaned.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(pipNoCache, {
  complies: [
    'RUN pip install --no-cache-dir flask',
    'RUN pip3 --no-cache-dir install flask && python -m pip install flask --no-cache-dir',
    'ENV PIP_NO_CACHE_DIR=1\nRUN pip install flask',
    'ENV A=b PIP_NO_CACHE_DIR=true C=d\nRUN pip install flask',
    'ENV PIP_NO_CACHE_DIR on\nRUN pip install flask',
    'ENV PIP_NO_CACHE_DIR=off\nRUN pip install flask',
    'ARG PIP_NO_CACHE_DIR=yes\nRUN pip install flask',
    'RUN PIP_NO_CACHE_DIR=1 pip install flask',
    'RUN export PIP_NO_CACHE_DIR=True && pip install flask',
    'FROM a AS base\nENV PIP_NO_CACHE_DIR=1\nFROM base\nRUN pip install flask',
    'RUN --mount=type=cache,target=/root/.cache/pip pip install flask',
    'RUN --mount=type=cache,target=/root/.cache pip install flask',
    'RUN --mount=type=cache,id=pip,target=/home/app/.cache/pip,uid=1000 pip install flask',
    'RUN --mount=type=tmpfs,target=/root/.cache/pip pip install flask',
    'ENV PIP_CACHE_DIR=/cache\nRUN --mount=type=cache,target=/cache pip install flask',
    'RUN pip install flask && rm -rf /root/.cache/pip',
    'RUN pip install flask && rm -rf ~/.cache && pip cache purge',
    'RUN pip config set global.no-cache-dir true && pip install flask',
    'RUN printf "[global]\\nno-cache-dir = true\\n" > /etc/pip.conf\nRUN pip install flask',
    'COPY <<EOF /etc/pip.conf\n[install]\nno-cache-dir = yes\nEOF\nRUN pip install flask',
    'RUN pipx install black && pipenv install flask && uv pip install flask && pip download flask',
  ],
  violates: [
    ['RUN pip install flask', 1],
    ['RUN pip3.9 install -r requirements.txt', 1],
    ['RUN python3 -m pip install .', 1],
    ['ENV PIP_NO_CACHE_DIR=0\nRUN pip install flask', 2],
    ['ENV PIP_NO_CACHE_DIR=false\nRUN pip install flask', 2],
    ['FROM a AS base\nENV PIP_NO_CACHE_DIR=1\nFROM b\nRUN pip install flask', 4],
    ['RUN pip install --no-cache-dir a && pip install b', 1],
    ['RUN ["pip", "install", "flask"]', 1],
    ['RUN --mount=type=cache,target=/root/.npm pip install flask', 1],
    ['RUN pip install flask\nRUN rm -rf /root/.cache', 1],
    ['RUN pip install flask\nENV PIP_NO_CACHE_DIR=1', 1],
  ],
});

dockerfileCases(yarnCacheCleaned, {
  complies: [
    'RUN yarn install && yarn cache clean',
    'RUN yarn install --frozen-lockfile --production && yarn cache clean --all',
    'RUN yarn && yarn cache clean',
    'RUN yarn install && rm -rf /usr/local/share/.cache',
    'RUN yarn install && rm -rf $(yarn cache dir)/.yarn-cache',
    'RUN --mount=type=cache,target=/root/.cache/yarn yarn install',
    'RUN --mount=type=cache,target=/usr/local/share/.cache/yarn/v6 yarn install',
    'ENV YARN_CACHE_FOLDER=/cache\nRUN --mount=type=cache,target=/cache yarn install',
    'FROM node AS build\nRUN yarn install\nFROM nginx\nCOPY --from=build /app /app',
    'RUN yarn build && yarn run install-x && yarn --version && yarn config set registry x',
    'RUN npm install',
  ],
  violates: [
    ['RUN yarn install', 1],
    ['RUN yarn', 1],
    ['RUN yarn --frozen-lockfile', 1],
    ['RUN yarn cache clean && yarn install', 1],
    ['RUN yarn install\nRUN yarn cache clean', 1],
    ['FROM node AS deps\nRUN yarn install\nFROM deps\nRUN true', 2],
    ['RUN yarn global add serve@14', 1],
    ['RUN cd /app && yarn --cwd web install', 1],
  ],
});
