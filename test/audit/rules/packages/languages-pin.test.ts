import { gemPinVersion } from '../../../../src/audit/rules/packages/gem-pin-version.js';
import { goPinVersion } from '../../../../src/audit/rules/packages/go-pin-version.js';
import { nodeAddPinVersion } from '../../../../src/audit/rules/packages/node-add-pin-version.js';
import { npmPinVersion } from '../../../../src/audit/rules/packages/npm-pin-version.js';
import { pipPinVersion } from '../../../../src/audit/rules/packages/pip-pin-version.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(pipPinVersion, {
  complies: [
    'RUN pip install flask==3.0.3',
    'RUN pip install "flask>=3" \'django~=4.2\' "a!=2" "b<3" c===1 "d[x]==1"',
    'RUN pip install -r requirements.txt && pip3 install --requirement=requirements.txt && pip install -rrequirements.txt',
    'RUN pip install -r requirements.txt gunicorn',
    'RUN pip install -c constraints.txt flask && pip install --constraint constraints.txt flask',
    'ENV PIP_CONSTRAINT=/constraints.txt\nRUN pip install flask',
    'RUN pip install . && pip install .[dev] && pip install ./package && pip install /src && pip install -e .',
    'RUN pip install --no-cache-dir -e "/app[test]" && pip install --editable .',
    'RUN pip install flask-3.0-py3-none-any.whl dist/*.whl a.tar.gz https://example.com/x.zip',
    'RUN pip install git+https://github.com/a/b@v1.0#egg=b git+ssh://git@github.com/a/b.git@main',
    'RUN pip install "b @ git+https://github.com/a/b@v1"',
    'RUN pip install --index-url https://example.com/simple --extra-index-url https://x -i https://y flask==3',
    'RUN pip install --trusted-host example.com --find-links /wheels -t /target --prefix /p --root /r flask==3',
    'RUN pip install --no-index --find-links=/wheels mypackage',
    'RUN pip install $PACKAGES "poetry==$POETRY_VERSION" "poetry${POETRY_VERSION:+==$POETRY_VERSION}"',
    'RUN python3 -m pip install --upgrade flask==3',
    'RUN pip download flask && pip wheel flask && pip freeze && pip uninstall -y flask',
    'RUN pipenv install --system --deploy',
    'RUN uv pip install --system flask==3 && uv pip install -r requirements.txt',
    'RUN python setup.py install',
  ],
  violates: [
    ['RUN pip install flask', 1],
    ['RUN pip3 install --no-cache-dir --upgrade pip', 1],
    ['RUN pip3.11 install flask==3 django', 1],
    ['RUN python -m pip install -U pip setuptools wheel', 1],
    ['RUN python3.12 -m pip --no-cache-dir install flask', 1],
    ['RUN pip install git+https://github.com/a/b', 1],
    ['RUN pip install git+ssh://git@github.com/a/b.git', 1],
    ['RUN pip install "flask[async]"', 1],
    ['RUN pip install --index-url https://example.com/simple flask', 1],
    ['RUN pip install -t /target flask', 1],
    ['RUN ["pip", "install", "flask"]', 1],
    ['RUN uv pip install --system flask', 1],
    ['RUN pipx install poetry', 1],
    ['RUN apk add --no-cache python3 \\\n && pip install flask', 2],
    ['RUN sudo -H pip install flask', 1],
  ],
});

