import { credentialFileVariable } from '../../../../src/audit/rules/secrets/credential-file-variable.js';
import { credentialsSetUpInBuild } from '../../../../src/audit/rules/secrets/credentials-set-up-in-build.js';
import { knownCredential } from '../../../../src/audit/rules/secrets/known-credential.js';
import { secretFileCopied } from '../../../../src/audit/rules/secrets/secret-file-copied.js';
import { secretInCommand } from '../../../../src/audit/rules/secrets/secret-in-command.js';
import { secretWrittenToLayer } from '../../../../src/audit/rules/secrets/secret-written-to-layer.js';
import { dockerfileCases } from '../../support.js';

dockerfileCases(knownCredential, {
  complies: [
    'RUN curl https://example.org/x',
    'RUN git clone https://$USER:$TOKEN@example.org/x',
    'RUN git clone git@example.org:a/b.git',
    'ENV A=AKIAIOSFODNN7EXAMPLE',
    'RUN true \\\n  # https://a:hunter22@example.org\n  && true',
    'CMD ["http://localhost:8080/@x"]',
  ],
  violates: [
    ['RUN git clone https://app:hunter22@example.org/x', 1],
    ['RUN true \\\n && aws configure set x AKIAIOSFODNN7EXAMPLE', 2],
    ['COPY <<EOF /k\n-----BEGIN RSA PRIVATE KEY-----\nabc\nEOF', 2],
    ['CMD ["app", "--db", "postgres://app:hunter22@db/app"]', 1],
    ['RUN curl -H "Authorization: token ghp_abcdefghijklmnopqrstuvwxyz0123456789" x', 1],
    ['ADD https://u:hunter22@example.org/x /y', 1],
    ['SHELL ["powershell", "-Command"]\nRUN $env:K = "AKIAIOSFODNN7EXAMPLE"', 2],
  ],
});

dockerfileCases(secretInCommand, {
  complies: [
    'RUN curl -u "$USER:$PASSWORD" x',
    'RUN curl -u user x',
    'RUN curl -u user: x',
    'RUN curl -H "Authorization: Bearer $(cat /run/secrets/t)" x',
    'RUN curl -H "Authorization: Bearer ${TOKEN}" x',
    'RUN app --password-file /run/secrets/x',
    'RUN echo x | docker login --password-stdin -u y',
    'RUN adduser --disabled-password app',
    'RUN adduser --disabled-password --gecos "" app',
    'RUN app --password=$PASSWORD',
    'RUN app --password "" --token',
    'RUN app --token-ttl 3600',
    'RUN mkdir -p secret && cp -p a b',
    'RUN docker run -p 80:80 x',
    'RUN DB_PASSWORD=$(openssl rand -hex 16) && export DB_PASSWORD',
    'RUN SECRET_KEY_BASE_DUMMY=1 rails assets:precompile',
    'RUN APP_SECRET=build-placeholder make css',
    'RUN export APP_SECRET=dummy && make css',
    'RUN APP_SECRET=collectstatic python manage.py collectstatic',
    'RUN APP_SECRET="not a real secret" make css',
    'RUN APP_SECRET="only for the build" make css',
    'RUN keytool -importcert -storepass changeit -file x',
    'RUN apt-get install -y pass',
    'RUN mysql -u root -p"$P" -e x',
    'RUN --mount=type=secret,id=t app --token "$(cat /run/secrets/t)"',
    'RUN npm config set strict-ssl true',
    'HEALTHCHECK CMD redis-cli -a "$P" ping',
    'RUN gpg --batch --passphrase "" --gen-key x',
  ],
  violates: [
    ['RUN curl -u user:hunter22 x', 1],
    ['RUN curl -fsSLu user:hunter22 x', 1],
    ['RUN curl --user=user:hunter22 x', 1],
    ['RUN wget --http-password=hunter22 x', 1],
    ['RUN true \\\n && app --password hunter22', 2],
    ['RUN app --api-key=abcdef123456', 1],
    ['RUN app --db-password "hunter 22"', 1],
    ['RUN curl -H "Authorization: Bearer abcdef123456" x', 1],
    ['RUN curl --header="PRIVATE-TOKEN: abcdef123456" x', 1],
    ['RUN mysql -u root -phunter22 -e x', 1],
    ['RUN mysqladmin -u root password hunter22', 1],
    ['RUN sshpass -p hunter22 ssh x', 1],
    ['RUN docker login -u a -p hunter22', 1],
    ['RUN htpasswd -bc /f admin hunter22', 1],
    ['RUN npm config set //registry.example.org/:_authToken abcdef123456', 1],
    ['RUN DB_PASSWORD=hunter22 make', 1],
    ['RUN DB_PASSWORD=placeholders7 make', 1],
    ['RUN DB_PASSWORD=notarealistichunter make', 1],
    ['CMD DB_PASSWORD=dummy app', 1],
    ['RUN export API_TOKEN=abcdef123456 && make', 1],
    ['CMD ["app", "--token", "abcdef123456"]', 1],
    ['HEALTHCHECK CMD redis-cli -a hunter22 ping', 1],
    ['FROM a:1 AS x\nRUN app --password hunter22\nFROM b:1', 2],
  ],
});

dockerfileCases(credentialsSetUpInBuild, {
  complies: [
    'RUN aws configure set region eu-central-1',
    'RUN --mount=type=secret,id=aws aws configure set aws_secret_access_key "$(cat /run/secrets/aws)"',
    'RUN az login --identity',
    'RUN gcloud auth list',
    'RUN doctl auth list',
    'FROM a:1 AS x\nRUN aws configure set aws_access_key_id $ID\nFROM b:1',
    'RUN echo aws configure set aws_access_key_id',
  ],
  violates: [
    ['RUN aws configure set aws_access_key_id $ID', 1],
    ['RUN aws configure set profile.x.aws_secret_access_key $K', 1],
    ['RUN gcloud auth activate-service-account --key-file=k.json', 1],
    ['RUN az login --service-principal -u $U -p $P', 1],
    ['RUN az login --password=$P', 1],
    ['RUN doctl auth init --access-token $T', 1],
    ['RUN echo $P | docker login -u x --password-stdin', 1],
  ],
});

dockerfileCases(secretFileCopied, {
  complies: [
    'COPY .env.example .env.sample /app/',
    'COPY id_rsa.pub /root/',
    'COPY ca.pem fullchain.pem server-cert.pem /etc/ssl/',
    'COPY nginx_signing.key /etc/apt/keyrings/',
    'COPY certs/rds-combined-ca-bundle.pem /etc/',
    'COPY truststore.jks /etc/',
    'COPY package.json /app/',
    'COPY src/environment.ts src/keys.ts /app/',
    'COPY public.key /x',
    'COPY secrets.py /x',
    'COPY ssh_config /root/.ssh/',
    'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/',
    'COPY known_hosts /root/.ssh/known_hosts',
    'RUN cat .env',
    'COPY ssh_config /root/.ssh/config',
    'COPY debug.keystore /root/.android/',
  ],
  violates: [
    ['COPY .env /app/', 1],
    ['COPY package.json .npmrc* .env* ./', 1, 1],
    ['FROM a:1\nCOPY package.json .env.production .npmrc ./', 2, 2],
    ['COPY id_rsa /root/.ssh/id_rsa', 1],
    ['ADD ssh/deploy_id_ed25519 /root/', 1],
    ['COPY ["server.key", "/etc/ssl/"]', 1],
    ['COPY certs/tls.key certs/server-key.pem ca.key /etc/', 1, 1, 1],
    ['COPY keystore.p12 /x', 1],
    ['COPY .aws/credentials /root/.aws/credentials', 1],
    ['COPY .ssh /root/.ssh', 1],
    ['COPY .docker/config.json /root/.docker/config.json', 1],
    ['COPY credentials.json service-account.json /app/', 1, 1],
    ['COPY config/master.key /app/config/', 1],
    ['COPY deploy /root/.ssh/id_rsa', 1],
    ['COPY terraform.tfstate prod.tfvars /x/', 1, 1],
    ['COPY --from=build /src/.env /app/', 1],
  ],
});

dockerfileCases(secretWrittenToLayer, {
  complies: [
    'RUN echo x > /etc/motd',
    'RUN ssh-keyscan example.org >> /root/.ssh/known_hosts',
    'RUN echo "$KEY" > /root/.ssh/id_rsa && git clone x && rm /root/.ssh/id_rsa',
    'RUN echo "//r/:_authToken=$T" > .npmrc && npm ci && rm -f .npmrc',
    'RUN echo "$K" > ~/.ssh/id_rsa && make && rm -rf ~/.ssh',
    'RUN touch .env',
    'RUN echo "StrictHostKeyChecking no" > /root/.ssh/config',
    'RUN echo id_rsa',
    'COPY <<EOF /app/.npmrc\nstrict-ssl=true\nEOF',
  ],
  violates: [
    ['RUN echo "$SSH_PRIVATE_KEY" > /root/.ssh/id_rsa', 1],
    ['RUN mkdir /root/.ssh \\\n && printf "%s" "$K" > /root/.ssh/id_ed25519', 2],
    ['RUN echo "//r/:_authToken=$T" > .npmrc && npm ci', 1],
    ['RUN echo "$K" > .npmrc\nRUN npm ci\nRUN rm .npmrc', 1],
    ['RUN echo "machine x login y password z" >> ~/.netrc', 1],
    ['RUN echo "$K" | base64 -d | tee /root/.aws/credentials', 1],
    ['RUN cat > .env <<EOF\nA=b\nEOF', 1],
    ['COPY <<EOF /root/.npmrc\n//r/:_authToken=abcdef\nEOF', 1],
  ],
});

dockerfileCases(credentialFileVariable, {
  complies: [
    'ENV GOOGLE_APPLICATION_CREDENTIALS=/run/secrets/google.json\nCOPY src /app',
    'ENV GOOGLE_APPLICATION_CREDENTIALS=/app/google.json',
    'COPY src /app\nENV CONFIG=/app/x',
    'FROM a:1 AS x\nCOPY . /app\nENV AWS_CONFIG_FILE=/app/c\nFROM b:1',
  ],
  violates: [
    ['COPY src /app\nENV GOOGLE_APPLICATION_CREDENTIALS=/app/google.json', 2],
    ['COPY /src /app\nENV GOOGLE_APPLICATION_CREDENTIALS="./app/google.json"', 2],
    ['ARG AWS_CONFIG_FILE=/x/config\nCOPY config /x/', 1],
    ['COPY key.json $GOOGLE_APPLICATION_CREDENTIALS', 1],
  ],
});