dockerfileCases(npmPinVersion, {
  complies: [
    'RUN npm install && npm ci && npm i --production',
    'RUN npm install express@4.1.1',
    'RUN npm install -g @angular/cli@17 && npm i -g npm@latest && npm add a@1',
    'RUN npm install --save-dev a@^1.0.0 "b@>=1"',
    'RUN npm install ./a ../b /c ~/d . a.tgz dist/a.tar.gz https://example.com/a.tgz',
    'RUN npm install git+https://github.com/a/b.git#v1 git+ssh://git@github.com:a/b#semver:^5 github:a/b#abc',
    'RUN npm install --prefix /app --registry https://example.com --loglevel error a@1',
    'RUN npm --global install a@1',
    'RUN npm install a@$VERSION $PACKAGES "@scope/a@${V}"',
    'RUN npm run install-all && npm config set registry https://x && npm cache clean --force && npm uninstall a',
    'ARG V=1.0\nRUN npm install -g a@$V',
    'RUN npm install -C /app -w web --omit dev',
  ],
  violates: [
    ['RUN npm install express', 1],
    ['RUN npm install -g serve', 1],
    ['RUN npm i -g @angular/cli', 1],
    ['RUN npm install express@4 lodash', 1],
    ['RUN npm add lodash', 1],
    ['RUN npm install git+https://github.com/a/b.git', 1],
    ['RUN npm install a/b', 1],
    ['RUN ["npm", "install", "express"]', 1],
    ['RUN npm --loglevel warn install express', 1],
    ['RUN npm ci && npm install --no-save typescript', 1],
  ],
});

dockerfileCases(nodeAddPinVersion, {
  complies: [
    'RUN yarn add a@1 && yarn global add b@2',
    'RUN pnpm add -g a@1 $X',
    'RUN yarn install',
    'RUN npm install a',
  ],
  violates: [
    ['RUN yarn add a', 1],
    ['RUN yarn global add serve', 1],
    ['RUN pnpm add -g turbo', 1],
    ['RUN corepack pnpm add turbo', 1],
  ],
});

dockerfileCases(gemPinVersion, {
  complies: [
    'RUN gem install bundler:2.5.11',
    'RUN gem install bundler -v 2.5.11 && gem install -v2.5 bundler && gem i bundler --version "~> 2.5"',
    'RUN gem install bundler --version=2.5 --no-document -N',
    'RUN gem install ./a.gem b-1.2.gem',
    'RUN gem install -g Gemfile',
    'RUN gem install nokogiri:1.16 -- --use-system-libraries',
    'RUN gem install $GEMS bundler:$V',
    'RUN gem update --system && gem list && bundle install',
    'RUN gem install -i /gems --source https://example.com rake:13',
  ],
  violates: [
    ['RUN gem install bundler', 1],
    ['RUN gem i bundler rake:13', 1],
    ['RUN gem install --no-document bundler', 1],
    ['RUN gem install nokogiri -- --use-system-libraries', 1],
    ['RUN ["gem", "install", "bundler"]', 1],
    ['RUN gem install -i /gems rake', 1],
  ],
});

dockerfileCases(goPinVersion, {
  complies: [
    'RUN go install example.com/tool@v1.4.2',
    'RUN go get example.com/a/b@abc123',
    'RUN go install ./... && go install . && go install /src/x && go run main.go && go run ./cmd/x -a b',
    'RUN go get -d -v ./... && go get && go install',
    'RUN go install -v -ldflags "-s -w" -tags a,b ./cmd/x',
    'RUN go run example.com/tool@v1 github.com/a/b other',
    'RUN go install $PACKAGE example.com/tool@$VERSION',
    'RUN go install std && go install net/http cmd/vet && go build github.com/a/b && go install app/cmd/server',
    'FROM golang\nWORKDIR /go/src/github.com/a/b\nCOPY . .\nRUN go install github.com/a/b/cmd/x',
    'FROM golang\nADD . /go/src/github.com/a/b\nRUN go install -v github.com/a/b',
    'RUN go install -mod=vendor github.com/a/b',
    'RUN go install tool',
    'RUN CGO_ENABLED=0 go install -trimpath example.com/tool@v1',
  ],
  violates: [
    ['RUN go install example.com/tool', 1],
    ['RUN go install example.com/tool@latest', 1],
    ['RUN go get github.com/a/b', 1],
    ['RUN go get -u github.com/a/b@master', 1],
    ['RUN go run github.com/a/b@latest --flag', 1],
    ['RUN GO111MODULE=on go install github.com/a/b/cmd/...@main', 1],
    ['RUN ["go", "install", "example.com/tool"]', 1],
    ['RUN go install -tags x example.com/tool@v1 example.com/other', 1],
    ['FROM golang\nCOPY . /go/src/github.com/a/b\nRUN go get github.com/c/d', 3],
  ],
});
